import type { Report, SourceLine } from "./decode-template.ts";

/** The lines under one heading, without empty ones at both ends; `line` is the heading's. */
export interface Section {
	readonly line: number;
	readonly lines: readonly SourceLine[];
}

/** Which sections a file has: those that it must have, and those that it may leave out or empty. */
export interface SectionNames {
	readonly needed: readonly string[];
	readonly optional: readonly string[];
}

const heading = /^==\s*([^=]*?)\s*==$/;

/**
 * A file's sections by name. A line such as `== subject ==` begins one; lines that begin with `#` are notes and left out. Reports
 * sections that nobody knows, that come twice, are missing or hold nothing, and text before the first.
 */
export function splitSections(
	lines: readonly SourceLine[],
	{ needed, optional }: SectionNames,
	report: Report,
): ReadonlyMap<string, Section> {
	const sections = new Map<string, Section & { readonly lines: SourceLine[] }>();
	let current: SourceLine[] | null = null;
	for (const line of lines) {
		const name = heading.exec(line.text)?.[1]?.toLowerCase();
		if (name !== undefined) {
			if (![...needed, ...optional].includes(name)) report(line.number, { code: "unknown-section", name });
			else if (sections.has(name)) report(line.number, { code: "repeated-section", name });
			current = [];
			if (!sections.has(name)) sections.set(name, { line: line.number, lines: current });
		} else if (line.text.startsWith("#")) continue;
		else if (current !== null) current.push(line);
		else if (line.text !== "") report(line.number, { code: "outside-section" });
	}
	for (const name of needed) {
		const section = sections.get(name);
		if (section === undefined) report(null, { code: "missing-section", name });
		else if (section.lines.every(({ text }) => text === "")) report(section.line, { code: "empty-section", name });
	}
	return new Map([...sections].map(([name, { line, lines: own }]) => [name, { line, lines: withoutEmptyEnds(own) }]));
}

function withoutEmptyEnds(lines: readonly SourceLine[]): SourceLine[] {
	const first = lines.findIndex(({ text }) => text !== "");
	const last = lines.findLastIndex(({ text }) => text !== "");
	return first < 0 ? [] : lines.slice(first, last + 1);
}

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Contact } from "../../../src/core/contact/contact.ts";
import { parseRegisteredRange } from "../../../src/core/contact/parse-registered-range.ts";
import type { AddressRange } from "../../../src/core/report/target.ts";
import type { RegistryIndex } from "../../../src/registry/open-index.ts";
import { openSplitFiles } from "../../../src/registry/open-registry.ts";
import { writeFiles } from "./write-database.ts";

/** An index that a test asks in the words of a report. */
export interface Asked {
	readonly index: RegistryIndex;
	/** Null = not covered. */
	find(text: string): Promise<Contact | null>;
	findAsn(asn: number): Promise<Contact | null>;
}

export const rangeOf = (text: string) => parseRegisteredRange(text) as AddressRange;

/** Sorts objects into split files by their first attribute. */
export function filesOf(objects: readonly string[]): Record<string, string> {
	const files: Record<string, string> = { "ripe.db.inetnum": "" };
	for (const object of objects) {
		const lines = object
			.split("\n")
			.map((line) => line.trim())
			.filter((line) => line !== "");
		const type = /^[\w-]+/.exec(lines[0] ?? "")?.[0];
		const source = lines.some((line) => line.startsWith("source:")) ? [] : ["source: RIPE"];
		files[`ripe.db.${type}`] = `${files[`ripe.db.${type}`] ?? ""}${[...lines, ...source].join("\n")}\n\n`;
	}
	return files;
}

/** Builds an index of objects and opens it. `files`: further files of the folder. */
export async function builtFrom(
	objects: readonly string[],
	options: { readonly country?: string; readonly files?: Readonly<Record<string, string>> } = {},
): Promise<Asked> {
	const folder = await mkdtemp(join(tmpdir(), "registry-built-"));
	await writeFiles(folder, { ...filesOf(objects), ...options.files });
	const index = await openSplitFiles(folder, { country: options.country ?? null });
	await rm(folder, { recursive: true });
	const { signal } = new AbortController();
	return {
		index,
		async find(text) {
			const answer = await index.find(rangeOf(text), signal);
			return answer.kind === "contact" ? answer.contact : null;
		},
		async findAsn(asn) {
			const answer = await index.findAsn(asn, signal);
			return answer.kind === "contact" ? answer.contact : null;
		},
	};
}

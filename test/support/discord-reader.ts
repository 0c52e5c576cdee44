import {
	type APIMessage,
	type APIModalInteractionResponseCallbackData,
	ButtonStyle,
	ComponentType,
} from "discord-api-types/v10";
import { readTable } from "./read-table.ts";
import type { Seen, SeenMenu } from "./scenario-driver.ts";

/** What `readDiscordMessage` takes; every message that Discord gives is one. */
export type ReadableMessage = Pick<APIMessage, "id" | "channel_id" | "embeds" | "components"> & {
	readonly attachments?: readonly { readonly filename?: string | null | undefined }[];
};

/** A message as a person sees it in Discord, in the notation that all drivers share. Throws on a form that the bot has no reason to send. */
export function readDiscordMessage(message: ReadableMessage, isPublic: boolean): Seen {
	const [embed] = message.embeds;
	const title = embed?.title === undefined ? null : unescaped(embed.title);
	const parts = readDescription(embed?.description ?? "");
	const { note } = readFooter(embed?.footer?.text ?? "");
	const controls = (message.components ?? []).flatMap((row) => {
		if (row.type !== ComponentType.ActionRow) throw new Error(`a component of type ${row.type} beside the rows`);
		return row.components;
	});
	const buttons: { readonly label: string; readonly id: string }[] = [];
	const links: string[] = [];
	let menu: SeenMenu | null = null;
	for (const control of controls) {
		if (control.type === ComponentType.StringSelect) {
			const options = control.options.map(({ value, label, description = "" }) => ({
				value,
				label,
				hint: description,
			}));
			menu = { id: control.custom_id, label: control.placeholder ?? "", options };
		} else if (control.type !== ComponentType.Button) {
			throw new Error(`a control of type ${control.type}`);
		} else if (control.style === ButtonStyle.Link) {
			links.push(control.label ?? "", control.url);
		} else if (control.style !== ButtonStyle.Premium) {
			buttons.push({ label: control.label ?? "", id: control.custom_id });
		}
	}
	const text = [
		...(title === null ? [] : [title]),
		...parts.body,
		...parts.fields,
		...(embed?.fields ?? []).map(({ name, value }) => `${unescaped(name)}: ${unescaped(value)}`),
		...parts.document,
		...parts.table,
		...parts.lines.map(({ words, detail }) => (detail === null ? words : `${words} [${detail}]`)),
		...parts.progress,
		...buttons.map(({ label }) => label),
		...(menu === null ? [] : [menu.label, ...menu.options.map(({ label, hint }) => `${label} ${hint}`)]),
		...links,
		...(note === "" ? [] : [note]),
	].join("\n");
	const lines = parts.lines.map(({ words }) => words);
	// As sent `attachment://name`, as Discord gives it an address of its CDN that ends so.
	const picture = embed?.image?.url.split("?")[0]?.split("/").at(-1);
	const names = (message.attachments ?? []).flatMap(({ filename }) => filename ?? []);
	const files = names.filter((name) => name !== picture);
	return { id: message.id, place: message.channel_id, title, lines, text, buttons, menu, files, isPublic };
}

/** The post's number in a message's footer; null when it has none. */
export function markOf(message: Pick<APIMessage, "embeds">): string | null {
	return readFooter(message.embeds[0]?.footer?.text ?? "").mark;
}

export interface SeenModal {
	readonly id: string;
	readonly title: string;
	readonly inputs: readonly { readonly name: string; readonly label: string; readonly required: boolean }[];
}

/** A modal as a person sees it; texts between the inputs are no inputs. */
export function readDiscordModal(data: APIModalInteractionResponseCallbackData): SeenModal {
	const inputs = data.components.flatMap((part) => {
		if (part.type === ComponentType.TextDisplay) return [];
		if (part.type !== ComponentType.Label) throw new Error(`a component of type ${part.type} in a modal`);
		const { component, label } = part;
		if (component.type !== ComponentType.TextInput && component.type !== ComponentType.FileUpload)
			throw new Error(`an input of type ${component.type}`);
		return [{ name: component.custom_id, label, required: component.required ?? true }];
	});
	return { id: data.custom_id, title: data.title, inputs };
}

interface Parts {
	readonly body: string[];
	/** Those that stand before a document, as text. */
	readonly fields: string[];
	readonly document: string[];
	/** Head and rows, cells joined by ` | `. */
	readonly table: string[];
	readonly lines: { readonly words: string; readonly detail: string | null }[];
	readonly progress: string[];
}

const lineStart = /^(?:•|⏳|✅|⚠️|❌) /u;
const leftOutWords = /^\*… ([^*]+)\*$/;

/** The description's parts; what stands under a part in italics says how much of it is left out, and goes with it. */
function readDescription(description: string): Parts {
	const parts: Parts = { body: [], fields: [], document: [], table: [], lines: [], progress: [] };
	let last: string[] = parts.body;
	for (const [index, piece] of description.split(/^```\n([\s\S]*?)\n```$/m).entries()) {
		if (index % 2 === 1) {
			const rows = piece.replaceAll("``\u200b", "``").split("\n");
			const table = readTable(rows);
			last = table === null ? parts.document : parts.table;
			last.push(...(table ?? [rows.join("\n")]));
			continue;
		}
		for (const paragraph of piece.split("\n\n")) last = readParagraph(paragraph.replace(/^\n|\n$/g, ""), parts, last);
	}
	return parts;
}

/** Gives the list that words on what is left out would belong to. */
function readParagraph(paragraph: string, parts: Parts, last: string[]): string[] {
	if (paragraph === "") return last;
	const more = leftOutWords.exec(paragraph)?.[1];
	if (more !== undefined) {
		last.push(more);
		return last;
	}
	if (paragraph.startsWith("**")) {
		const fields = paragraph.split(/^\*\*((?:\\.|[^\\*])+):\*\* /m).slice(1);
		for (const [index, label] of fields.entries()) {
			if (index % 2 === 0) parts.fields.push(`${unescaped(label)}: ${unescaped((fields[index + 1] ?? "").trimEnd())}`);
		}
		return parts.document;
	}
	if (/^[▰▱]/u.test(paragraph)) {
		parts.progress.push(...paragraph.split("\n").slice(1).map(unescaped));
		return parts.progress;
	}
	const typed = paragraph.split("\n");
	const first = typed.findIndex((line) => lineStart.test(line));
	const words = typed.slice(0, first === -1 ? typed.length : first).join("\n");
	if (words !== "") parts.body.push(unescaped(words));
	if (first === -1) return parts.body;
	const lines: string[] = [];
	for (const line of typed.slice(first)) {
		if (lineStart.test(line) || leftOutWords.test(line)) lines.push(line);
		else lines.push(`${lines.pop() ?? ""}\n${line}`);
	}
	for (const line of lines) parts.lines.push(readLine(line));
	// What is left out of the lines stands among them; what follows is a table of which no row fitted.
	return parts.table;
}

function readLine(line: string): Parts["lines"][number] {
	const more = leftOutWords.exec(line)?.[1];
	if (more !== undefined) return { words: more, detail: null };
	const [, words = "", detail = null] = /^(.*?)(?: · \*((?:\\.|[^\\*])+)\*)?$/s.exec(line.replace(lineStart, "")) ?? [];
	return { words: unescaped(words), detail: detail === null ? null : unescaped(detail) };
}

/** Backslashes before anything but letters, figures and space show what follows, as Discord does it. */
const unescaped = (text: string): string => text.replace(/\\([^0-9A-Za-z\s])/gu, "$1");

const markAtEnd = /(?:^| · )([A-Z][A-Z0-9-]*-\d{4}-\d{4,}(?: · \d+(?:-\d+)?[a+]?)?|\d{4}-\d\d-\d\d \d\d:\d\d UTC)$/;

/** The note, and the mark that stands last. */
function readFooter(footer: string): { readonly note: string; readonly mark: string | null } {
	const found = markAtEnd.exec(footer);
	return found === null ? { note: footer, mark: null } : { note: footer.slice(0, found.index), mark: found[1] ?? null };
}

import type { ActionsBlock, KnownBlock, RichTextBlock, RichTextText } from "@slack/types";
import type { FakeSlackMessage, FakeSlackView } from "./fake-slack/fake-slack.ts";
import { readTable } from "./read-table.ts";
import type { Seen, SeenMenu } from "./scenario-driver.ts";

/** What `readSlackMessage` takes; every message of the fake is one. */
export type ReadableSlackMessage = Pick<FakeSlackMessage, "channel" | "ts" | "threadTs" | "blocks" | "visibleTo"> & {
	readonly files: readonly { readonly name: string }[];
};

/** A message as a person sees it in Slack, in the notation that all drivers share. Throws on a form that the bot has no reason to send. */
export function readSlackMessage(message: ReadableSlackMessage): Seen {
	const { channel, ts, threadTs, visibleTo } = message;
	return {
		...readSlackBlocks(message.blocks),
		...{ id: ts, place: threadTs === null ? channel : `${channel}/${threadTs}`, isPublic: visibleTo === null },
		// The bot's only pictures are its charts; it gives no picture to take along.
		files: message.files.map(({ name }) => name).filter((name) => !/\.png$/i.test(name)),
	};
}

/** What the blocks of one card say, on whatever surface. */
export function readSlackBlocks(
	blocks: readonly KnownBlock[],
): Pick<Seen, "title" | "lines" | "text" | "buttons" | "menu"> {
	const parts = emptyParts();
	for (const block of blocks) readBlock(block, parts);
	const { title, menu, buttons } = parts;
	const text = [
		...(title === null ? [] : [title]),
		...parts.body,
		...parts.fields,
		...parts.document,
		...parts.table,
		...parts.lines.map(({ words, detail }) => (detail === null ? words : `${words} [${detail}]`)),
		...parts.progress,
		...buttons.map(({ label }) => label),
		...(menu === null ? [] : [menu.label, ...menu.options.map(({ label, hint }) => `${label} ${hint}`)]),
		...parts.links,
		...parts.note,
	].join("\n");
	return { title, lines: parts.lines.map(({ words }) => words), text, buttons, menu };
}

export interface SeenSlackForm {
	readonly id: string;
	/** Whole, where the bar of the modal has no room for it. */
	readonly title: string;
	readonly inputs: readonly { readonly name: string; readonly label: string; readonly required: boolean }[];
}

/** A modal as a person sees it; texts between the inputs are no inputs. */
export function readSlackForm({ view }: Pick<FakeSlackView, "view">): SeenSlackForm {
	if (view.type !== "modal") throw new Error(`a view of type ${view.type} is no form`);
	const blocks = view.blocks as readonly KnownBlock[];
	const [first] = blocks;
	const words = first?.type === "rich_text" ? textsOf(first.elements[0]) : [];
	const isCut = view.title.text.endsWith("…") && words[0]?.style?.bold === true;
	const inputs = blocks.flatMap((block) => {
		if (block.type === "rich_text") return [];
		if (block.type !== "input") throw new Error(`a block of type ${block.type} in a form`);
		return [{ name: block.block_id ?? "", label: block.label.text, required: block.optional !== true }];
	});
	return { id: view.callback_id ?? "", title: isCut ? joined(words) : view.title.text, inputs };
}

interface Parts {
	title: string | null;
	readonly body: string[];
	readonly fields: string[];
	readonly document: string[];
	/** Head and rows, cells joined by ` | `. */
	readonly table: string[];
	readonly lines: { readonly words: string; readonly detail: string | null }[];
	readonly progress: string[];
	readonly buttons: { readonly label: string; readonly id: string }[];
	menu: SeenMenu | null;
	readonly links: string[];
	readonly note: string[];
}

const emptyParts = (): Parts => ({
	...{ title: null, body: [], fields: [], document: [], table: [], lines: [], progress: [] },
	...{ buttons: [], menu: null, links: [], note: [] },
});

function readBlock(block: KnownBlock, parts: Parts): void {
	switch (block.type) {
		case "header":
			parts.title = block.text.text.replace(toneSign, "");
			return;
		case "rich_text":
			readRichText(block, parts);
			return;
		case "actions":
			for (const control of block.elements) readControl(control, parts);
			return;
		case "context":
			for (const element of block.elements) if ("text" in element) parts.note.push(element.text);
			return;
		default:
			throw new Error(`a block of type ${block.type} in a card`);
	}
}

function readControl(control: ActionsBlock["elements"][number], parts: Parts): void {
	if (control.type === "button") {
		const label = control.text.text;
		if (control.url === undefined) parts.buttons.push({ label, id: control.action_id ?? "" });
		else parts.links.push(label, control.url);
	} else if (control.type === "static_select") {
		const options = (control.options ?? []).map(({ value = "", text, description }) => ({
			...{ value, label: text.text, hint: description?.text ?? "" },
		}));
		parts.menu = { id: control.action_id ?? "", label: control.placeholder?.text ?? "", options };
	} else {
		throw new Error(`a control of type ${control.type}`);
	}
}

/** No text of a card has a no-break space after such a sign at its beginning: titles have none, and paragraphs are longer than this. */
const toneSign = /^(?:⏳|✅|⚠️|❌)\u00a0/u;
/** A line's sign is a text of its own. */
const lineSign = /^\n?(?:•|⏳|✅|⚠️|❌) $/u;
const bar = /^[▰▱]{20}(?: \d+ %)?$/u;

function textsOf(part: RichTextBlock["elements"][number] | undefined): readonly RichTextText[] {
	return (part?.elements ?? []).map((element) => {
		if (element.type !== "text") throw new Error(`a ${element.type} in a rich text`);
		return element;
	});
}

const joined = (words: readonly RichTextText[]): string => words.map(({ text }) => text).join("");
const isItalic = (word: RichTextText | undefined): boolean => word?.style?.italic === true;
/** Words on what is left out, without the sign before them. */
const moreOf = (words: readonly RichTextText[]): string => joined(words).trim().replace(/^… /, "");

/** One part of a card; a section of italics under a text of one width says how much of it is left out. */
function readRichText({ elements }: RichTextBlock, parts: Parts): void {
	let last = parts.table;
	for (const element of elements) {
		const words = textsOf(element);
		if (element.type === "rich_text_preformatted") {
			const text = joined(words);
			const table = readTable(text.split("\n"));
			last = table === null ? parts.document : parts.table;
			last.push(...(table ?? [text]));
		} else if (element.type !== "rich_text_section") {
			throw new Error(`a ${element.type} in a card`);
		} else if (words.every(isItalic)) {
			last.push(moreOf(words));
		} else {
			readSection(words, parts);
		}
	}
}

function readSection(words: readonly RichTextText[], parts: Parts): void {
	const [first] = words;
	if (first?.style?.bold === true) readFields(words, parts);
	else if (bar.test(first?.text ?? "")) parts.progress.push(...after(joined(words), "\n"));
	else if (words.some(({ text }) => lineSign.test(text))) readLines(words, parts);
	else readBody(words, parts);
}

/** What stands behind the first `mark`; nothing where there is none. */
const after = (text: string, mark: string): string[] =>
	text.includes(mark) ? [text.slice(text.indexOf(mark) + mark.length)] : [];

function readFields(words: readonly RichTextText[], parts: Parts): void {
	const fields: { label: string; value: string }[] = [];
	for (const [index, { text, style }] of words.entries()) {
		if (style?.bold !== true) (fields.at(-1) as { value: string }).value += text;
		else if (words[index - 1]?.style?.bold === true) (fields.at(-1) as { label: string }).label += text;
		else fields.push({ label: text, value: "" });
	}
	for (const { label, value } of fields) parts.fields.push(`${label}${value.replace(/\n$/, "")}`);
}

function readBody(words: readonly RichTextText[], parts: Parts): void {
	const own = words.filter((word) => !isItalic(word));
	const texts = own.filter(({ text }, index) => index > 0 || text.replace(toneSign, "") !== "");
	if (texts.length > 0) parts.body.push(...joined(texts).split("\n\n"));
	const more = words.filter(isItalic);
	if (more.length > 0) parts.body.push(moreOf(more));
}

/** Before the first sign stands the lines' title. */
function readLines(words: readonly RichTextText[], parts: Parts): void {
	const start = words.findIndex(({ text }) => lineSign.test(text));
	if (start > 0) readBody(words.slice(0, start), parts);
	const lines: RichTextText[][] = [];
	for (const word of words.slice(start)) {
		if (lineSign.test(word.text) || (isItalic(word) && word.text.startsWith("\n"))) lines.push([]);
		lines.at(-1)?.push(word);
	}
	for (const [sign, ...rest] of lines) {
		if (isItalic(sign)) parts.lines.push({ words: moreOf(sign === undefined ? [] : [sign, ...rest]), detail: null });
		else {
			const detail = rest.filter(isItalic);
			const text = joined(rest.filter((word) => !isItalic(word)));
			parts.lines.push(
				detail.length === 0
					? { words: text, detail: null }
					: { words: text.replace(/ · $/, ""), detail: joined(detail) },
			);
		}
	}
}

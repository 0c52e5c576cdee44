import type { APIEmbed, APIEmbedField, RESTAPIAttachment } from "discord.js";
import type { Language } from "../../../core/language.ts";
import { fitText } from "../../../core/show/fit-text.ts";
import { isWebLink } from "../../../core/show/is-web-link.ts";
import { leftOut } from "../../../core/show/left-out.ts";
import { toOneLine, toParagraph } from "../../../core/show/plain-text.ts";
import type { Card, Tone } from "../../../core/thread/card.ts";
import { componentLimits, embedLimits } from "../limits.ts";
import { describeCard } from "./describe-card.ts";
import { fitMarkdown } from "./fit-markdown.ts";
import { type Row, renderComponents } from "./render-components.ts";
import { renderFields } from "./render-fields.ts";
import { type OutgoingFile, renderFiles } from "./render-files.ts";

/** The body of one message, for posting and for editing: what it leaves out, an edit takes away. */
export interface MessageBody {
	readonly embeds: APIEmbed[];
	readonly components: Row[];
	/** In the order of `files`; an edit keeps no older file. */
	readonly attachments: RESTAPIAttachment[];
	readonly allowed_mentions: { readonly parse: [] };
	/** Go beside the JSON, as `files[n]`. */
	readonly files: readonly OutgoingFile[];
}

export interface MessageOptions {
	readonly language: Language;
	/** Stands last in the footer; null for a message that nobody looks for. */
	readonly mark: string | null;
}

/** Discord's own colours for what goes well, waits and fails. */
const colours: Readonly<Record<Tone, number>> = {
	neutral: 0x80848e,
	busy: 0x5865f2,
	good: 0x23a55a,
	warn: 0xf0b232,
	bad: 0xf23f43,
};

/** What the fields leave to a description. */
const leastDescription = 1024;
/** What fields before a document may take of it. */
const longestHead = 1500;

/**
 * One card as one message, within all limits. Every text shows as it stands; what is too long ends in `…`, and the words say how much is left
 * out. Title, fields and mark always stay.
 */
export function renderMessage(card: Card, { language, mark }: MessageOptions): MessageBody {
	const { rows, buttonsLeft } = renderComponents(card, language);
	const { files, attachments, filesLeft } = renderFiles(card);
	const title = fitMarkdown(toOneLine(card.title ?? ""), embedLimits.title);
	const note = [
		card.note ?? "",
		...(buttonsLeft > 0 ? [leftOut(buttonsLeft, "buttons", language)] : []),
		...(filesLeft > 0 ? [leftOut(filesLeft, "files", language)] : []),
	].filter((words) => words !== "");
	const footer = renderFooter(note.join(" · "), mark);
	const room = embedLimits.sum - title.length - footer.length;
	const { fields, head } = placeFields(card, room, language);
	const used = fields.reduce((sum, { name, value }) => sum + name.length + value.length, 0);
	const description = describeCard(
		withLinkAsText(card),
		head,
		Math.min(embedLimits.description, room - used),
		language,
	);
	const isEmpty =
		title === "" && description === "" && footer === "" && fields.length === 0 && card.image === undefined;
	const embed: APIEmbed = {
		color: colours[card.tone],
		...(title === "" ? {} : { title }),
		// Discord takes no message without a word.
		...(isEmpty ? { description: "–" } : description === "" ? {} : { description }),
		...(fields.length === 0 ? {} : { fields }),
		...(card.image === undefined ? {} : { image: { url: `attachment://${files[0]?.name}` } }),
		...(footer === "" ? {} : { footer: { text: footer } }),
	};
	return { embeds: [embed], components: rows, attachments, allowed_mentions: { parse: [] }, files };
}

/** Discord sets fields under all else. With a document, which may be long, they stand as text before it: whom a mail goes to comes first. */
function placeFields(card: Card, room: number, language: Language): { fields: APIEmbedField[]; head: string } {
	const { fields = [], document = "" } = card;
	if (document === "") return { fields: renderFields(fields, room - leastDescription, language), head: "" };
	const lines = renderFields(fields, longestHead, language).map(({ name, value }) => `**${name}:** ${value}`);
	return { fields: [], head: lines.join("\n") };
}

/** Discord shows a footer as it stands, with no markdown. */
function renderFooter(note: string, mark: string | null): string {
	const end = mark === null ? "" : fitText(toOneLine(mark), embedLimits.footer / 4);
	const words = fitText(toParagraph(note), embedLimits.footer - end.length - 3);
	return [words, end].filter((part) => part !== "").join(" · ");
}

/** A link that no button takes is read, not pressed. */
function withLinkAsText(card: Card): Card {
	const { link, body = [] } = card;
	return link === undefined || isWebLink(link.url, componentLimits.linkUrl)
		? card
		: { ...card, body: [...body, `${link.label}: ${link.url}`] };
}

import { messageIdOfVerp } from "../../core/notice/verp.ts";
import type { Clues } from "../../ports/inbound-mail.ts";
import { mailAddresses } from "./mail-addresses.ts";
import type { MailPart, ReadMail } from "./read-mail.ts";

/** What our own mails look like from outside. */
export interface OwnMail {
	/** The bounce address that each mail has its own form of; null when there is none. */
	readonly bounces: string | null;
	/** Domain of our Message-IDs. */
	readonly domain: string;
	/** What case numbers begin with. */
	readonly casePrefix: string;
}

const maxIds = 40;
const messageId = /<[^\s<>@]{1,200}@[^\s<>@]{1,253}>/g;
/** Headers in which servers say to whom they delivered a mail. */
const deliveredTo = ["to", "cc", "delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "x-delivered-to"];

/**
 * What a mail says of the mail that it is about. Of what came back the Message-ID counts and not the ones that it refers to: those are of
 * an earlier round. `returned` is the text behind the report, where it is no part of its own.
 */
export function findClues(mail: ReadMail, own: OwnMail, returned: string): Clues {
	const ids = [
		...verpIds(mail, own),
		...mail.parts.flatMap(returnedIds),
		...idsIn(mail.header("in-reply-to")),
		...idsIn(linesWithIds(returned)),
		// The last one is the mail that is answered; those before it are older.
		...idsIn(mail.header("references")).reverse(),
	];
	return { messageIds: [...new Set(ids)].slice(0, maxIds), caseNumbers: caseNumbers(mail.subject, own.casePrefix) };
}

function verpIds(mail: ReadMail, { bounces, domain }: OwnMail): string[] {
	if (bounces === null) return [];
	const received = mail
		.header("received")
		.flatMap((value) => /\sfor\s+(<[^>]{1,320}>|\S{1,320})/.exec(value)?.[1] ?? []);
	const written = [...deliveredTo.flatMap((name) => mail.header(name)), ...received];
	return written.flatMap(mailAddresses).flatMap((address) => messageIdOfVerp(address, bounces, domain) ?? []);
}

const returnedTypes =
	/^(?:message\/(?:rfc822|global|rfc822-headers|global-headers)|text\/rfc822-headers|text\/rfc822)$/;

/** The Message-ID of a returned mail, of its own headers alone. */
function returnedIds({ type, text }: MailPart): string[] {
	if (!returnedTypes.test(type)) return [];
	const headers = text.replace(/\r\n/g, "\n").trimStart().split(/\n\n/, 1)[0] ?? "";
	return idsIn(linesWithIds(headers));
}

function linesWithIds(text: string): string[] {
	return [...text.matchAll(/^[>\s]{0,8}message-id:\s{0,4}(?:\r?\n[ \t]+)?(<[^\n]{1,300})/gim)].map(
		([, value]) => value ?? "",
	);
}

function idsIn(values: readonly string[]): string[] {
	return values.flatMap((value) => [...value.matchAll(messageId)].map(([id]) => id));
}

function caseNumbers(subject: string, prefix: string): string[] {
	const numbers = subject.matchAll(new RegExp(`(?<![\\w-])${prefix}-\\d{4}-\\d{4,8}(?![\\w-])`, "gi"));
	return [...new Set([...numbers].map(([number]) => number.toUpperCase()))].slice(0, 5);
}

import PostalMime, { decodeWords, type Email } from "postal-mime";
import { groupCheck } from "../core/notice/group-check.ts";
import type { FoundAddress } from "../core/report/find-addresses.ts";
import type { FinishedMail } from "../ports/mail.ts";
import type { LeakAllowance } from "../ports/mail-writer.ts";
import { attachedTexts } from "./attached-texts.ts";
import { parseNoticeId } from "./parse-notice-id.ts";
import { openSeal } from "./seal-mail.ts";

/** The hotline as it may stand in a mail: read from the settings, not from the mail. */
export interface OwnParts {
	readonly name: string;
	readonly website: string;
	readonly from: string;
	/** The envelope sender of this very mail. */
	readonly envelopeFrom: string;
}

/**
 * `addresses`: it names systems that are not the group's. `recipients`: it would go to somebody else, or come from somebody else.
 * `shape`: it has parts or headers that cannot be judged. `leaks` counts different things and names none of them.
 */
export type LeakCheck =
	| { readonly ok: true }
	| { readonly ok: false; readonly kind: "addresses" | "recipients" | "shape"; readonly leaks: number };

/** Headers whose value is checked in another way, or is made by the mail library alone. */
const judgedHeaders = new Set([
	...["message-id", "date", "mime-version", "content-type", "content-transfer-encoding"],
	...["in-reply-to", "references", "dkim-signature"],
]);

/**
 * The last look at a mail before it goes out: parses the finished bytes with another library than the one that wrote them, takes
 * every header, the body, and each cell of each attachment, and compares every address, network, host and URL in
 * them with the group's own (`groupCheck`). Recipients in header and envelope must be the group's mailboxes, no more
 * and no fewer. A sealed mail is opened first. A mail that cannot be parsed, or that has parts other than text, CSV and zips of CSV and JSON, is refused too.
 */
export async function checkLeaks(mail: FinishedMail, allowed: LeakAllowance, own: OwnParts): Promise<LeakCheck> {
	const opened = await openSeal(mail);
	const email = opened === null ? null : await PostalMime.parse(opened.raw).catch(() => null);
	if (opened === null || email === null || opened.encrypted !== (allowed.encrypted ?? false))
		return { ok: false, kind: "shape", leaks: 1 };
	const strangers = wrongRecipients({ mail, email, own, to: allowed.to });
	if (strangers > 0) return { ok: false, kind: "recipients", leaks: strangers };
	const parts = splitParts(opened.raw);
	const attached = attachedTexts(email.attachments);
	const odd = oddities(mail, email, allowed);
	if (parts === null || attached === null || odd > 0) return { ok: false, kind: "shape", leaks: Math.max(odd, 1) };
	const foreignIn = groupCheck(allowanceOf(mail, allowed, own));
	const leaks = new Set<string>();
	const ownFile = ownFileNames(mail);
	for (const text of textsOf(email, parts, attached))
		for (const found of foreignIn(text.replaceAll(ownFile, " "))) leaks.add(keyOf(found));
	return leaks.size === 0 ? { ok: true } : { ok: false, kind: "addresses", leaks: leaks.size };
}

function keyOf(found: FoundAddress): string {
	return "range" in found ? `${found.range.version}:${found.range.first}-${found.range.last}` : found.text;
}

function allowanceOf(mail: FinishedMail, allowed: LeakAllowance, own: OwnParts) {
	const { findings, to, links, typed = [], fixed = [] } = allowed;
	const { caseNumber } = parseNoticeId(mail.noticeId);
	return {
		findings,
		typed: [...links, ...typed, ...to, own.name],
		fixed: [own.website, own.from, caseNumber, ...fixed],
	};
}

/** Our own files are named for the case; such a name is no host, although `.zip` is a domain. */
function ownFileNames({ noticeId }: FinishedMail): RegExp {
	const { caseNumber } = parseNoticeId(noticeId);
	return new RegExp(`(?<![\\w.-])${caseNumber}(?:-[a-z0-9]{1,20}){0,4}\\.(?:csv|zip|json)(?![\\w-]|\\.\\w)`, "gi");
}

interface Addressed {
	readonly mail: FinishedMail;
	readonly email: Email;
	readonly own: OwnParts;
	/** Exactly these must be the recipients. */
	readonly to: readonly string[];
}

function wrongRecipients({ mail, email, own, to }: Addressed): number {
	const wanted = new Set(to);
	const shown = (email.to ?? []).map((entry) => entry.address ?? "");
	const toHeaders = email.headers.filter(({ key }) => key === "to").length;
	let wrong = difference(shown, wanted) + difference(mail.envelopeTo, wanted) + Math.abs(toHeaders - 1);
	wrong += (email.cc ?? []).length + (email.bcc ?? []).length;
	wrong += email.headers.filter(({ key }) =>
		/^(resent-|bcc|cc|sender|return-path|disposition-notification)/.test(key),
	).length;
	if (email.from?.address !== own.from || mail.envelopeFrom !== own.envelopeFrom) wrong += 1;
	const replies = (email.replyTo ?? []).map((entry) => entry.address ?? "");
	return wrong + difference(replies, new Set([own.from]));
}

function difference(given: readonly string[], wanted: ReadonlySet<string>): number {
	const unwanted = given.filter((address) => !wanted.has(address)).length;
	const missing = [...wanted].filter((address) => !given.includes(address)).length;
	return unwanted + missing + (given.length - new Set(given).size);
}

function oddities(mail: FinishedMail, email: Email, { inReplyTo = null }: LeakAllowance): number {
	return [
		email.html !== undefined,
		email.messageId !== mail.messageId,
		(email.inReplyTo ?? null) !== inReplyTo,
		(email.references ?? null) !== inReplyTo,
		email.headers.filter(({ key }) => key === "dkim-signature").length > 1,
	].filter(Boolean).length;
}

/**
 * The header of each part, null where there is text outside the parts (RFC 2046, 5.1.1: preamble and epilogue, which readers
 * don't show), or parts within parts.
 */
function splitParts(raw: Uint8Array): string[] | null {
	const text = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength).toString("latin1");
	const end = text.indexOf("\r\n\r\n");
	const boundary = /^content-type: multipart\/mixed;\s+boundary="([^"\r\n]+)"/im.exec(text.slice(0, end))?.[1];
	if (boundary === undefined) return null;
	const [before, ...parts] = text.slice(end + 2).split(`\r\n--${boundary}`);
	const after = parts.pop();
	if (before !== "" || after !== "--\r\n") return null;
	const heads = parts.map((part) => part.slice(0, Math.max(0, part.indexOf("\r\n\r\n"))));
	return heads.some((head) => /multipart\/|message\//i.test(head)) ? null : heads;
}

function* textsOf(email: Email, partHeads: readonly string[], attached: Iterable<string>): Generator<string> {
	for (const { key, value } of email.headers) if (!judgedHeaders.has(key)) yield decodeWords(value);
	for (const head of partHeads) yield decodeWords(head.replace(/\r\n[ \t]+/g, " "));
	yield* (email.text ?? "").split(/\r?\n/);
	for (const { description } of email.attachments) yield description ?? "";
	yield* attached;
}

import PostalMime, { decodeWords, type Email } from "postal-mime";
import { groupCheck } from "../core/notice/group-check.ts";
import { csvFileName } from "../core/notice/render-notice.ts";
import type { FoundAddress } from "../core/report/find-addresses.ts";
import type { Finding } from "../core/report/finding.ts";
import type { FinishedMail } from "../ports/mail.ts";
import { parseCells } from "./parse-cells.ts";
import { parseNoticeId } from "./parse-notice-id.ts";

/** Whom a mail is for and what it may therefore name: read anew from the store, not handed on from composing. */
export interface Allowed {
	/** The group's own findings of this round, and no others. */
	readonly findings: readonly Finding[];
	/** The group's mailboxes: exactly these must be the recipients. */
	readonly mailboxes: readonly string[];
	/** Title, description, reference and operator's name: hosts and URLs in them are allowed, IP addresses never. */
	readonly typed: readonly string[];
	readonly hotline: { readonly name: string; readonly website: string; readonly from: string };
}

/**
 * `addresses`: it names systems that are not the group's. `recipients`: it would go to somebody else, or come from somebody else.
 * `shape`: it has parts or headers that cannot be judged. `leaks` counts different things and names none of them.
 */
export type LeakCheck =
	| { readonly ok: true }
	| { readonly ok: false; readonly kind: "addresses" | "recipients" | "shape"; readonly leaks: number };

/** Headers whose value is checked in another way, or is made by the mail library alone. */
const judgedHeaders = new Set(["message-id", "date", "mime-version", "content-type", "content-transfer-encoding"]);

/**
 * The last look at a mail before it goes out: parses the finished bytes with another library than the one that wrote them, takes
 * every header, the body, and each cell of each attachment, and compares every address, network, host and URL in
 * them with the group's own (`groupCheck`). Recipients in header and envelope must be the group's mailboxes, no more
 * and no fewer. A mail that cannot be parsed, or that has parts other than text and CSV, is refused too.
 */
export async function checkLeaks(mail: FinishedMail, allowed: Allowed): Promise<LeakCheck> {
	const email = await PostalMime.parse(mail.raw).catch(() => null);
	if (email === null) return { ok: false, kind: "shape", leaks: 1 };
	const strangers = wrongRecipients(mail, email, allowed);
	if (strangers > 0) return { ok: false, kind: "recipients", leaks: strangers };
	const parts = splitParts(mail.raw);
	const oddParts = unjudged(mail, email) + (parts === null ? 1 : 0);
	if (parts === null || oddParts > 0) return { ok: false, kind: "shape", leaks: oddParts };
	const foreignIn = groupCheck(allowanceOf(mail, allowed));
	const leaks = new Set<string>();
	for (const text of textsOf(email, parts)) for (const found of foreignIn(text)) leaks.add(keyOf(found));
	return leaks.size === 0 ? { ok: true } : { ok: false, kind: "addresses", leaks: leaks.size };
}

function keyOf(found: FoundAddress): string {
	return "range" in found ? `${found.range.version}:${found.range.first}-${found.range.last}` : found.text;
}

function allowanceOf(mail: FinishedMail, { findings, mailboxes, typed, hotline }: Allowed) {
	const { caseNumber, round } = parseNoticeId(mail.noticeId);
	const fileName = csvFileName({ case: { number: caseNumber }, round });
	return {
		findings,
		typed: [...typed, ...mailboxes, hotline.name],
		fixed: [hotline.website, hotline.from, caseNumber, fileName],
	};
}

function wrongRecipients(mail: FinishedMail, email: Email, { hotline, mailboxes }: Allowed): number {
	const wanted = new Set(mailboxes);
	const to = (email.to ?? []).map((entry) => entry.address ?? "");
	const toHeaders = email.headers.filter(({ key }) => key === "to").length;
	let wrong = difference(to, wanted) + difference(mail.envelopeTo, wanted) + Math.abs(toHeaders - 1);
	wrong += (email.cc ?? []).length + (email.bcc ?? []).length;
	wrong += email.headers.filter(({ key }) =>
		/^(resent-|bcc|cc|sender|return-path|disposition-notification)/.test(key),
	).length;
	if (email.from?.address !== hotline.from || mail.envelopeFrom !== hotline.from) wrong += 1;
	const replies = (email.replyTo ?? []).map((entry) => entry.address ?? "");
	return wrong + difference(replies, new Set([hotline.from]));
}

function difference(given: readonly string[], wanted: ReadonlySet<string>): number {
	const unwanted = given.filter((address) => !wanted.has(address)).length;
	const missing = [...wanted].filter((address) => !given.includes(address)).length;
	return unwanted + missing + (given.length - new Set(given).size);
}

function unjudged(mail: FinishedMail, email: Email): number {
	const attachments = email.attachments.filter(({ mimeType }) => mimeType !== "text/csv").length;
	const html = email.html === undefined ? 0 : 1;
	return attachments + html + (email.messageId === mail.messageId ? 0 : 1);
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

function* textsOf(email: Email, partHeads: readonly string[]): Generator<string> {
	for (const { key, value } of email.headers) if (!judgedHeaders.has(key)) yield decodeWords(value);
	for (const head of partHeads) yield decodeWords(head.replace(/\r\n[ \t]+/g, " "));
	yield* (email.text ?? "").split(/\r?\n/);
	for (const { filename, content, description } of email.attachments) {
		yield filename ?? "";
		yield description ?? "";
		const text = typeof content === "string" ? content : new TextDecoder().decode(content);
		for (const row of parseCells(text)) yield* row;
	}
}

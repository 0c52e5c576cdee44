import PostalMime, { type Email } from "postal-mime";

/** More than this of a mail is not looked at: what a bounce says stands before the mail that came back, and is short. */
export const maxMailBytes = 262_144;
/** Lines are what reading costs: half a million empty ones would take seconds. */
const maxLines = 10_000;
const maxHeaderBytes = 131_072;
const maxNesting = 32;
const maxText = 65_536;
const maxValue = 4_096;
const maxValues = 40;

/** A part that is no text: a delivery report, or the mail that came back. */
export interface MailPart {
	/** In lower case. */
	readonly type: string;
	readonly text: string;
}

/** A mail, as far as judging it needs. All texts are cut to what is sane. */
export interface ReadMail {
	/** Values of a header, in order; `name` in lower case. */
	header(name: string): readonly string[];
	readonly subject: string;
	/** Address in From, in lower case; empty when there is none. */
	readonly from: string;
	/** Type of the whole mail, with its parameters, in lower case. */
	readonly contentType: string;
	readonly text: string;
	readonly parts: readonly MailPart[];
}

/**
 * Reads a mail (RFC 5322, RFC 2045) without trusting it: at most its first 256 KiB and 10,000 lines, 32 levels of parts and 128 KiB of headers. Null when it is
 * beyond that, or no mail at all. Mails inside it are parts of it and not read for their own parts.
 */
export async function readMail(raw: Uint8Array): Promise<ReadMail | null> {
	const email = await parse(beginning(raw));
	if (email === null) return null;
	const values = (name: string) =>
		email.headers
			.filter(({ key }) => key === name)
			.slice(0, maxValues)
			.map(({ value }) => value.slice(0, maxValue));
	const parts = email.attachments.map(({ mimeType, content }) => ({
		type: mimeType,
		text: typeof content === "string" ? content.slice(0, maxText) : decode(content),
	}));
	return {
		header: values,
		subject: (email.subject ?? "").slice(0, 1_000),
		from: (email.from?.address ?? "").toLowerCase().slice(0, 320),
		contentType: (values("content-type")[0] ?? "text/plain").toLowerCase(),
		text: (email.text ?? "").slice(0, maxText),
		parts,
	};
}

function beginning(raw: Uint8Array): Uint8Array {
	const most = raw.subarray(0, maxMailBytes);
	let end = -1;
	for (let lines = 0; lines < maxLines; lines += 1) {
		end = most.indexOf(0x0a, end + 1);
		if (end < 0) return most;
	}
	return most.subarray(0, end + 1);
}

async function parse(raw: Uint8Array): Promise<Email | null> {
	const limits = { maxNestingDepth: maxNesting, maxHeadersSize: maxHeaderBytes };
	try {
		return await PostalMime.parse(raw, { ...limits, forceRfc822Attachments: true });
	} catch {
		return null;
	}
}

function decode(content: ArrayBuffer | Uint8Array): string {
	return new TextDecoder().decode(content.slice(0, maxText));
}

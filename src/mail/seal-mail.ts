import type { FinishedMail } from "../ports/mail.ts";
import { Unwritable } from "../ports/mail-writer.ts";
import { encryptMime, type PgpEntity } from "./pgp/encrypt-mime.ts";
import { decryptMime, unwrapSigned } from "./pgp/open-pgp-mail.ts";
import type { Signer } from "./pgp/open-signer.ts";
import { signMime } from "./pgp/sign-mime.ts";
import { UnusableKey } from "./pgp/unusable-key.ts";

export interface Seal {
	/** Armoured public keys to encrypt to; empty = not encrypted. */
	readonly keys: readonly string[];
	/** What encrypted mails are signed with, within; null = nothing. */
	readonly signer: Signer | null;
	/** Mails that are not encrypted are signed too. */
	readonly signsPlain: boolean;
	readonly date: Date;
}

/**
 * The message as its recipient is to get it: as it is, signed, or encrypted to all keys (PGP/MIME, RFC 3156). The headers that are about the
 * content go inside; the others stay. Throws `Unwritable` for a key that can't be used: nothing goes out unencrypted in its place.
 */
export async function sealMail(mail: FinishedMail, { keys, signer, signsPlain, date }: Seal): Promise<FinishedMail> {
	const { head, inner } = takeApart(mail.raw);
	try {
		if (keys.length > 0) {
			const { sessionKey, ...entity } = await encryptMime(inner, { keys, signWith: signer, date });
			return { ...mail, raw: putTogether(head, entity), sessionKey };
		}
		if (signer === null || !signsPlain) return mail;
		return { ...mail, raw: putTogether(head, await signMime(inner, signer, date)) };
	} catch (fault) {
		if (fault instanceof UnusableKey) throw new Unwritable(fault.reason);
		throw fault;
	}
}

/**
 * The message without its seal: what `sealMail` was given, byte for byte. Null when the seal is not one that `sealMail` makes, or cannot be
 * opened. `encrypted` says whether there was one that hides.
 */
export async function openSeal(
	mail: FinishedMail,
): Promise<{ readonly raw: Uint8Array; readonly encrypted: boolean } | null> {
	const { head, contentType } = takeApart(mail.raw);
	const encrypted = /^multipart\/encrypted\b/i.test(contentType);
	if (encrypted && mail.sessionKey === undefined) return null;
	if (!encrypted && !/^multipart\/signed\b/i.test(contentType)) return { raw: mail.raw, encrypted };
	const inner = mail.sessionKey === undefined ? unwrapSigned(mail.raw) : await decryptMime(mail.raw, mail.sessionKey);
	if (inner === null) return null;
	return { raw: Buffer.concat([Buffer.from(head, "latin1"), inner]), encrypted };
}

/** `head`: the lines that are not about the content; `inner`: those that are, and the body. */
function takeApart(raw: Uint8Array): { readonly head: string; readonly inner: Buffer; readonly contentType: string } {
	const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
	const end = bytes.indexOf("\r\n\r\n");
	const fields = bytes.toString("latin1", 0, end + 2).match(/[^\r\n][^\r]*\r\n(?:[ \t][^\r]*\r\n)*/g) ?? [];
	const isContent = (field: string) => /^content-/i.test(field);
	const content = fields.filter(isContent).join("");
	const [, type = ""] = /^content-type:\s*([^\r]*)/im.exec(content) ?? [];
	return {
		head: fields.filter((field) => !isContent(field)).join(""),
		inner: Buffer.concat([Buffer.from(content, "latin1"), bytes.subarray(end + 2)]),
		contentType: type,
	};
}

function putTogether(head: string, { contentType, body }: PgpEntity): Buffer {
	return Buffer.from(`${head}Content-Type: ${contentType}\r\n\r\n${body}`, "latin1");
}

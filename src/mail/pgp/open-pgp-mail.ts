import { enums, type Message, readMessage } from "openpgp";
import type { MailSessionKey } from "../../ports/mail.ts";
import { pgpConfig } from "./pgp-config.ts";
import { encryptedBody, encryptedType, signedBody, signedType } from "./pgp-entities.ts";

const messageArmour = /^-----BEGIN PGP MESSAGE-----\r\n\r\n((?:[A-Za-z0-9+/=]{1,76}\r\n)+)-----END PGP MESSAGE-----$/;
const signatureArmour =
	/^-----BEGIN PGP SIGNATURE-----\r\n\r\n(?:[A-Za-z0-9+/=]{1,76}\r\n)+-----END PGP SIGNATURE-----$/;

/** A message's one `Content-Type`, on one line, with its boundary; and its body. */
interface Opened {
	readonly contentType: string;
	readonly boundary: string;
	readonly body: string;
}

/**
 * The MIME entity inside a finished message that `encryptMime` made, opened with its session key. Null when the bytes are anything else: another
 * shape, text beside the parts, header lines in the armour, or anything but one file of bytes, without a name, inside the encryption.
 */
export async function decryptMime(raw: Uint8Array, sessionKey: MailSessionKey): Promise<Uint8Array | null> {
	const mail = open(raw);
	if (mail === null || mail.contentType !== encryptedType(mail.boundary)) return null;
	const [before = "", after = ""] = encryptedBody(mail.boundary, "\0").split("\0");
	const armour = between(mail.body, before, after);
	if (armour === null || !messageArmour.test(armour)) return null;
	try {
		return await decrypted(armour, sessionKey);
	} catch {
		return null;
	}
}

async function decrypted(armoredMessage: string, { data, algorithm }: MailSessionKey): Promise<Uint8Array | null> {
	const sealed = await readMessage({ armoredMessage, config: pgpConfig });
	const keys = tagsOf(sealed.packets).slice(0, -1);
	if (keys.some((tag) => tag !== enums.packet.publicKeyEncryptedSessionKey)) return null;
	const name = algorithm as enums.symmetricNames;
	const message: Message<Uint8Array> = await sealed.decrypt(undefined, undefined, [{ data, algorithm: name }]);
	const { literalData, onePassSignature } = enums.packet;
	const [first, second, ...more] = tagsOf(message.packets);
	const signed = first === onePassSignature;
	if ((signed ? second : first) !== literalData || more.length > 0 || (!signed && second !== undefined)) return null;
	// What follows the file is read only now, and must be as many signatures as were announced (RFC 9580, 10.3): the library throws for
	// another order. Without keys nothing is verified.
	const signatures = await message.verify([], undefined, pgpConfig);
	if (signatures.length !== (signed ? 1 : 0)) return null;
	return (message.getFilename() ?? "") === "" ? message.getLiteralData() : null;
}

function tagsOf(packets: unknown): (number | undefined)[] {
	return Array.from(
		packets as Iterable<{ readonly constructor: { readonly tag?: number } }>,
		(packet) => packet.constructor.tag,
	);
}

/** The MIME entity inside a finished message that `signMime` made. Null when the bytes are anything else. The signature is not verified. */
export function unwrapSigned(raw: Uint8Array): Uint8Array | null {
	const mail = open(raw);
	const micalg = /^multipart\/signed; micalg="pgp-([a-z0-9-]{1,20})";/.exec(mail?.contentType ?? "")?.[1];
	if (mail === null || micalg === undefined || mail.contentType !== signedType(mail.boundary, micalg)) return null;
	const delimiter = `\r\n--${mail.boundary}\r\n`;
	const end = mail.body.lastIndexOf(delimiter);
	const [opening = "", middle = "", closing = ""] = signedBody(mail.boundary, "\0", "\0").split("\0");
	const inner = between(mail.body.slice(0, Math.max(0, end)), opening, "");
	const signature = between(mail.body.slice(Math.max(0, end)), middle, closing);
	if (inner === null || inner.includes(`--${mail.boundary}`) || !signatureArmour.test(signature ?? "")) return null;
	return Buffer.from(inner, "latin1");
}

function between(text: string, before: string, after: string): string | null {
	const fits = text.length >= before.length + after.length && text.startsWith(before) && text.endsWith(after);
	return fits ? text.slice(before.length, text.length - after.length) : null;
}

function open(raw: Uint8Array): Opened | null {
	const text = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength).toString("latin1");
	const end = text.indexOf("\r\n\r\n");
	if (end < 0) return null;
	const headers = text
		.slice(0, end)
		.replace(/\r\n[ \t]+/g, " ")
		.split("\r\n");
	const types = headers.filter((line) => /^content-type:/i.test(line));
	const contentType = types[0]?.slice("content-type:".length).trim() ?? "";
	const boundary = / boundary="(=_[0-9a-f]{36})"$/.exec(contentType)?.[1];
	return types.length !== 1 || boundary === undefined ? null : { contentType, boundary, body: text.slice(end + 4) };
}

import { createMessage, encrypt, enums, generateKey, generateSessionKey, Message, PacketList, readKey } from "openpgp";
import { beforeAll, describe, expect, it } from "vitest";
import { encryptMime } from "../../../../src/mail/pgp/encrypt-mime.ts";
import { decryptMime, unwrapSigned } from "../../../../src/mail/pgp/open-pgp-mail.ts";
import { openSigner, type Signer } from "../../../../src/mail/pgp/open-signer.ts";
import { encryptedBody, encryptedType } from "../../../../src/mail/pgp/pgp-entities.ts";
import { signMime } from "../../../../src/mail/pgp/sign-mime.ts";
import type { MailSessionKey } from "../../../../src/ports/mail.ts";
import { inner, mailOf } from "./an-entity.ts";

const date = new Date();
const userIDs = [{ name: "a", email: "a@polder.example" }];
let publicKey: string;
let signer: Signer;
beforeAll(async () => {
	const made = await generateKey({ userIDs, format: "armored", date });
	publicKey = made.publicKey;
	signer = await openSigner({ privateKey: made.privateKey, passphrase: null }, date);
});

const opened = async (raw: Buffer, key: MailSessionKey) => {
	const bytes = await decryptMime(raw, key);
	return bytes === null ? null : Buffer.from(bytes).toString();
};
const edited = (raw: Buffer, from: string | RegExp, to: string) => {
	const text = raw.toString("latin1");
	const changed = text.replace(from, () => to);
	expect(changed).not.toBe(text);
	return Buffer.from(changed, "latin1");
};

/** A mail around something that was encrypted otherwise than we do. */
async function otherwise(make: (inside: Message<Uint8Array>) => Promise<Message<Uint8Array>> | Message<Uint8Array>) {
	const encryptionKeys = await readKey({ armoredKey: publicKey });
	const sessionKey = await generateSessionKey({ encryptionKeys });
	const message = await make(await createMessage({ binary: inner, date }));
	const armour = await message.encrypt([encryptionKeys], [], sessionKey as never).then((sealed) => sealed.armor());
	const boundary = `=_${"0".repeat(36)}`;
	const body = encryptedBody(boundary, armour.trim().replace(/\r?\n/g, "\r\n"));
	return opened(mailOf({ contentType: encryptedType(boundary), body }), sessionKey);
}

/** Compressed, as the library can but does not declare. */
function packed(message: Message<Uint8Array>): Message<Uint8Array> {
	const able = message as Message<Uint8Array> & { compress(algorithm: enums.compression): Message<Uint8Array> };
	return able.compress(enums.compression.zip);
}

describe("a finished mail that is encrypted", () => {
	it("opens with its session key, signed or not", async () => {
		for (const signWith of [null, signer]) {
			const sealed = await encryptMime(inner, { keys: [publicKey], signWith, date });
			expect(await opened(mailOf(sealed), sealed.sessionKey)).toBe(inner.toString());
			const folded = edited(mailOf(sealed), "; boundary=", ";\r\n boundary=");
			expect(await opened(folded, sealed.sessionKey)).toBe(inner.toString());
		}
	});

	it("opens for keys of version 6", async () => {
		const made = await generateKey({ userIDs, format: "armored", date, config: { v6Keys: true, aeadProtect: true } });
		for (const keys of [[made.publicKey], [made.publicKey, publicKey]]) {
			const sealed = await encryptMime(inner, { keys, signWith: signer, date });
			expect(await opened(mailOf(sealed), sealed.sessionKey)).toBe(inner.toString());
		}
	});

	it("is refused when there is anything beside what was encrypted", async () => {
		const sealed = await encryptMime(inner, { keys: [publicKey], signWith: signer, date });
		const raw = mailOf(sealed);
		const { sessionKey } = sealed;
		const boundary = /boundary="([^"]+)"/.exec(sealed.contentType)?.[1] ?? "";
		for (const [from, to] of [
			["\r\n\r\n--=_", "\r\n\r\n192.0.2.1\r\n--=_"],
			[/$/, "192.0.2.1"],
			["\r\n\r\nVersion: 1", "\r\n\r\nVersion: 2"],
			["\r\n\r\n-----BEGIN", "\r\n\r\n192.0.2.1\r\n-----BEGIN"],
			["MESSAGE-----\r\n\r\n", "MESSAGE-----\r\nComment: 192.0.2.1\r\n\r\n"],
			["-----END PGP MESSAGE-----\r\n", "-----END PGP MESSAGE-----\r\n192.0.2.1\r\n"],
			[`--${boundary}--`, `--${boundary}\r\n\r\n192.0.2.1\r\n--${boundary}--`],
			['name="encrypted.asc"', 'name="192.0.2.1.asc"'],
			["Content-Type: multipart", "Content-Type: text/plain\r\nContent-Type: multipart"],
			["Content-Type: multipart", "Content-Type: multipart/mixed; x=multipart"],
			[/boundary="[^"]+"/, 'boundary="other"'],
			["\r\n\r\n", "\r\n"],
		] as const)
			expect(await opened(edited(raw, from, to), sessionKey), String(from)).toBeNull();
		expect(await opened(Buffer.from("no mail"), sessionKey)).toBeNull();
		expect(await opened(raw, { ...sessionKey, data: new Uint8Array(32) })).toBeNull();
		expect(await opened(raw, { ...sessionKey, algorithm: "none" })).toBeNull();
	});

	it("is refused when bytes of the encryption were changed", async () => {
		const sealed = await encryptMime(inner, { keys: [publicKey], signWith: null, date });
		const lines = mailOf(sealed).toString().split("\r\n");
		const at = lines.findIndex((line) => line.startsWith("-----BEGIN")) + 5;
		lines[at] = [...(lines[at] ?? "")].reverse().join("");
		expect(await opened(Buffer.from(lines.join("\r\n")), sealed.sessionKey)).toBeNull();
	});

	it("is refused when it has more in it than one file without a name", async () => {
		const { literalData } = enums.packet;
		expect(await otherwise((message) => message)).toBe(inner.toString());
		expect(await otherwise(() => createMessage({ binary: inner, filename: "192.0.2.1.txt" }))).toBeNull();
		expect(await otherwise(packed)).toBeNull();
		const twice = (message: Message<Uint8Array>) => {
			const packets = new PacketList();
			packets.push(...message.packets.filterByTag(literalData), ...message.packets.filterByTag(literalData));
			return new Message(packets) as Message<Uint8Array>;
		};
		expect(await otherwise(twice)).toBeNull();
		const signedTwice = (message: Message<Uint8Array>) => message.sign([signer.key, signer.key]);
		expect(await otherwise(signedTwice)).toBeNull();
		const behindSignature = async (message: Message<Uint8Array>) => {
			const signed = await message.sign([signer.key]);
			signed.packets.push(...message.packets.filterByTag(literalData));
			return signed;
		};
		expect(await otherwise(behindSignature)).toBeNull();
		const inBetween = async (message: Message<Uint8Array>) => {
			const signed = await message.sign([signer.key]);
			signed.packets.splice(2, 0, ...message.packets.filterByTag(literalData));
			return signed;
		};
		expect(await otherwise(inBetween)).toBeNull();
	});

	it("is refused when a password opens it too", async () => {
		const encryptionKeys = await readKey({ armoredKey: publicKey });
		const sessionKey = await generateSessionKey({ encryptionKeys });
		const message = await createMessage({ binary: inner });
		const armour = await encrypt({ message, encryptionKeys, sessionKey, passwords: "x" });
		const boundary = `=_${"0".repeat(36)}`;
		const body = encryptedBody(boundary, armour.trim().replace(/\r?\n/g, "\r\n"));
		expect(await opened(mailOf({ contentType: encryptedType(boundary), body }), sessionKey)).toBeNull();
	});
});

describe("a finished mail that is signed", () => {
	it("gives what was signed", async () => {
		const signed = await signMime(inner, signer, date);
		expect(Buffer.from(unwrapSigned(mailOf(signed)) ?? []).equals(inner)).toBe(true);
	});

	it("is refused when there is anything beside it", async () => {
		const signed = await signMime(inner, signer, date);
		const boundary = /boundary="([^"]+)"/.exec(signed.contentType)?.[1] ?? "";
		for (const [from, to] of [
			["\r\n\r\n--=_", "\r\n\r\n192.0.2.1\r\n--=_"],
			[/$/, "192.0.2.1"],
			["SIGNATURE-----\r\n\r\n", "SIGNATURE-----\r\nComment: 192.0.2.1\r\n\r\n"],
			["-----END PGP", "192.0.2.1 -----END PGP"],
			["L.S.", `L.S.\r\n--${boundary}\r\n\r\n192.0.2.1`],
			['name="signature.asc"', 'name="192.0.2.1.asc"'],
			["micalg=", "x=1; micalg="],
			["multipart/signed", "multipart/mixed"],
			["protocol=", "protocols="],
			["\r\n\r\n", "\r\n"],
		] as const)
			expect(unwrapSigned(edited(mailOf(signed), from, to)), String(from)).toBeNull();
		expect(unwrapSigned(Buffer.from("no mail"))).toBeNull();
		expect(unwrapSigned(Buffer.from(`Content-Type: ${signed.contentType}\r\n\r\n`))).toBeNull();
	});
});

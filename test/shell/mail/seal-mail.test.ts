import { generateKey } from "openpgp";
import { beforeAll, describe, expect, it } from "vitest";
import { checkLeaks } from "../../../src/mail/check-leaks.ts";
import { openMailWriter } from "../../../src/mail/mail-writer.ts";
import { openSigner, type Signer } from "../../../src/mail/pgp/open-signer.ts";
import { openSeal, sealMail } from "../../../src/mail/seal-mail.ts";
import { Unwritable } from "../../../src/ports/mail-writer.ts";
import { makeFinding } from "../../core/notice/make-finding.ts";
import { makeMail } from "./make-mail.ts";

const date = new Date("2026-11-21T09:00:00.000Z");
const newKey = (name: string, keyExpirationTime = 0) =>
	generateKey({
		...{ userIDs: [{ name, email: `${name}@pgp.example` }], format: "armored", keyExpirationTime },
		...{ date: new Date("2026-01-01T00:00:00.000Z"), type: "curve25519" },
	});

describe("a sealed mail", () => {
	let publicKey: string;
	let expired: string;
	let signer: Signer;
	let privateKey: string;
	beforeAll(async () => {
		({ publicKey } = await newKey("abuse"));
		({ publicKey: expired } = await newKey("late", 3_600));
		({ privateKey } = await newKey("meldpunt"));
		signer = await openSigner({ privateKey, passphrase: null }, date);
	});

	it("opens as what it was, whether signed, encrypted, or both; and shows nothing of it where it is encrypted", async () => {
		const { mail } = await makeMail({ findings: [makeFinding("192.0.2.77")] });
		const plain = Buffer.from(mail.raw);
		const seals = [
			{ keys: [], signer: null, signsPlain: true },
			{ keys: [], signer, signsPlain: false },
			{ keys: [], signer, signsPlain: true },
			{ keys: [publicKey], signer: null, signsPlain: false },
			{ keys: [publicKey], signer, signsPlain: true },
		];
		for (const seal of seals) {
			const sealed = await sealMail(mail, { ...seal, date });
			const opened = await openSeal(sealed);
			const text = Buffer.from(sealed.raw).toString("latin1");
			// The headers that are about the content stand last.
			const lines = (bytes: Uint8Array) => Buffer.from(bytes).toString("latin1").split("\r\n").sort();
			expect(lines(opened?.raw ?? new Uint8Array())).toEqual(lines(plain));
			expect(opened?.encrypted).toBe(seal.keys.length > 0);
			if (seal.keys.length > 0) expect(text).not.toMatch(/192\.0\.2|text\/plain|L\.S\./);
			expect(text).toContain("Subject: [NSM-2026-0042]");
		}
	});

	it("is looked into by the guard: what is foreign inside is found", async () => {
		const { mail, allowed, own } = await makeMail({ findings: [makeFinding("192.0.2.1")] });
		for (const keys of [[], [publicKey]]) {
			const sealed = await sealMail(mail, { keys, signer, signsPlain: true, date });
			const may = { ...allowed, encrypted: keys.length > 0 };
			expect(await checkLeaks(sealed, may, own)).toEqual({ ok: true });
			const others = { ...may, findings: [makeFinding("192.0.2.2")] };
			expect(await checkLeaks(sealed, others, own)).toMatchObject({ ok: false, kind: "addresses" });
		}
	});

	it("is refused by the guard when it is not what it has to be, or cannot be opened", async () => {
		const { mail, allowed, own } = await makeMail();
		const sealed = await sealMail(mail, { keys: [publicKey], signer: null, signsPlain: false, date });
		const shape = { ok: false, kind: "shape" };
		expect(await checkLeaks(mail, { ...allowed, encrypted: true }, own)).toMatchObject(shape);
		expect(await checkLeaks(sealed, allowed, own)).toMatchObject(shape);
		const { sessionKey: _, ...closed } = sealed;
		expect(await checkLeaks(closed, { ...allowed, encrypted: true }, own)).toMatchObject(shape);
		const raw = Buffer.concat([sealed.raw, Buffer.from("198.51.100.7\r\n")]);
		expect(await checkLeaks({ ...sealed, raw }, { ...allowed, encrypted: true }, own)).toMatchObject(shape);
	});

	it("does not go out unencrypted when the key can't be used", async () => {
		const { mail, notice, allowed } = await makeMail();
		const sealing = sealMail(mail, { keys: [publicKey, expired], signer: null, signsPlain: false, date });
		await expect(sealing).rejects.toThrow(Unwritable);
		const writer = openMailWriter({
			...{ name: "Meldpunt Proef", website: "https://meldpunt.example", from: "meldpunt@meldpunt.example" },
			...{ bounces: null, dkim: null, pgp: { privateKey, passphrase: null, signsPlain: true } },
		});
		const writing = writer.write({ ...notice, pgpKeys: [expired] }, { ...allowed, encrypted: true });
		await expect(writing).rejects.toThrow(/^the operator's OpenPGP key [0-9A-F ]+ has expired$/);
		const { mail: signed, foreign } = await writer.write(notice, allowed);
		expect(foreign).toBe(0);
		expect(Buffer.from(signed.raw).toString("latin1")).toContain("multipart/signed");
	});
});

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { keyBlocks } from "../../../../src/core/contact/pgp-armour.ts";
import { encryptMime } from "../../../../src/mail/pgp/encrypt-mime.ts";
import { openMailKeys } from "../../../../src/mail/pgp/mail-keys.ts";
import { decryptMime, unwrapSigned } from "../../../../src/mail/pgp/open-pgp-mail.ts";
import { openSigner } from "../../../../src/mail/pgp/open-signer.ts";
import { signMime } from "../../../../src/mail/pgp/sign-mime.ts";
import { type Gpg, hasGpg, openGpg } from "./a-gpg.ts";
import { inner, mailOf, partOf } from "./an-entity.ts";

/** GnuPG counts in whole seconds, and a key is not valid before it was made. */
const soon = () => new Date(Date.now() + 2_000);
const keys = openMailKeys();

describe.skipIf(!hasGpg)("OpenPGP with GnuPG", () => {
	let gpg: Gpg;
	beforeAll(() => {
		gpg = openGpg();
		gpg.make("curve", "future-default", "default");
		gpg.make("rsa", "default", "default");
		gpg.run(["--gen-key"], elGamal);
		gpg.make("sign-only", "ed25519", "sign");
		gpg.make("short", "rsa1024", "cert,sign,encr");
		gpg.make("hotline", "ed25519", "sign");
		gpg.make("revoked", "future-default", "default");
		const day = ["--faked-system-time", "20200101T000000!"];
		gpg.run([...day, "--quick-gen-key", "expired <expired@polder.example>", "future-default", "default", "2021-01-01"]);
		revoke(gpg, "revoked@polder.example");
	}, 120_000);
	afterAll(() => gpg.close());

	it("takes keys that can be encrypted to, and says their fingerprints", async () => {
		for (const name of ["curve", "rsa", "elgamal"]) {
			const read = await keys.read(gpg.publicKey(name), soon().toISOString());
			const listed = gpg.run(["--with-colons", "--fingerprint", `${name}@polder.example`]).toString();
			const fingerprint = /^fpr:+([0-9A-F]{40}):/m.exec(listed)?.[1];
			expect(read, name).toMatchObject({ ok: true, expiresAt: null });
			expect(read.ok && read.fingerprints.map((some) => some.replaceAll(" ", ""))).toEqual([fingerprint]);
			const shown = gpg.run(["--show-keys", "--with-colons"], read.ok ? read.pgpKey : "").toString();
			expect(shown).toContain(`:${fingerprint}:`);
		}
	});

	it.each([
		["sign-only", "cannot-encrypt"],
		["short", "too-weak"],
		["expired", "expired"],
		["revoked", "revoked"],
	])("refuses a key: %s", async (name, problem) => {
		expect(await keys.read(gpg.publicKey(name), soon().toISOString())).toEqual({ ok: false, problem });
		const encrypting = { keys: [gpg.publicKey("curve"), gpg.publicKey(name)], signWith: null, date: soon() };
		await expect(encryptMime(inner, encrypting)).rejects.toMatchObject({ name: "UnusableKey", problem });
	});

	it("refuses a private key", async () => {
		expect(await keys.read(gpg.secretKey("curve"), soon().toISOString())).toEqual({
			ok: false,
			problem: "private-key",
		});
		const both = gpg.publicKey("rsa") + gpg.secretKey("curve");
		expect(await keys.read(both, soon().toISOString())).toEqual({ ok: false, problem: "private-key" });
	});

	it("encrypts to all keys, signed inside, and GnuPG opens it with each", async () => {
		const signer = await openSigner({ privateKey: gpg.secretKey("hotline"), passphrase: null }, soon());
		const to = ["curve", "rsa", "elgamal"];
		const read = await keys.read(to.map((name) => gpg.publicKey(name)).join(""), soon().toISOString());
		const armours = keyBlocks(read.ok ? read.pgpKey : "");
		expect(armours).toHaveLength(3);
		const sealed = await encryptMime(inner, { keys: armours, signWith: signer, date: soon() });
		const mail = mailOf(sealed);
		const armour = partOf(sealed, "application/octet-stream");
		for (const name of to) {
			const only = ["--try-secret-key", `${name}@polder.example`, "--decrypt"];
			const { out, status } = gpg.open(only, armour);
			expect(out.equals(inner), `${name}\n${status}`).toBe(true);
			expect(status).toContain("GOODSIG");
			expect(status).toContain("DECRYPTION_OKAY");
			expect(status.match(/ENC_TO/g)).toHaveLength(3);
		}
		expect(Buffer.from((await decryptMime(mail, sealed.sessionKey)) ?? []).equals(inner)).toBe(true);
	});

	it("signs over exactly the bytes that are sent", async () => {
		for (const name of ["hotline", "rsa", "elgamal"]) {
			const signer = await openSigner({ privateKey: gpg.secretKey(name), passphrase: null }, soon());
			const signed = await signMime(inner, signer, soon());
			const sent = unwrapSigned(mailOf(signed));
			expect(sent !== null && Buffer.from(sent).equals(inner)).toBe(true);
			const signature = gpg.file("signature.asc", partOf(signed, "application/pgp-signature"));
			const { status } = gpg.open(["--verify", signature, "-"], inner);
			expect(status).toContain("GOODSIG");
			expect(signed.contentType).toMatch(/micalg="pgp-sha(?:256|384|512)"/);
			expect(gpg.open(["--verify", signature, "-"], `${inner}x`).status).toContain("BADSIG");
		}
	});

	it("signs with a key that has a passphrase", async () => {
		const locked = ["--passphrase", "een zin", "--quick-gen-key", "locked <locked@polder.example>", "ed25519", "sign"];
		gpg.run(locked);
		const privateKey = gpg
			.run(["--passphrase", "een zin", "--armor", "--export-secret-keys", "locked@polder.example"])
			.toString();
		const { fingerprint } = await openSigner({ privateKey, passphrase: "een zin" }, soon());
		expect(fingerprint).toMatch(/^[0-9A-F]{4}( [0-9A-F]{4}){9}$/);
		for (const passphrase of ["fout", null])
			await expect(openSigner({ privateKey, passphrase }, soon())).rejects.toMatchObject({
				problem: "wrong-passphrase",
			});
	});

	it("does not sign with a key that can't", async () => {
		const problem = { problem: "cannot-sign" };
		for (const name of ["expired", "revoked"])
			await expect(openSigner({ privateKey: gpg.secretKey(name), passphrase: null }, soon())).rejects.toMatchObject(
				problem,
			);
		const none = { problem: "not-a-private-key" };
		for (const privateKey of [gpg.publicKey("hotline"), "", "nothing"])
			await expect(openSigner({ privateKey, passphrase: null }, soon())).rejects.toMatchObject(none);
	});
});

const elGamal = `Key-Type: DSA
Key-Length: 2048
Subkey-Type: ELG-E
Subkey-Length: 2048
Name-Real: elgamal
Name-Email: elgamal@polder.example
Expire-Date: 0
%no-protection
%commit
`;

function revoke(gpg: Gpg, mailbox: string): void {
	const listed = gpg.run(["--with-colons", "--fingerprint", mailbox]).toString();
	const fingerprint = /^fpr:+([0-9A-F]{40}):/m.exec(listed)?.[1] ?? "";
	// GnuPG makes the certificate with the key, with a colon in front so that nobody revokes by mistake.
	const certificate = readFileSync(join(gpg.home, "openpgp-revocs.d", `${fingerprint}.rev`), "utf8");
	gpg.run(["--import"], certificate.replace(":-----BEGIN", "-----BEGIN"));
}

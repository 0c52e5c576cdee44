import fc from "fast-check";
import { enums, generateKey, PacketList, type PublicKey, readKey } from "openpgp";
import { beforeAll, describe, expect, it } from "vitest";
import { fingerprintOf, keyBlocks, keyCell } from "../../../../src/core/contact/pgp-armour.ts";
import { encryptMime } from "../../../../src/mail/pgp/encrypt-mime.ts";
import { openMailKeys } from "../../../../src/mail/pgp/mail-keys.ts";
import { openSigner } from "../../../../src/mail/pgp/open-signer.ts";
import { signMime } from "../../../../src/mail/pgp/sign-mime.ts";
import { inner } from "./an-entity.ts";

const keys = openMailKeys();
const date = new Date("2026-11-25T10:00:00.000Z");
const at = "2026-11-25T12:00:00.000Z";
const userIDs = [{ name: "Abuse", email: "abuse@polder.example" }];
const made = (more: Partial<Parameters<typeof generateKey>[0]> = {}) =>
	generateKey({ userIDs, date, ...more, format: "armored" } as { userIDs: typeof userIDs; format: "armored" });
const twoHours = 7_200;
let one: Awaited<ReturnType<typeof made>>;
let other: typeof one;
beforeAll(async () => {
	[one, other] = await Promise.all([made(), made({ subkeys: [{}, { sign: true }] })]);
});

const problem = async (given: string | Uint8Array, when = at) => {
	const read = await keys.read(given, when);
	return read.ok ? null : read.problem;
};

describe("keys that people give", () => {
	it("are taken in armour, several at once, each once", async () => {
		const read = await keys.read(`Hi!\r\n${one.publicKey}${other.publicKey} and ${one.publicKey}`, at);
		if (!read.ok) throw new Error(read.problem);
		expect(read.fingerprints).toHaveLength(2);
		expect(read.expiresAt).toBeNull();
		expect(keyBlocks(read.pgpKey).map(fingerprintOf)).toEqual(read.fingerprints);
		expect(read.pgpKey).toMatch(/^(?:-----BEGIN PGP PUBLIC KEY BLOCK-----\nComment: [0-9A-F ]+\n\n)/);
		expect(read.pgpKey).not.toContain("\r");
	});

	it("read the same from what is kept, from a cell, as bytes, and with its lines run together", async () => {
		const read = await keys.read(one.publicKey + other.publicKey, at);
		if (!read.ok) throw new Error(read.problem);
		const cell = keyCell(read.pgpKey);
		expect(cell).toMatch(/^[A-Za-z0-9+/=]+ [A-Za-z0-9+/=]+$/);
		const bytes = Buffer.concat(cell.split(" ").map((word) => Buffer.from(word, "base64")));
		const runTogether = other.publicKey.replace(/\s+/g, " ");
		for (const given of [read.pgpKey, cell, `\n${cell}\n`, bytes, Buffer.from(read.pgpKey)])
			expect(await keys.read(given, at)).toEqual(read);
		expect(await problem(runTogether)).toBeNull();
	});

	it("are kept without what others signed, and without pictures", async () => {
		const key: PublicKey = await readKey({ armoredKey: one.publicKey });
		const signer = await openSigner({ privateKey: other.privateKey, passphrase: null }, date);
		const signed = await key.signPrimaryUser([signer.key], date);
		const long = await keys.read(signed.armor(), at);
		expect(long).toEqual(await keys.read(one.publicKey, at));
		expect(signed.write().length).toBeGreaterThan(key.write().length);
	});

	it("say when the first of them ends", async () => {
		const ending = await made({ keyExpirationTime: twoHours + 60 });
		const part = await made({ subkeys: [{ keyExpirationTime: twoHours + 30 }] });
		const all = await keys.read(one.publicKey + ending.publicKey + part.publicKey, at);
		expect(all).toMatchObject({ ok: true, expiresAt: "2026-11-25T12:00:30.000Z" });
		expect(await keys.read(ending.publicKey, at)).toMatchObject({ expiresAt: "2026-11-25T12:01:00.000Z" });
	});

	it.each<[string, () => Promise<string>]>([
		["expired", async () => (await made({ keyExpirationTime: twoHours })).publicKey],
		["expired", async () => (await made({ subkeys: [{ keyExpirationTime: twoHours }] })).publicKey],
		["cannot-encrypt", async () => (await made({ subkeys: [] })).publicKey],
		["cannot-encrypt", async () => (await made({ subkeys: [{ sign: true }] })).publicKey],
		["revoked", async () => revoked()],
		["revoked", async () => subkeyRevoked()],
		["private-key", async () => one.privateKey],
		["private-key", async () => one.publicKey + other.privateKey],
		["private-key", async () => (await made({ passphrase: "x" })).privateKey],
		["not-a-key", async () => ""],
		["not-a-key", async () => "nothing"],
		["not-a-key", async () => "AAAA"],
		["not-a-key", async () => one.publicKey.replace(/\n[A-Za-z0-9+/]{10}/, "\n!!!!!!!!!!")],
		["not-a-key", async () => one.publicKey.replace("PUBLIC KEY BLOCK", "MESSAGE")],
		["not-a-key", async () => one.publicKey.slice(0, 300)],
		["not-a-key", async () => withoutSignatures()],
		["too-large", async () => "x".repeat(262_145)],
		[
			"too-large",
			async () => (await Promise.all(Array.from({ length: 9 }, () => made()))).map((key) => key.publicKey).join(""),
		],
	])("are refused: %s", async (expected, give) => {
		const given = await give();
		expect(await problem(given)).toBe(expected);
		const encrypting = { keys: [given], signWith: null, date: new Date(at) };
		await expect(encryptMime(inner, encrypting)).rejects.toMatchObject({ name: "UnusableKey", problem: expected });
	});

	it("are refused before they were made", async () => {
		expect(await problem(one.publicKey, "2026-11-25T09:00:00.000Z")).not.toBeNull();
	});

	it("never throw, whatever is given", async () => {
		const bytes = Buffer.from(keyCell(await keptOf(one.publicKey)), "base64");
		const edit = fc.record({
			at: fc.nat({ max: bytes.length }),
			cut: fc.nat({ max: 4 }),
			insert: fc.uint8Array({ maxLength: 4 }),
		});
		await fc.assert(
			fc.asyncProperty(fc.oneof(fc.array(edit, { maxLength: 3 }), fc.uint8Array(), fc.string()), async (given) => {
				const whole = Array.isArray(given)
					? given.reduce(
							(some, { at: place, cut, insert }) =>
								Buffer.concat([some.subarray(0, place), insert, some.subarray(place + cut)]),
							bytes,
						)
					: given;
				const read = await keys.read(whole, at);
				if (read.ok) expect(read.fingerprints.length).toBeGreaterThan(0);
			}),
			{ numRuns: 1_000 },
		);
	});
});

async function keptOf(given: string): Promise<string> {
	const read = await keys.read(given, at);
	if (!read.ok) throw new Error(read.problem);
	return read.pgpKey;
}

async function revoked(): Promise<string> {
	const { privateKey } = await made();
	const { key } = await openSigner({ privateKey, passphrase: null }, date);
	return (await key.revoke(undefined, date)).toPublic().armor();
}

async function subkeyRevoked(): Promise<string> {
	const { privateKey } = await made();
	const { key } = await openSigner({ privateKey, passphrase: null }, date);
	const [subkey] = key.subkeys;
	if (subkey !== undefined) key.subkeys = [await subkey.revoke(key.keyPacket as never, undefined, date)];
	return key.toPublic().armor();
}

async function withoutSignatures(): Promise<string> {
	const key: PublicKey = await readKey({ armoredKey: one.publicKey });
	const packets = new PacketList();
	packets.push(
		...key.toPacketList().filter((packet) => (packet.constructor as { tag?: number }).tag !== enums.packet.signature),
	);
	return Buffer.from(packets.write()).toString("base64");
}

describe("keys that are made to take long", () => {
	const soon = async (given: string | Uint8Array) => {
		const before = performance.now();
		const found = await problem(given);
		expect(performance.now() - before).toBeLessThan(3_000);
		return found;
	};
	const repeated = async (tags: readonly number[], times: number) => {
		const key: PublicKey = await readKey({ armoredKey: one.publicKey });
		const packets = new PacketList();
		const all = key.toPacketList();
		const some = all.filter((packet) => tags.includes((packet.constructor as { tag?: number }).tag ?? 0));
		packets.push(...all, ...Array.from({ length: times }, () => some).flat());
		return Buffer.from(packets.write());
	};
	const { publicSubkey, signature, userID } = enums.packet;

	it("by thousands of subkeys", async () => {
		const key: PublicKey = await readKey({ armoredKey: one.publicKey });
		const [subkey] = key.subkeys;
		if (subkey === undefined) throw new Error("no subkey");
		key.subkeys = Array.from({ length: 1_000 }, () => subkey);
		expect(key.write().length).toBeLessThan(262_144);
		expect(await soon(Buffer.from(key.write()))).toBe("too-large");
		key.subkeys = Array.from({ length: 32 }, () => subkey);
		expect(await soon(Buffer.from(key.write()))).toBeNull();
	});

	it("by thousands of signatures, names or subkeys without", async () => {
		for (const tags of [[signature], [publicSubkey], [userID]]) {
			const bytes = await repeated(tags, 1_000);
			expect(await soon(bytes.length > 262_144 ? bytes.subarray(0, 262_144) : bytes), String(tags)).not.toBeNull();
		}
	});

	it("by packets that say they are huge, or numbers that are", async () => {
		const huge = Buffer.from([0xc6, 0xff, 0xff, 0xff, 0xff, 0xff, 4, 0, 0, 0, 0, 1]);
		expect(await soon(huge)).toBe("not-a-key");
		const number = (bits: number) =>
			Buffer.concat([Buffer.from([bits >> 8, bits & 255]), Buffer.alloc(bits / 8, 0xff)]);
		const packet = (algorithm: number, ...numbers: readonly Buffer[]) => {
			const body = Buffer.concat([Buffer.from([4, 0x68, 0, 0, 0, algorithm]), ...numbers]);
			const length = Buffer.alloc(4);
			length.writeUInt32BE(body.length);
			return Buffer.concat([Buffer.from([0xc6, 0xff]), length, body]);
		};
		const { rsaEncryptSign, elgamal, dsa } = enums.publicKey;
		for (const bytes of [
			packet(rsaEncryptSign, number(65_528), number(24)),
			packet(rsaEncryptSign, number(2_048), number(2_048)),
			packet(elgamal, number(8_192), number(8), number(8_192)),
			packet(elgamal, number(2_048), number(8), number(8_192)),
			packet(dsa, number(2_048), number(2_048), number(8), number(2_048)),
		])
			expect(await soon(bytes)).toBe("too-large");
		expect(await soon(packet(rsaEncryptSign, number(2_048), number(24)))).toBe("not-a-key");
	});
});

describe("what can't be encrypted or signed", () => {
	it("says whose key it is and why, and nothing else of it", async () => {
		const { publicKey } = await made({ keyExpirationTime: twoHours });
		const fingerprint = (await readKey({ armoredKey: publicKey })).getFingerprint().toUpperCase();
		const failed = await encryptMime(inner, { keys: [publicKey], signWith: null, date: new Date(at) }).catch(
			(fault: unknown) => fault,
		);
		expect(failed).toMatchObject({ whose: "operator", problem: "expired" });
		const { reason, message } = failed as { readonly reason: string; readonly message: string };
		expect(reason.replaceAll(" ", "")).toBe(`theoperator'sOpenPGPkey${fingerprint}hasexpired`);
		expect(message).toBe(reason);
	});

	it("is so for our own key too, when it has expired", async () => {
		const { privateKey } = await made({ keyExpirationTime: twoHours });
		const signer = await openSigner({ privateKey, passphrase: null }, date);
		const expired = { whose: "hotline", problem: "expired" };
		await expect(signMime(inner, signer, new Date(at))).rejects.toMatchObject(expired);
		const encrypting = { keys: [one.publicKey], signWith: signer, date: new Date(at) };
		await expect(encryptMime(inner, encrypting)).rejects.toMatchObject(expired);
		await expect(signMime(inner, signer, new Date("2020-01-01"))).rejects.toMatchObject({ problem: "cannot-sign" });
	});

	it("is a fault of the caller without keys, or when it is no entity of plain lines", async () => {
		await expect(encryptMime(inner, { keys: [], signWith: null, date: new Date(at) })).rejects.toThrow("no keys");
		const signer = await openSigner({ privateKey: one.privateKey, passphrase: null }, date);
		for (const text of [
			"a: b\n\nc",
			"a: b\r\n\r\né",
			"a: b\r\n\r\nc \r\n",
			"no header",
			`a: b\r\n\r\n${"x".repeat(999)}`,
		])
			await expect(signMime(Buffer.from(text), signer, new Date(at))).rejects.toThrow("plain ASCII");
	});
});

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generateKey } from "openpgp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { examinePgp } from "../../../src/cli/examine-pgp.ts";
import { ConfigError, readConfig } from "../../../src/config.ts";
import { identityOf } from "../../../src/main/mailing-of.ts";

const day = 86_400;
const userIDs = [{ name: "Meldpunt", email: "meldpunt@meldpunt.example" }];
const made = async (days: number, more: Record<string, unknown> = {}) =>
	(await generateKey({ userIDs, keyExpirationTime: days * day, ...more, format: "armored" })).privateKey;

describe("the OpenPGP key of the hotline", () => {
	let folder: string;
	let key: string;
	beforeAll(async () => {
		folder = mkdtempSync(join(tmpdir(), "mk-pgp-"));
		key = await made(0);
	});
	afterAll(() => rmSync(folder, { recursive: true, force: true }));

	const examine = (settings: Record<string, string>) => examinePgp(readConfig(settings));
	const identity = (settings: Record<string, string>) => identityOf(readConfig(settings));

	it("is none unless it is set", async () => {
		expect(await examine({})).toEqual([]);
		expect((await identity({})).pgp).toBeNull();
	});

	it("is taken from a file or from the setting itself, and named by the doctor", async () => {
		const file = join(folder, "key.asc");
		writeFileSync(file, key);
		for (const given of [file, key, key.replaceAll("\n", "\\n")]) {
			const [finding, ...more] = await examine({ PGP_PRIVATE_KEY: given });
			expect(more).toEqual([]);
			expect(finding).toMatchObject({ ok: true, todo: expect.stringContaining("website") });
			expect(finding?.what).toMatch(/^Versleutelde meldingen .* OpenPGP-sleutel [0-9A-F]{4}( [0-9A-F]{4}){9}\.$/);
		}
		const { pgp } = await identity({ PGP_PRIVATE_KEY: file, PGP_SIGN: "on" });
		expect(pgp).toEqual({ privateKey: key, passphrase: null, signsPlain: true });
		const english = await examine({ PGP_PRIVATE_KEY: file, PGP_SIGN: "on", HOTLINE_LANGUAGE: "en" });
		expect(english[0]?.what).toMatch(/^All notices are signed/);
	});

	it("is opened with its passphrase", async () => {
		const locked = await made(0, { passphrase: "een zin" });
		expect(await examine({ PGP_PRIVATE_KEY: locked, PGP_PASSPHRASE: "een zin" })).toMatchObject([{ ok: true }]);
		expect(await examine({ PGP_PRIVATE_KEY: locked, PGP_PASSPHRASE: "fout" })).toMatchObject([
			{ ok: false, what: expect.stringMatching(/^PGP_PASSPHRASE: is not/) },
		]);
	});

	it("is told to end, in time", async () => {
		const [soon, later] = await Promise.all([made(20), made(60)]);
		expect(await examine({ PGP_PRIVATE_KEY: soon })).toMatchObject([
			{
				ok: false,
				what: expect.stringMatching(/Hij loopt af op \d{4}-\d\d-\d\d\.$/),
				todo: expect.stringContaining("Verleng"),
			},
		]);
		expect(await examine({ PGP_PRIVATE_KEY: later, HOTLINE_LANGUAGE: "en" })).toMatchObject([
			{ ok: true, what: expect.stringContaining("It ends on ") },
		]);
		const part = await made(0, { subkeys: [{ sign: true, keyExpirationTime: 20 * day }, {}] });
		expect(await examine({ PGP_PRIVATE_KEY: part })).toMatchObject([{ ok: false }]);
	});

	it("that can't be used is a finding, and nothing starts with it; the key is not in the sentence", async () => {
		const expired = await made(1, { date: new Date("2020-01-01") });
		for (const [settings, what] of [
			[{ PGP_PRIVATE_KEY: "no/such/file" }, /^PGP_PRIVATE_KEY: must be an OpenPGP private key/],
			[{ PGP_PRIVATE_KEY: "-----BEGIN" }, /^PGP_PRIVATE_KEY: must be an OpenPGP private key/],
			[{ PGP_PRIVATE_KEY: expired }, /^PGP_PRIVATE_KEY: the key can't sign/],
			[{ PGP_SIGN: "on" }, /^PGP_PRIVATE_KEY: PGP_SIGN and PGP_PASSPHRASE need it$/],
			[{ PGP_PASSPHRASE: "x" }, /^PGP_PRIVATE_KEY: PGP_SIGN and PGP_PASSPHRASE need it$/],
		] as const) {
			expect(await examine(settings)).toMatchObject([{ ok: false, what: expect.stringMatching(what) }]);
			await expect(identity(settings)).rejects.toThrow(ConfigError);
		}
	});
});

import { generateKey } from "openpgp";
import { beforeAll, describe, expect, it } from "vitest";
import type { Card } from "../../src/core/thread/card.ts";
import { type Asker, type Attachment, AttachmentLost, type OptionValues, type Reply } from "../../src/ports/chat.ts";
import { appSuite } from "../support/app-suite.ts";
import { anna, bram, buttonsOn, fileOf, sentence } from "../support/open-app.ts";

const app = appSuite();
const ask = (line: string, options: OptionValues = {}, asker: Asker = anna) =>
	app().handlers.onCommand(asker, line, options);
const cardOf = (reply: Reply): Card => {
	if (reply.kind === "quiet") throw new Error("there is no card");
	return reply.card;
};
const value = { for: "AS64496" };
const set = (more: OptionValues = {}) =>
	ask("contact set", { ...value, operator: "Noord", mailboxes: "abuse@noord.example", reason: "asked", ...more });
const setKey = (text: string) => ask("contact key", { ...value, file: fileOf(text, "key.asc") });
const entry = async () => (await app().context.directory.contacts(app().now))[0];
const held = async () => Number((await app().database.sqlExecutor("select count(*) as n from uploads", []))[0]?.n);
/** Everything that the database has of the directory. */
const stored = async () => JSON.stringify(await app().database.sqlExecutor("select * from directory_contacts", []));

const userIDs = [{ name: "Noord", email: "abuse@noord.example" }];
let lasting: { readonly publicKey: string; readonly privateKey: string };
let ending: typeof lasting;
const born = new Date("2026-01-01T00:00:00.000Z");
beforeAll(async () => {
	lasting = await generateKey({ userIDs, date: born, format: "armored" });
	const keyExpirationTime = 5 * 365 * 86_400;
	ending = await generateKey({ userIDs, date: born, keyExpirationTime, format: "armored" });
});

describe("the key of a contact", () => {
	it("is set from a file, shown by its fingerprint, and taken away", async () => {
		await set();
		await app().pass(1_000);
		const said = cardOf(await setKey(ending.publicKey));
		expect(said.body?.[0]).toMatch(/^Mails to AS64496 are encrypted from now on, to [0-9A-F]{4}( [0-9A-F]{4}){9}\./);
		expect(said.body?.[1]).toMatch(/^The key ends on /);
		expect((await entry())?.pgpKey).toMatch(/^-----BEGIN PGP PUBLIC KEY BLOCK-----\nComment: /);
		const start = / to ([0-9A-F]{4} [0-9A-F]{4}) /.exec(said.body?.[0] ?? "")?.[1];
		const list = cardOf(await ask("contact list"));
		expect(list.table?.rows[0]?.[1]).toBe(`Noord <abuse@noord.example> (PGP ${start} …)`);
		await app().pass(1_000);
		expect(sentence(await ask("contact no-key", { ...value, reason: "lost" }))).toMatch(/no longer encrypted/);
		expect((await entry())?.pgpKey).toBeNull();
		expect(sentence(await ask("contact no-key", { ...value, reason: "lost" }))).toBe("AS64496 has no key.");
		const history = cardOf(await ask("contact history", value));
		expect(history.table?.rows.map((row) => row[2]?.includes("PGP"))).toEqual([false, true, false]);
	});

	it("stays when the contact is set again, and goes when it has other mailboxes", async () => {
		await set({ xarf: true, language: "en" });
		expect(cardOf(await setKey(lasting.publicKey)).body).toHaveLength(1);
		await set({ operator: "Noord BV" });
		expect(await entry()).toMatchObject({
			operator: "Noord BV",
			xarf: true,
			language: "en",
			pgpKey: expect.any(String),
		});
		await set({ language: "both", xarf: false });
		expect(await entry()).toMatchObject({ xarf: false, language: null, pgpKey: expect.any(String) });
		const said = sentence(await set({ mailboxes: "abuse@zuid.example" }));
		expect(said).toMatch(/belonged to other mailboxes/);
		expect((await entry())?.pgpKey).toBeNull();
	});

	it("is never a private one: that is neither kept nor left with the platform", async () => {
		await set();
		let discarded = 0;
		const file: Attachment = {
			...fileOf(lasting.privateKey, "key.asc"),
			discard: async () => {
				discarded += 1;
			},
		};
		const said = sentence(await ask("contact key", { ...value, file }));
		expect(said).toMatch(/^The key was not taken, and not kept: that is a private key/);
		expect(discarded).toBe(1);
		expect(await held()).toBe(0);
		expect(await stored()).not.toContain("PRIVATE");
	});

	it("is refused with the reason, for coordinators alone, and for an entry that is there", async () => {
		expect(sentence(await setKey(lasting.publicKey))).toMatch(/AS64496/);
		expect(sentence(await ask("contact key", { for: "?", file: fileOf("x", "key.asc") }))).toMatch(/network/i);
		expect(sentence(await ask("contact no-key", { ...value, reason: "x" }))).toMatch(/AS64496/);
		await set();
		expect(sentence(await setKey("nothing"))).toMatch(/no OpenPGP public key/);
		expect(sentence(await setKey("x".repeat(300_000)))).toMatch(/too large/);
		const file = fileOf(lasting.publicKey, "key.asc");
		expect(sentence(await ask("contact key", { ...value, file }, bram))).toMatch(/coordinators only/);
		const lost: Attachment = {
			...file,
			async *open() {
				yield Buffer.from(lasting.publicKey.slice(0, 40));
				throw new AttachmentLost("gone");
			},
		};
		expect(sentence(await ask("contact key", { ...value, file: lost }))).toBe(app().context.texts.replies.uploadLost);
		expect((await entry())?.pgpKey).toBeNull();
	});
});

describe("keys in a file of the directory", () => {
	const importing = async (text: string) => cardOf(await ask("contact import", { file: fileOf(text, "list.csv") }));
	const press = async (card: Card) => cardOf(await app().handlers.onPress(anna, buttonsOn(card).Import ?? "", null));
	const exported = async () => cardOf(await ask("contact export")).files?.[0]?.text ?? "";
	const head = "for,operator,mailboxes,reason";
	const row = "AS64496,Noord,abuse@noord.example,asked";

	it("come back as they were, also when one has expired since", async () => {
		await set({ language: "nl" });
		await setKey(ending.publicKey);
		const text = await exported();
		expect(text).toMatch(/,no,nl,[A-Za-z0-9+/=]{200,}\r\n$/);
		app().now = "2035-01-01T00:00:00.000Z";
		expect((await importing(text)).fields?.[2]).toEqual({ label: "As they are", value: "1" });
		const fresh = await importing(text.replace("AS64496", "AS64497"));
		expect(fresh.table?.rows).toEqual([["2", "pgp_key", "the key has expired"]]);
	});

	it("are set, changed and taken away", async () => {
		const armour = lasting.publicKey.replaceAll("\r", "");
		const plan = await importing(`${head},xarf,language,pgp_key\n${row},yes,en,"${armour}"\n`);
		expect(plan.table?.rows).toEqual([["add", "AS64496"]]);
		await press(plan);
		const before = await entry();
		expect(before).toMatchObject({ xarf: true, language: "en", pgpKey: expect.stringContaining("Comment: ") });
		expect((await importing(`${head}\n${row}\n`)).fields?.[2]?.value).toBe("1");
		const gone = await importing(`${head},xarf,language,pgp_key\n${row},,,\n`);
		expect(gone.table?.rows).toEqual([["change xarf, language, pgp_key", "AS64496"]]);
		await press(gone);
		expect(await entry()).toMatchObject({ xarf: false, language: null, pgpKey: null });
	});

	it("are refused with line and column, and nothing is taken", async () => {
		const cells = [lasting.privateKey.replaceAll("\r", ""), "AAAA", "nothing"];
		const rows = cells.map((cell, at) => `AS${at + 1},Noord,abuse@noord.example,asked,"${cell}"\n`);
		const card = await importing(`${head},pgp_key\n${rows.join("")}`);
		expect(card.table?.rows.map(([, column, why]) => [column, why?.slice(0, 21)])).toEqual([
			["pgp_key", "that is a private key"],
			["pgp_key", "there is no OpenPGP p"],
			["pgp_key", "there is no OpenPGP p"],
		]);
		expect(await held()).toBe(0);
		expect((await importing(`for,operator\n${row}\n`)).title).toMatch(/list\.csv/);
	});
});

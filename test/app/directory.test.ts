import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { noWishes } from "../../src/core/contact/entry.ts";
import type { Card } from "../../src/core/thread/card.ts";
import type { Asker, OptionValues, Reply } from "../../src/ports/chat.ts";
import { appSuite } from "../support/app-suite.ts";
import { anna, bram, buttonsOn, fileOf, sentence } from "../support/open-app.ts";

const app = appSuite();
const ask = (asker: Asker, line: string, options: OptionValues = {}) => app().handlers.onCommand(asker, line, options);
const cardOf = (reply: Reply): Card => {
	if (reply.kind === "quiet") throw new Error("there is no card");
	return reply.card;
};
const card = async (line: string, options: OptionValues = {}) => cardOf(await ask(anna, line, options));
const lines = (of: Card) => of.lines?.map(({ text }) => text) ?? [];
const set = (value: string, more: OptionValues = {}) =>
	card("contact set", { for: value, operator: "Noord", mailboxes: "abuse@noord.example", reason: "asked", ...more });
const importing = (text: string, list = "contact") => card(`${list} import`, { file: fileOf(text, "list.csv") });
const values = async () => (await app().context.directory.contacts(app().now)).map(({ value }) => value);
const uploads = async () => Number((await app().database.sqlExecutor("select count(*) as n from uploads", []))[0]?.n);
const press = async (of: Card, label = "Import", asker = anna) =>
	app().handlers.onPress(asker, buttonsOn(of)[label] ?? "", null);
const head = "for,operator,mailboxes,forwarder,reason,until\n";
const day = 86_400_000;

describe("the directory in the chat", () => {
	it("tells at setting what is odd, and takes it all the same", async () => {
		await set("192.0.2.0/24", { forwarder: true });
		const inside = await set("192.0.2.7", { mailboxes: "noc@zuid.example" });
		expect(sentence({ kind: "card", card: inside })).toBe("192.0.2.7/32 is in the directory.");
		expect(lines(inside)).toEqual(["192.0.2.7/32 is not used: forwarder 192.0.2.0/24 goes first."]);
		const optOut = await card("optout add", { who: "noord.example", reason: "asked" });
		expect(lines(optOut)).toEqual([]);
		expect(lines(await card("contact list"))).toContain(
			"192.0.2.0/24: abuse@noord.example opted out and gets no mail. Name another mailbox.",
		);
		expect(lines(await card("optout add", { who: "192.0.0.0/16", reason: "asked" }))).toHaveLength(2);
	});

	it("uses the forwarder in a lookup, and says with `about` which entry counts and why", async () => {
		await set("192.0.2.0/24", { forwarder: true, operator: "CERT" });
		await set("192.0.2.7", { mailboxes: "noc@zuid.example" });
		const looked = await card("lookup", { target: "192.0.2.7" });
		expect(JSON.stringify(looked)).toContain("CERT");
		const about = await card("contact list", { about: "192.0.2.7" });
		expect(about.body).toEqual(["192.0.2.0/24 counts: it is a forwarder, and those go before other entries."]);
		expect(about.table?.rows.map((row) => row[1])).toEqual(["192.0.2.0/24", "192.0.2.7/32"]);
		expect((await card("optout list", { about: "AS64999" })).body?.[0]).toMatch(/^No entry speaks/);
		expect((await card("contact list", { about: "www.example.nl" })).title).toBe("What we keep about www.example.nl");
		expect((await card("contact list", { about: "http://192.0.2.7/x" })).body?.[0]).toMatch(/^192\.0\.2\.0\/24 counts/);
		expect((await card("contact list", { about: "???" })).body?.[0]).toMatch(/^Name an address/);
	});

	it("knows the AS of an address and of a network from the registry", async () => {
		const found = JSON.stringify(await card("lookup", { target: "192.0.2.1" }));
		const asn = /AS(\d+)/.exec(found)?.[0] ?? "";
		expect(asn).not.toBe("");
		await set("192.0.2.0/28", { mailboxes: "noc@zuid.example" });
		const as = await set(asn);
		expect(lines(as)).toEqual([
			`192.0.2.0/28 is part of ${asn} and has other mailboxes; 192.0.2.0/28 goes first for its part.`,
		]);
		const about = await card("contact list", { about: "192.0.2.1" });
		expect(about.table?.rows.map((row) => row[1])).toEqual(["192.0.2.0/28", asn]);
		expect(about.body?.[0]).toMatch(/a network goes before an AS number/);
	});

	it("shows thousands of entries page by page", async () => {
		const thousands = Array.from({ length: 3_000 }, (_, n) => ({
			...{ kind: "asn" as const, value: `AS${n + 1}`, operator: "Noord", mailboxes: ["a@noord.example"] },
			...{ forwarder: false, reason: "asked", author: "Anna", createdAt: app().now, expiresAt: null, ...noWishes },
		}));
		await app().context.directory.setContacts(thousands);
		const first = await card("contact list");
		expect(first.note).toMatch(/^Page 1 of 200; 3,000 entries\./);
		const second = await app().handlers.onPress(bram, buttonsOn(first)["Next page"] ?? "", null);
		expect(second.kind).toBe("update");
		expect(cardOf(second).note).toMatch(/^Page 2 of 200/);
		expect(cardOf(second).table?.rows).not.toEqual(first.table?.rows);
	});

	it("says when a page of what is gone is asked for", async () => {
		expect(sentence(await app().handlers.onPress(bram, "entries:CONTACTS:2", null))).toMatch(/directory is empty/);
		expect(sentence(await app().handlers.onPress(bram, "entries:OPTOUTS:2", null))).toMatch(/Nobody has opted out/);
	});

	it("keeps who set, replaced and removed, when and why", async () => {
		await set("AS64496");
		await app().pass(60_000);
		await set("AS64496", { operator: "Zuid" });
		await app().pass(60_000);
		expect(sentence(await ask(anna, "contact remove", { for: "AS64496" }))).toBe("“reason” is missing.");
		await card("contact remove", { for: "AS64496", reason: "moved away" });
		const history = await card("contact history", { for: "as64496" });
		expect(history.table?.rows.map((row) => row[4])).toEqual([
			expect.stringMatching(/by Anna: moved away$/),
			expect.stringMatching(/replaced by Anna$/),
		]);
		await card("optout add", { who: "x@y.example", reason: "asked" });
		expect((await card("optout history", { who: "X@Y.example" })).table?.rows).toHaveLength(1);
		expect((await card("optout history", { who: "AS1" })).body).toEqual(["AS1 was never in the list."]);
		expect((await card("contact history", { for: "x@y.example" })).body?.[0]).toMatch(/^Name a network/);
		expect((await card("optout history", { who: "?" })).body?.[0]).toMatch(/^Name a network/);
	});

	it("names for thirty days what ended by itself, unless it was set again", async () => {
		await set("AS64496", { until: "2026-11-22" });
		await set("AS64497", { until: "2026-11-22" });
		expect(lines(await card("contact list"))).toEqual([
			expect.stringMatching(/^AS64496 ends soon: .*\(2 days left\)\.$/),
			expect.stringMatching(/^AS64497 ends soon/),
		]);
		await app().pass(3 * day);
		await set("AS64497");
		expect(lines(await card("contact list"))).toEqual([expect.stringMatching(/^AS64496 ended after .*22 Nov/)]);
		await app().pass(30 * day);
		expect(lines(await card("contact list"))).toEqual([]);
	});

	it("knows mailboxes that do not work: said, shown, cleared", async () => {
		await set("AS64496");
		const said = await card("contact bad", { mailbox: "Abuse@Noord.example", reason: "phoned" });
		expect(said.body?.[0]).toMatch(/^abuse@noord\.example counts as not working/);
		expect((await card("contact mailboxes")).table?.rows[0]).toEqual([
			...["abuse@noord.example", "a coordinator said so", "phoned", "Anna", expect.any(String)],
		]);
		expect(lines(await card("contact list"))[0]).toMatch(/mail to abuse@noord\.example does not arrive/);
		const about = await card("contact list", { about: "abuse@NOORD.example" });
		expect(about).toMatchObject({
			tone: "warn",
			table: { rows: [["contact", "AS64496", expect.any(String), "asked", "further notice"]] },
		});
		expect((await card("contact good", { mailbox: "abuse@noord.example" })).body).toEqual([
			"abuse@noord.example works again.",
		]);
		expect((await card("contact good", { mailbox: "abuse@noord.example" })).tone).toBe("warn");
		for (const line of ["contact bad", "contact good"])
			expect((await card(line, { mailbox: "nobody", reason: "x" })).body?.[0]).toMatch(/not a mail address/);
		await card("optout add", { who: "noord.example", reason: "asked" });
		expect((await card("optout list", { about: "abuse@noord.example" })).table?.rows.map((row) => row[0])).toEqual([
			...["opt-out", "contact"],
		]);
	});
});

describe("the directory as a file", () => {
	it("is given to coordinators, and taken again as it is", async () => {
		await set("192.0.2.0/24", { operator: "=Noord", until: "2027-01-31", forwarder: true });
		const exported = await card("contact export");
		const [file] = exported.files ?? [];
		expect(file).toMatchObject({ fileName: "contacts.csv", mediaType: "text/csv" });
		expect(file?.text).toContain("192.0.2.0/24,cidr,'=Noord,abuse@noord.example,yes,asked,2027-01-31,Anna,");
		expect(sentence(await ask(bram, "contact export"))).toMatch(/for coordinators only/);
		const again = await importing(file?.text ?? "");
		expect(again.body).toEqual(["Everything in the file is here already; there is nothing to import."]);
		expect(again.buttons).toBeUndefined();
		expect(await uploads()).toBe(0);
		await card("optout add", { who: "x@y.example", reason: "asked" });
		const optOuts = (await card("optout export")).files?.[0]?.text ?? "";
		expect((await importing(optOuts, "optout")).fields?.[2]).toEqual({ label: "As they are", value: "1" });
	});

	it("is shown first, and changes at the press: all of it, by who pressed", async () => {
		await set("AS64496");
		await set("AS64499");
		const shown = await importing(
			`${head}AS64496,Zuid,abuse@noord.example,,asked,\n192.0.2.7,Oost,a@oost.example,ja,new,2027-01-31\n`,
		);
		expect(shown.fields?.map(({ value }) => value)).toEqual(["1", "1", "0", "1"]);
		expect(shown.table?.rows).toEqual([
			["add", "192.0.2.7/32"],
			["change operator", "AS64496"],
		]);
		expect(await values()).toEqual(["AS64496", "AS64499"]);
		expect(sentence(await press(shown, "Import", bram))).toMatch(/for coordinators only/);
		const done = await press(shown);
		expect(done).toMatchObject({ kind: "update", card: { title: "Imported into the directory", body: ["Done."] } });
		expect(cardOf(done).buttons).toBeUndefined();
		expect(await app().context.directory.contacts(app().now)).toMatchObject([
			{ value: "AS64496", operator: "Zuid", author: "Anna" },
			{ value: "AS64499", operator: "Noord" },
			{ value: "192.0.2.7/32", operator: "Oost", forwarder: true, expiresAt: "2027-02-01T00:00:00.000Z" },
		]);
		expect(await uploads()).toBe(0);
		expect(sentence(await press(shown))).toMatch(/no longer here/);
		const history = await card("contact history", { for: "AS64496" });
		expect(history.table?.rows.map((row) => row[4])).toEqual([
			"counts now",
			expect.stringMatching(/replaced by Anna$/),
		]);
	});

	it("works after a restart, and does nothing but show when something changed meanwhile", async () => {
		const shown = await importing(`${head}AS64496,Zuid,a@zuid.example,,asked,\n`);
		await set("AS64496");
		const again = await app()
			.restart()
			.handlers.onPress(anna, buttonsOn(shown).Import ?? "", null);
		expect(cardOf(again).body?.[0]).toMatch(/^Something changed here since you looked/);
		expect(await app().context.directory.contacts(app().now)).toMatchObject([{ operator: "Noord" }]);
		await press(cardOf(again));
		expect(await app().context.directory.contacts(app().now)).toMatchObject([{ operator: "Zuid" }]);
	});

	it("has nothing to do at the press when somebody did the same meanwhile, or the day is over", async () => {
		const shown = await importing(`${head}AS64496,Noord,abuse@noord.example,,asked,\n`);
		await set("AS64496");
		expect(cardOf(await press(shown)).body?.[0]).toMatch(/nothing to import/);
		const ending = await importing(`${head}AS64497,Noord,abuse@noord.example,,asked,2026-11-21\n`);
		await app().pass(2 * day);
		expect(cardOf(await press(ending)).body?.[0]).toMatch(/^Nothing was imported/);
		expect(await values()).toEqual(["AS64496"]);
		expect(await uploads()).toBe(0);
	});

	it("takes nothing of a file with a row that can't be taken, and says where", async () => {
		const refused = await importing(`${head}AS64496,Noord,a@noord.example,,asked,\nAS0,Noord,nobody,,asked,\n`);
		expect(refused.table?.rows).toEqual([
			["3", "for", "that is not a network, an AS number or a domain"],
			["3", "mailboxes", "that is not a mail address"],
		]);
		expect(refused.buttons).toBeUndefined();
		expect(await values()).toEqual([]);
		expect((await importing("")).body).toEqual(["The file is empty."]);
		expect((await importing(`${head}${"x".repeat(2_000_000)}`)).body?.[0]).toMatch(/larger than|too/);
		expect(await uploads()).toBe(0);
		expect(sentence(await app().handlers.onPress(anna, "import:CONTACTS:0:nothing", null))).toMatch(/does nothing/);
		expect(sentence(await app().handlers.onPress(anna, "import:OTHER:0:x", null))).toMatch(/does nothing/);
	});

	it("warns of what would be odd", async () => {
		await card("optout add", { who: "192.0.0.0/16", reason: "asked" });
		const shown = await importing(`${head}192.0.2.0/24,Noord,a@noord.example,,asked,\n`);
		expect(lines(shown)).toEqual(["192.0.2.0/24 is not used: 192.0.0.0/16 opted out, and an opt-out goes first."]);
		const optOuts = await importing("who;reason\nx@y.example;asked\nAS1;asked\n", "optout");
		await press(optOuts);
		expect(await app().context.directory.optOuts(app().now)).toHaveLength(3);
	});

	it("of any bytes is no fault, and nothing is half applied", async () => {
		const scrap = fc.oneof(
			fc.constantFrom(
				"AS1,N,a@b.example,,r,\n",
				"AS2,N,a@b.example,,r,\n",
				"AS3,N,,,r,\n",
				"\n",
				'"',
				"AS4;N\n",
				"#\n",
			),
			fc.string({ maxLength: 5 }),
		);
		await fc.assert(
			fc.asyncProperty(fc.array(scrap, { maxLength: 4 }), fc.boolean(), async (scraps, withHead) => {
				const before = await values();
				const shown = await importing(`${withHead ? head : ""}${scraps.join("")}`);
				expect(await values()).toEqual(before);
				if (shown.buttons === undefined) return;
				const wanted = (shown.table?.rows ?? []).map((row) => row[1]);
				await press(shown);
				expect(await values()).toEqual(expect.arrayContaining(wanted));
			}),
			{ numRuns: 60 },
		);
		expect(app().faults).toEqual([]);
		expect(await uploads()).toBe(0);
	});
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { renderMessage } from "../../../src/chat/discord/render/render-message.ts";
import type { Card } from "../../../src/core/thread/card.ts";
import { messageFaults } from "../../support/discord-message-faults.ts";
import { markOf, readDiscordMessage } from "../../support/discord-reader.ts";

const mark = "NSM-2026-0042 · 17-19";
const nl = { language: "nl", mark } as const;
const read = (card: Card) => readDiscordMessage({ id: "1", channel_id: "2", ...renderMessage(card, nl) }, true);

const words = (count: number, prefix: string): string[] =>
	Array.from({ length: count }, (_, index) => `${prefix} ${index + 1} ${"woord ".repeat(12).trim()}`);
const description = (card: Card): string => renderMessage(card, nl).embeds[0]?.description ?? "";

describe("a card that is too long", () => {
	it("says how many rows of a table are left out; none is shown in part", () => {
		const rows = words(300, "rij").map((text) => [text, "1"]);
		const table = { head: ["Wat", "Aantal"], numeric: [1], rows };
		const { text } = read({ tone: "neutral", title: "t", table });
		const shown = text.split("\n").filter((line) => line.startsWith("rij "));
		expect(shown.length).toBeGreaterThan(20);
		expect(shown.at(-1)).toBe(`rij ${shown.length} ${"woord ".repeat(12).trim()} | 1`);
		expect(text.endsWith(`\nnog ${300 - shown.length} rijen`)).toBe(true);
	});

	it("loses no row and no line uncounted", () => {
		const count = fc.integer({ min: 0, max: 500 });
		fc.assert(
			fc.property(count, count, count, (rows, lines, paragraphs) => {
				const item = (prefix: string) => (_: unknown, index: number) => `${prefix} ${index + 1}`;
				const { text } = read({
					...{ tone: "neutral", title: "t", body: Array.from({ length: paragraphs }, item("alinea")) },
					table: { head: ["Wat"], numeric: [], rows: Array.from({ length: rows }, item("rij")).map((cell) => [cell]) },
					lines: Array.from({ length: lines }, item("stap")).map((words) => ({ tone: "good", text: words })),
				});
				const shown = (prefix: string): number => text.match(new RegExp(`^${prefix} \\d+$`, "gm"))?.length ?? 0;
				const left = (noun: string): number => Number(new RegExp(`^nog (\\d+) (?:${noun})$`, "m").exec(text)?.[1] ?? 0);
				expect(shown("rij") + left("rij|rijen")).toBe(rows);
				expect(shown("stap") + left("regel|regels")).toBe(lines);
				expect(shown("alinea") + left("alinea|alinea's")).toBe(paragraphs);
			}),
			{ numRuns: 60 },
		);
	});

	it("says how many lines of a document are left out", () => {
		const { text } = read({ tone: "neutral", title: "t", document: words(300, "regel").join("\n") });
		const shown = text.split("\n").filter((line) => line.startsWith("regel "));
		// The last one shown may be cut.
		expect(shown.length).toBeGreaterThan(40);
		expect(text.endsWith(`\nnog ${300 - shown.length} regels`)).toBe(true);
	});

	it("keeps the body before lines, and lines before a table and a document", () => {
		const lines = words(10, "stap").map((text) => ({ tone: "good", text }) as const);
		const rows = words(100, "rij").map((text) => [text]);
		const card: Card = {
			...{ tone: "neutral", title: "t", body: words(10, "alinea"), lines },
			...{ document: words(90, "regel").join("\n"), table: { head: ["Wat"], numeric: [], rows } },
		};
		const seen = read(card);
		expect(seen.lines).toHaveLength(10);
		expect(seen.text).toContain("alinea 10 woord");
		expect(seen.text).toMatch(/^nog \d+ regels$/m);
		expect(seen.text).toMatch(/^nog \d+ rijen$/m);

		const full = read({ ...card, body: words(100, "alinea") });
		expect(full.text).toMatch(/alinea 4\d woord/);
		expect(full.text).toMatch(/^nog \d+ alinea's$/m);
		expect(full.text).toMatch(/^nog (?:8[0-9]|90) regels$/m);
		expect(full.text).toContain("nog 100 rijen");
	});

	it("cuts the longest steps before it leaves one out", () => {
		const long = { tone: "neutral", text: "_".repeat(3000), detail: "10:00" } as const;
		const lines = [long, ...words(11, "stap").map((text) => ({ tone: "good", text, detail: "10:01" }) as const)];
		const seen = read({ tone: "neutral", title: null, lines });
		expect(seen.lines).toHaveLength(12);
		expect(seen.lines[0]).toMatch(/^_{1000,}…$/);
		expect(seen.lines.at(-1)).toBe(words(11, "stap").at(-1));
		expect(seen.text).toContain("… [10:00]");
	});

	it("leaves out the last steps when there are too many, in English too", () => {
		const lines = words(200, "step").map((text) => ({ tone: "good", text }) as const);
		const body = renderMessage({ tone: "neutral", title: null, lines }, { language: "en", mark: null });
		const seen = readDiscordMessage({ id: "1", channel_id: "2", ...body }, true);
		expect(seen.lines.at(-1)).toBe(`${200 - (seen.lines.length - 1)} more lines`);
		expect(seen.lines.at(-2)).toBe(words(200, "step")[seen.lines.length - 2]);
	});

	it("keeps all fields, the longest shortened, with title and mark", () => {
		const fields = Array.from({ length: 25 }, (_, index) => ({
			label: `Veld ${index}`,
			value: index % 2 ? "*".repeat(900) : "kort",
		}));
		const body = renderMessage(
			{ tone: "neutral", title: "_".repeat(300), fields, body: words(90, "alinea"), note: "n".repeat(3000) },
			nl,
		);
		const [embed] = body.embeds;
		expect(embed?.fields?.map(({ name }) => name)).toEqual(fields.map(({ label }) => label));
		expect(embed?.fields?.filter(({ value }) => value === "kort")).toHaveLength(13);
		expect(embed?.title).toMatch(/^(?:\\_){100,}…$/);
		expect(markOf(body)).toBe(mark);
		expect(messageFaults(body)).toEqual([]);
	});

	it("counts what fields, options, buttons and files are over Discord's number", () => {
		const many = <T>(count: number, one: (index: number) => T): T[] =>
			Array.from({ length: count }, (_, index) => one(index));
		const options = many(30, (index) => ({ value: String(index), label: `Keuze ${index}` }));
		const card: Card = {
			...{ tone: "neutral", title: "t", fields: many(30, (index) => ({ label: `V${index}`, value: "1" })) },
			buttons: many(7, (row) => many(4, (index) => ({ id: `a:A-1:1:${row}-${index}`, label: "Doe", style: "plain" }))),
			menu: { id: "choose:A-1:1", label: "Kies", options },
			link: { label: "Openbaar", url: "https://cert.example/1" },
			files: many(12, () => ({ fileName: "Lijst (één).csv", mediaType: "text/csv", text: "a" })),
		};
		const body = renderMessage(card, nl);
		const seen = read(card);
		expect(messageFaults(body)).toEqual([]);
		expect(seen.menu?.label).toBe("Kies (nog 5 keuzes)");
		expect(seen.buttons).toHaveLength(19);
		expect(seen.text).toContain("https://cert.example/1");
		expect(body.embeds[0]?.fields?.at(-1)).toEqual({ name: "…", value: "nog 6 velden", inline: true });
		expect(body.embeds[0]?.footer?.text).toBe(`nog 9 knoppen · nog 2 bestanden · ${mark}`);
		expect(body.files.map(({ name }) => name).slice(0, 2)).toEqual(["Lijst-een-.csv", "Lijst-een--2.csv"]);
	});

	it("is cut between what people see as letters", () => {
		const family = "👩‍👩‍👧‍👦";
		const title = renderMessage({ tone: "neutral", title: family.repeat(100) }, nl).embeds[0]?.title ?? "";
		expect(title).toBe(`${family.repeat(Math.floor(255 / family.length))}…`);
	});
});

describe("a message", () => {
	it("looks as its card means it to", () => {
		const card: Card = {
			...{ tone: "warn", title: "Stand *nu*", body: ["Eerst dit.", "Gaat niet vanzelf:"], note: "Klein" },
			lines: [{ tone: "warn", text: "Geen contact", detail: "4" }],
			table: {
				head: ["Wie", "Aantal"],
				numeric: [1],
				rows: [
					["Veenland", "12"],
					["Duin │ stad", "3"],
				],
			},
			progress: { done: 3, total: 8, label: "3 van 8" },
			fields: [
				{ label: "Soort", value: "Lek" },
				{ label: "Waarom", value: "Omdat dit een wat langer verhaal is" },
			],
		};
		expect(renderMessage(card, nl).embeds).toEqual([
			{
				color: 0xf0b232,
				title: "Stand \\*nu\\*",
				description: [
					...["Eerst dit.", "", "Gaat niet vanzelf:", "⚠️ Geen contact · *4*", "", "```"],
					...[
						"Wie         │ Aantal",
						"────────────┼───────",
						"Veenland    │     12",
						"Duin | stad │      3",
						"```",
						"",
					],
					...["▰▰▰▰▰▰▰▱▱▱▱▱▱▱▱▱▱▱▱▱ 37 %", "3 van 8"],
				].join("\n"),
				fields: [
					{ name: "Soort", value: "Lek", inline: true },
					{ name: "Waarom", value: "Omdat dit een wat langer verhaal is", inline: false },
				],
				footer: { text: `Klein · ${mark}` },
			},
		]);
	});

	it("never cuts what somebody types over: a case number beside texts that are far too wide", () => {
		const long = "een lange titel ".repeat(8).trim();
		const table = {
			...{ head: ["Zaak", "Titel", "Stand", "Sinds"], numeric: [] },
			rows: [["NSM-2026-0042", long, "klaar om te versturen", "zo 22 november 2026"]],
		};
		expect(description({ tone: "neutral", title: null, table })).toContain("NSM-2026-0042 │");
	});

	it("shows a wide table in 60 columns: texts wrap, mailboxes and numbers stay whole", () => {
		const table = {
			...{ head: ["Beheerder", "Mailadressen", "Bron", "Bevindingen"], numeric: [3] },
			rows: [
				["Molenwiek Hosting & Colocation", "abuse@molenwiek.example, cert@molenwiek.example", "RIPE-index", "1.234"],
				["漢字漢字漢字漢字 שלום", "abuse@b.example", "adresboek", "5"],
			],
		};
		const shown = description({ tone: "neutral", title: null, table }).split("\n").slice(1, -1);
		expect(shown.slice(0, 5)).toEqual([
			"Beheerder  │ Mailadressen             │ Bron       │ Bevind…",
			"───────────┼──────────────────────────┼────────────┼────────",
			"Molenwiek  │ abuse@molenwiek.example, │ RIPE-index │   1.234",
			"Hosting &  ┊ cert@molenwiek.example   ┊            ┊",
			"Colocation ┊                          ┊            ┊",
		]);
		expect(read({ tone: "neutral", title: null, table }).text).toContain(
			"| abuse@molenwiek.example, cert@molenwiek.example |",
		);
	});

	it("with a document has its fields before it, so that whom a mail goes to is read first", () => {
		const card: Card = {
			...{ tone: "neutral", title: "Mail 1 van 2", document: "Beste beheerder,\n\n  Groet\n" },
			fields: [
				{ label: "Aan", value: "abuse@a.example" },
				{ label: "Onderwerp", value: "[NSM-2026-0042] *Let op*" },
			],
		};
		expect(renderMessage(card, nl).embeds[0]?.fields).toBeUndefined();
		expect(description(card)).toBe(
			"**Aan:** abuse@a.example\n**Onderwerp:** \\[NSM-2026-0042] \\*Let op\\*\n\n```\nBeste beheerder,\n\n  Groet\n```",
		);
		expect(read(card).text).toBe(
			"Mail 1 van 2\nAan: abuse@a.example\nOnderwerp: [NSM-2026-0042] *Let op*\nBeste beheerder,\n\n  Groet",
		);
	});

	it("of a running work without an end in sight has an empty bar", () => {
		expect(description({ tone: "busy", title: "t", progress: { done: 5, total: 0, label: "" } })).toBe("▱".repeat(20));
	});

	it("brings its image, so that an edit takes the older one away; without one it takes all away", () => {
		const image = { fileName: "grafiek week 3.png", base64: "iVBORw0KGgo=", alt: "Twee zaken" };
		const body = renderMessage({ tone: "neutral", title: "t", image }, nl);
		expect(body.attachments).toEqual([{ id: "0", filename: "grafiek-week-3.png", description: "Twee zaken" }]);
		expect(body.embeds[0]?.image).toEqual({ url: "attachment://grafiek-week-3.png" });
		expect(body.files[0]).toMatchObject({ name: "grafiek-week-3.png", contentType: "image/png" });
		expect(renderMessage({ tone: "neutral", title: "t" }, nl).attachments).toEqual([]);
	});

	it("makes a link a button only when it is one, and else a text", () => {
		const card = (url: string): Card => ({ tone: "neutral", title: "t", link: { label: "Meer", url } });
		expect(renderMessage(card("https://cert.example/1"), nl).components[0]?.components[0]).toMatchObject({
			...{ type: 2, style: 5, url: "https://cert.example/1" },
		});
		for (const url of ["javascript:alert(1)", "http://localhost/", "no", `https://a.example/${"x".repeat(500)}`]) {
			expect(renderMessage(card(url), nl).components).toEqual([]);
			expect(read(card(url)).text).toBe(`t\nMeer: ${url}`);
		}
	});

	it("without any word is still a message", () => {
		const body = renderMessage({ tone: "neutral", title: " " }, { language: "nl", mark: null });
		expect(body.embeds).toEqual([{ color: 0x80848e, description: "–" }]);
	});
});

import type { KnownBlock } from "@slack/types";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { surfaceLimits } from "../../../src/chat/slack/limits.ts";
import { renderMessage } from "../../../src/chat/slack/render/render-message.ts";
import { textLength } from "../../../src/chat/slack/render/text-length.ts";
import type { Card } from "../../../src/core/thread/card.ts";
import { checkMessageBlocks, loadSlackSchemas } from "../../support/fake-slack/check-blocks.ts";
import { readSlackBlocks } from "../../support/slack-reader.ts";

beforeAll(loadSlackSchemas);

function blocksOf(card: Card, language: "nl" | "en" = "nl"): readonly KnownBlock[] {
	const { blocks } = renderMessage(card, language);
	expect(checkMessageBlocks(blocks)).toEqual([]);
	expect(textLength(blocks)).toBeLessThanOrEqual(surfaceLimits.text);
	return blocks;
}

const read = (card: Card, language: "nl" | "en" = "nl") => readSlackBlocks(blocksOf(card, language));
const many = <T>(count: number, one: (index: number) => T): T[] =>
	Array.from({ length: count }, (_, index) => one(index));
const long = (count: number, prefix: string): string[] =>
	many(count, (index) => `${prefix} ${index + 1} ${"woord ".repeat(12).trim()}`);
describe("a card that is too long", () => {
	it("says how many rows of a table are left out, in both languages; none is shown in part", () => {
		const rows = long(300, "rij").map((text) => [text, "1"]);
		const table = { head: ["Wat", "Aantal"], numeric: [1], rows };
		for (const [language, words] of [
			["nl", (left: number) => `nog ${left} rijen`],
			["en", (left: number) => `${left} more rows`],
		] as const) {
			const { text } = read({ tone: "neutral", title: "t", table }, language);
			const shown = text.split("\n").filter((line) => line.startsWith("rij "));
			expect(shown.length).toBeGreaterThan(60);
			expect(shown.at(-1)).toBe(`rij ${shown.length} ${"woord ".repeat(12).trim()} | 1`);
			expect(text.split("\n").at(-1)).toBe(words(300 - shown.length));
		}
	});

	it("loses no row and no line uncounted", () => {
		const count = fc.integer({ min: 0, max: 900 });
		fc.assert(
			fc.property(count, count, count, (rows, lines, paragraphs) => {
				const item = (prefix: string) => (index: number) => `${prefix} ${index + 1}`;
				const { text } = read({
					...{ tone: "neutral", title: "t", body: many(paragraphs, item("alinea")) },
					table: { head: ["Wat"], numeric: [], rows: many(rows, item("rij")).map((cell) => [cell]) },
					lines: many(lines, item("stap")).map((words) => ({ tone: "good", text: words })),
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

	it("keeps the body before lines, and lines before a table and a document", () => {
		const lines = long(10, "stap").map((text) => ({ tone: "good", text }) as const);
		const rows = long(200, "rij").map((text) => [text]);
		const card: Card = {
			...{ tone: "neutral", title: "t", body: long(10, "alinea"), lines },
			...{ document: long(200, "regel").join("\n"), table: { head: ["Wat"], numeric: [], rows } },
		};
		const seen = read(card);
		expect(seen.lines).toHaveLength(10);
		expect(seen.text).toContain("alinea 10 woord");
		expect(seen.text).toMatch(/^nog \d+ regels$/m);
		expect(seen.text).toMatch(/^nog \d+ rijen$/m);
		const full = read({ ...card, body: long(300, "alinea") });
		expect(full.text).toMatch(/^nog \d+ alinea's$/m);
		expect(full.text).toContain("nog 200 rijen");
	});

	it("cuts the longest steps before it leaves one out", () => {
		const step = { tone: "neutral", text: "_".repeat(20_000), detail: "10:00" } as const;
		const lines = [step, ...long(11, "stap").map((text) => ({ tone: "good", text, detail: "10:01" }) as const)];
		const seen = read({ tone: "neutral", title: null, lines });
		expect(seen.lines).toHaveLength(12);
		expect(seen.lines[0]).toMatch(/^_{9000,}…$/);
		expect(seen.lines.at(-1)).toBe(long(11, "stap").at(-1));
		expect(seen.text).toContain("… [10:00]");
	});

	it("has its texts in elements of less than 3,000, none cut within what people see as a letter", () => {
		const family = "👩‍👩‍👧‍👦";
		const [block] = blocksOf({ tone: "neutral", title: null, body: [family.repeat(900)] });
		const elements = block?.type === "rich_text" ? (block.elements[0]?.elements ?? []) : [];
		expect(elements.length).toBeGreaterThan(3);
		for (const element of elements) {
			const text = element.type === "text" ? element.text : "";
			expect(text.length).toBeLessThan(3000);
			expect(text.length % family.length).toBe(0);
		}
	});

	it("keeps all fields, the longest shortened, with title and note", () => {
		const fields = many(25, (index) => ({ label: `Veld ${index}`, value: index % 2 ? "*".repeat(2000) : "kort" }));
		const card: Card = {
			tone: "bad",
			title: "_".repeat(300),
			fields,
			body: long(90, "alinea"),
			note: "n".repeat(3000),
		};
		const { title, text } = read(card);
		expect(title).toBe(`${"_".repeat(150 - "❌ ".length - 1)}…`);
		for (const { label } of fields) expect(text).toContain(`\n${label}: `);
		expect(text.match(/: kort$/gm)).toHaveLength(13);
		expect(text).toMatch(/\nn{900,}…$/);
	});

	it("counts what fields, options, buttons and files are over the number", () => {
		const options = [
			...many(110, (index) => ({ value: String(index), label: "Keuze ".repeat(20), hint: "x".repeat(90) })),
			...[
				{ value: "0", label: "dubbel" },
				{ value: "v".repeat(151), label: "te lang" },
			],
		];
		const card: Card = {
			...{ tone: "neutral", title: "t", fields: many(50, (index) => ({ label: `V${index}`, value: "1" })) },
			buttons: many(12, (row) => many(5, (index) => ({ id: `a:A-1:1:${row}-${index}`, label: "Doe", style: "plain" }))),
			menu: { id: "choose:A-1:1", label: "Kies ".repeat(50), options },
			link: { label: "Openbaar", url: "https://cert.example/1" },
			files: many(12, () => ({ fileName: "lijst.csv", mediaType: "text/csv", text: "a" })),
		};
		const seen = read(card);
		expect(seen.menu?.label).toMatch(/^Kies .*… \(nog 12 keuzes\)$/);
		expect(seen.menu?.options).toHaveLength(100);
		expect(seen.buttons).toHaveLength(49);
		expect(seen.text).toContain("https://cert.example/1");
		expect(seen.text).toContain("\nV38: 1\n…: nog 11 velden\n");
		expect(seen.text).toMatch(/nog 11 knoppen · nog 2 bestanden$/);
		expect(renderMessage(card, "nl").files).toHaveLength(10);
		const row = (blocks: readonly KnownBlock[]) =>
			blocks.flatMap((block) => (block.type === "actions" ? block.elements.length : []));
		expect(row(blocksOf(card))).toEqual([1, 25, 25]);
		// As many rows as were given, while there is room.
		expect(row(blocksOf({ tone: "neutral", title: "t", buttons: card.buttons?.slice(0, 9) ?? [] }))).toEqual(
			many(9, () => 5),
		);
	});

	it("shows no button twice", () => {
		const button = (id: string) => ({ id, label: id, style: "plain" }) as const;
		const menu = { id: "c", label: "Kies", options: [{ value: "1", label: "Een" }] };
		const { buttons } = read({
			tone: "neutral",
			title: "t",
			menu,
			buttons: [[button("a"), button("b"), button("a")], [button("c")]],
		});
		expect(buttons.map(({ id }) => id)).toEqual(["a", "b"]);
	});
});

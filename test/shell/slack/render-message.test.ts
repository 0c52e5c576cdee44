import type { KnownBlock } from "@slack/types";
import { beforeAll, describe, expect, it } from "vitest";
import { surfaceLimits } from "../../../src/chat/slack/limits.ts";
import { renderMessage } from "../../../src/chat/slack/render/render-message.ts";
import { textLength } from "../../../src/chat/slack/render/text-length.ts";
import type { Card } from "../../../src/core/thread/card.ts";
import { checkMessageBlocks, loadSlackSchemas } from "../../support/fake-slack/check-blocks.ts";
import { readSlackBlocks, readSlackMessage } from "../../support/slack-reader.ts";

beforeAll(loadSlackSchemas);

function blocksOf(card: Card, language: "nl" | "en" = "nl"): readonly KnownBlock[] {
	const { blocks } = renderMessage(card, language);
	expect(checkMessageBlocks(blocks)).toEqual([]);
	expect(textLength(blocks)).toBeLessThanOrEqual(surfaceLimits.text);
	return blocks;
}

const read = (card: Card, language: "nl" | "en" = "nl") => readSlackBlocks(blocksOf(card, language));
const bold = { bold: true };
const italic = { italic: true };

describe("a message", () => {
	it("looks as its card means it to", () => {
		const card: Card = {
			...{ tone: "warn", title: "Stand *nu*", body: ["Eerst dit.", "Gaat niet vanzelf:"], note: "Klein" },
			lines: [
				{ tone: "warn", text: "Geen contact", detail: "4" },
				{ tone: "neutral", text: "<!here> :smile:" },
			],
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
				{ label: "Waarom", value: "" },
			],
			menu: { id: "choose:A-1:1", label: "Kies", options: [{ value: "1", label: "Een", hint: "de eerste" }] },
			buttons: [
				[
					{ id: "do:A-1:1", label: "Doe", style: "primary" },
					{ id: "drop:A-1:1", label: "Weg", style: "danger" },
				],
				[{ id: "see:A-1:1", label: "Zie", style: "plain" }],
			],
			link: { label: "Meer", url: "https://cert.example/1" },
		};
		const plain = (text: string) => ({ type: "plain_text", text, emoji: false });
		const words = (text: string, style?: object) => ({ type: "text", text, ...(style === undefined ? {} : { style }) });
		const section = (...elements: readonly object[]) => ({ type: "rich_text_section", elements });
		const table = [
			...["Wie         │ Aantal", "────────────┼───────", "Veenland    │     12"],
			"Duin | stad │      3",
		].join("\n");
		const option = { text: plain("Een"), value: "1", description: plain("de eerste") };
		const button = (id: string, text: string) => ({ type: "button", action_id: id, value: id, text: plain(text) });
		expect(blocksOf(card)).toEqual([
			{ type: "header", text: plain("⚠️\u00a0Stand *nu*") },
			{ type: "rich_text", elements: [section(words("Eerst dit."))] },
			{
				type: "rich_text",
				elements: [section(words("Soort", bold), words(": Lek\n"), words("Waarom", bold), words(": –"))],
			},
			{
				type: "rich_text",
				elements: [
					section(
						...[words("Gaat niet vanzelf:"), words("\n⚠️ "), words("Geen contact · "), words("4", italic)],
						...[words("\n• "), words("<!here> :smile:")],
					),
				],
			},
			{ type: "rich_text", elements: [{ type: "rich_text_preformatted", elements: [words(table)] }] },
			{ type: "rich_text", elements: [section(words("▰▰▰▰▰▰▰▱▱▱▱▱▱▱▱▱▱▱▱▱ 37 %"), words("\n3 van 8"))] },
			{
				type: "actions",
				elements: [{ type: "static_select", action_id: "choose:A-1:1", placeholder: plain("Kies"), options: [option] }],
			},
			{
				type: "actions",
				elements: [
					{ ...button("do:A-1:1", "Doe"), style: "primary" },
					{ ...button("drop:A-1:1", "Weg"), style: "danger" },
				],
			},
			{
				type: "actions",
				elements: [
					button("see:A-1:1", "Zie"),
					{ type: "button", action_id: "link", text: plain("Meer"), url: "https://cert.example/1" },
				],
			},
			{ type: "context", elements: [plain("Klein")] },
		]);
	});

	it("reads as people see it", () => {
		const card: Card = {
			...{
				tone: "good",
				title: "Klaar",
				body: ["Dit is er:"],
				lines: [{ tone: "good", text: "een", detail: "10:00" }],
			},
			fields: [{ label: "Aan", value: "abuse@a.example" }],
			files: [{ fileName: "lijst.csv", mediaType: "text/csv", text: "a" }],
			image: { fileName: "grafiek.png", base64: "iVBORw0KGgo=", alt: "Twee zaken" },
			buttons: [[{ id: "do:A-1:1", label: "Doe", style: "plain" }]],
		};
		const { blocks, files } = renderMessage(card, "nl");
		const place = { channel: "C1", ts: "1.1", visibleTo: null };
		expect(readSlackMessage({ ...place, threadTs: "1.0", blocks, files })).toEqual({
			...{
				id: "1.1",
				place: "C1/1.0",
				title: "Klaar",
				lines: ["een"],
				isPublic: true,
				files: ["lijst.csv"],
				menu: null,
			},
			text: "Klaar\nDit is er:\nAan: abuse@a.example\neen [10:00]\nDoe",
			buttons: [{ label: "Doe", id: "do:A-1:1" }],
		});
		const direct = readSlackMessage({ ...place, channel: "D1", threadTs: null, visibleTo: "U1", blocks, files: [] });
		expect(direct).toMatchObject({ place: "D1", isPublic: false });
	});

	it("without a title has its sign before the first paragraph, and none when it is neutral", () => {
		const card = { title: null, body: ["Kan niet.", "Nog iets."] };
		const first = (tone: Card["tone"], body = card.body) => {
			const [block] = blocksOf({ ...card, tone, body, lines: [{ tone: "good", text: "een" }] });
			return block?.type === "rich_text" ? block.elements[0]?.elements[0] : null;
		};
		expect(first("bad")).toEqual({ type: "text", text: "❌\u00a0" });
		expect(first("bad", ["Dit is er:"])).toEqual({ type: "text", text: "❌\u00a0" });
		expect(first("neutral")).toEqual({ type: "text", text: "Kan niet.\n\nNog iets." });
		expect(read({ ...card, tone: "bad" }).text).toBe("Kan niet.\nNog iets.");
		expect(read({ tone: "bad", title: null, lines: [{ tone: "good", text: "een" }] }).text).toBe("een");
	});

	it("with a document has its fields before it, so that whom a mail goes to is read first", () => {
		const card: Card = {
			...{ tone: "neutral", title: "Mail 1 van 2", document: "Beste beheerder,\n\n  Groet\n" },
			fields: [
				{ label: "Aan", value: "abuse@a.example" },
				{ label: "Onderwerp", value: "[NSM-2026-0042] *Let op*" },
			],
		};
		expect(blocksOf(card).map(({ type }) => type)).toEqual(["header", "rich_text", "rich_text"]);
		expect(read(card).text).toBe(
			"Mail 1 van 2\nAan: abuse@a.example\nOnderwerp: [NSM-2026-0042] *Let op*\nBeste beheerder,\n\n  Groet",
		);
	});

	it("says in a notification what it is, in words that call nobody", () => {
		const text = (card: Partial<Card>) => renderMessage({ tone: "neutral", title: null, ...card }, "nl").text;
		expect(text({ title: "A <b> & <!here>" })).toBe("A &lt;b&gt; &amp; &lt;!here&gt;");
		expect(text({ body: [" ", "Eerst\ndit"] })).toBe("Eerst dit");
		expect(text({ lines: [{ tone: "good", text: "een" }] })).toBe("een");
		expect(text({ title: "x".repeat(500) })).toBe(`${"x".repeat(299)}…`);
		expect(text({})).toBe("–");
	});

	it("shows a wide table in 76 columns, and a row that is short of cells", () => {
		const table = {
			...{ head: ["Beheerder", "Mailadressen", "Bron", "Bevindingen"], numeric: [3] },
			rows: [
				["Molenwiek Hosting & Colocation", "abuse@molenwiek.example, cert@molenwiek.example", "RIPE-index", "1.234"],
				["漢字漢字漢字漢字"],
			],
		};
		const { text } = read({ tone: "neutral", title: null, table });
		expect(text).toContain(
			"Molenwiek Hosting & Colocation | abuse@molenwiek.example, cert@molenwiek.example | RIPE-index |",
		);
		expect(text).toContain("漢字漢字漢字漢字 |  |  | ");
		const [block] = blocksOf({ tone: "neutral", title: null, table });
		const shown = block?.type === "rich_text" ? block.elements[0]?.elements[0] : undefined;
		const lines = shown?.type === "text" ? shown.text.split("\n") : [];
		expect(Math.max(...lines.map((line) => line.length))).toBe(76);
	});

	it("of a running work without an end in sight has an empty bar", () => {
		const [, block] = blocksOf({ tone: "busy", title: "t", progress: { done: 5, total: 0, label: "" } });
		expect(block).toEqual({
			type: "rich_text",
			elements: [{ type: "rich_text_section", elements: [{ type: "text", text: "▱".repeat(20) }] }],
		});
	});

	it("has its picture and files beside the blocks", () => {
		const image = { fileName: "grafiek week 3.png", base64: "iVBORw0KGgo=", alt: " Twee\nzaken " };
		const file = { fileName: "Lijst (één).csv", mediaType: "text/csv", text: "é" } as const;
		const { blocks, files } = renderMessage({ tone: "neutral", title: "t", image, files: [file] }, "nl");
		expect(blocks).toHaveLength(1);
		expect(files).toEqual([
			{
				...{ name: "grafiek-week-3.png", title: "grafiek week 3.png", altText: "Twee\nzaken" },
				data: Buffer.from("iVBORw0KGgo=", "base64"),
			},
			{ name: "Lijst-een-.csv", title: "Lijst (één).csv", altText: null, data: Buffer.from("é") },
		]);
		const noWords = renderMessage({ tone: "neutral", title: "t", image: { ...image, alt: "" } }, "nl");
		expect(noWords.files[0]?.altText).toBeNull();
	});

	it("makes a link a button only when it is one, and else a text", () => {
		const card = (url: string): Card => ({ tone: "neutral", title: "t", link: { label: "Meer", url } });
		const longest = `https://a.example/${"x".repeat(2982)}`;
		for (const url of ["https://cert.example/1", longest]) expect(read(card(url)).text).toBe(`t\nMeer\n${url}`);
		for (const url of ["javascript:alert(1)", "http://localhost/", "no", `${longest}x`])
			expect(read(card(url)).text).toBe(`t\nMeer: ${url}`);
	});

	it("without any word is still a message", () => {
		expect(read({ tone: "neutral", title: " ", menu: { id: "a", label: "b", options: [] } }).text).toBe("–");
	});
});

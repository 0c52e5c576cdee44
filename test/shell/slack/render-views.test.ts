import type { KnownBlock } from "@slack/types";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { surfaceLimits } from "../../../src/chat/slack/limits.ts";
import { renderHome } from "../../../src/chat/slack/render/render-home.ts";
import { textLength } from "../../../src/chat/slack/render/text-length.ts";
import type { Card } from "../../../src/core/thread/card.ts";
import { checkView, loadSlackSchemas } from "../../support/fake-slack/check-blocks.ts";
import { largeCards, smallCards } from "../../support/random-card.ts";
import { readSlackBlocks } from "../../support/slack-reader.ts";

beforeAll(loadSlackSchemas);

function home(cards: readonly Card[], language: "nl" | "en" = "nl"): readonly KnownBlock[] {
	const view = renderHome(cards, language);
	expect(checkView(view)).toEqual([]);
	expect(view.blocks.length).toBeLessThanOrEqual(surfaceLimits.viewBlocks);
	// And the words on how many are left out.
	expect(textLength(view.blocks)).toBeLessThanOrEqual(surfaceLimits.text + 30);
	return view.blocks as readonly KnownBlock[];
}

const typesOf = (blocks: readonly KnownBlock[]): string[] => blocks.map(({ type }) => type);
const card = (index: number): Card => ({ tone: "neutral", title: `Zaak ${index}`, body: ["woord ".repeat(80)] });
const many = (count: number): Card[] => Array.from({ length: count }, (_, index) => card(index));

describe("the App Home", () => {
	it("has its cards under each other", () => {
		expect(typesOf(home(many(2)))).toEqual(["header", "rich_text", "divider", "header", "rich_text"]);
	});

	it("says how many cards it has no room for", () => {
		for (const [language, words] of [
			["nl", /… nog (\d+) onderdelen/],
			["en", /… (\d+) more parts/],
		] as const) {
			const blocks = home(many(100), language);
			const shown = typesOf(blocks).filter((type) => type === "header").length;
			expect(shown).toBeGreaterThan(20);
			expect(Number(words.exec(JSON.stringify(blocks.at(-1)))?.[1])).toBe(100 - shown);
		}
		const short = Array.from({ length: 100 }, (): Card => ({ tone: "neutral", title: "Zaak" }));
		expect(home(short)).toHaveLength(100);
	});

	it("always shows the first, cut where it must be", () => {
		const first: Card = { tone: "neutral", title: "Eerst", body: ["x".repeat(20_000)] };
		expect(JSON.stringify(home([first, card(1)]).at(-1))).toContain("nog 1 onderdeel");
	});

	it("has a link of the second card as a text, as there is one to press", () => {
		const link = { label: "Meer", url: "https://cert.example/1" };
		const blocks = home([1, 2].map((index) => ({ tone: "neutral", title: `${index}`, link })));
		expect(typesOf(blocks)).toEqual(["header", "actions", "divider", "header", "rich_text"]);
		expect(JSON.stringify(blocks[4])).toContain("Meer: https://cert.example/1");
	});

	it("says what a picture shows, and how many files do not come along", () => {
		const image = { fileName: "a.png", base64: "iVBORw0KGgo=", alt: "Twee zaken" };
		const files = [{ fileName: "lijst.csv", mediaType: "text/csv", text: "a" }] as const;
		const blocks = home([{ tone: "neutral", title: "t", image, files }]);
		expect(readSlackBlocks(blocks).text).toBe("t\nTwee zaken\nnog 1 bestand");
	});

	it("without a card still has a word", () => {
		expect(JSON.stringify(home([]))).toContain("–");
	});

	it("is one that Slack takes, whatever its cards", () => {
		fc.assert(
			fc.property(fc.array(fc.oneof(smallCards, largeCards), { maxLength: 12 }), (cards) => {
				home(cards);
			}),
			{ numRuns: 40 },
		);
	});
});

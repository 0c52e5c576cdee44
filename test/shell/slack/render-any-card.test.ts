import type { KnownBlock } from "@slack/types";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { controlLimits, surfaceLimits } from "../../../src/chat/slack/limits.ts";
import { renderMessage } from "../../../src/chat/slack/render/render-message.ts";
import { textLength } from "../../../src/chat/slack/render/text-length.ts";
import { toOneLine } from "../../../src/core/show/plain-text.ts";
import type { Card } from "../../../src/core/thread/card.ts";
import { checkMessageBlocks, loadSlackSchemas } from "../../support/fake-slack/check-blocks.ts";
import { largeCards, smallCards } from "../../support/random-card.ts";
import { readSlackBlocks } from "../../support/slack-reader.ts";
import { cardWords } from "../discord/card-words.ts";

beforeAll(loadSlackSchemas);

/** An empty cell of a table of one column is an empty line. */
const full = (text: string): string => text.replace(/^\n+|\n+(?=\n|$)/g, "");

/** Types of all that is in the blocks. */
function typesIn(part: unknown): string[] {
	if (typeof part !== "object" || part === null) return [];
	const own = "type" in part && typeof part.type === "string" ? [part.type] : [];
	return [...own, ...Object.values(part).flatMap(typesIn)];
}

function expectTaken(blocks: readonly KnownBlock[]): void {
	expect(checkMessageBlocks(blocks)).toEqual([]);
	expect(textLength(blocks)).toBeLessThanOrEqual(surfaceLimits.text);
	const ids = blocks.flatMap((block) =>
		block.type === "actions" ? block.elements.map((element) => "action_id" in element && element.action_id) : [],
	);
	expect(new Set(ids).size).toBe(ids.length);
}

/** Nothing in it is read as markup, a mention, a link or an emoji by name. */
function expectPlain(card: Card): void {
	const { text, blocks } = renderMessage(card, "nl");
	const plain = ["header", "rich_text", "rich_text_section", "rich_text_preformatted", "text", "plain_text", "actions"];
	const own = new Set([...plain, "button", "static_select", "context"]);
	expect(typesIn(blocks).filter((type) => !own.has(type))).toEqual([]);
	expect(JSON.stringify(blocks)).not.toContain('"emoji":true');
	expect(text).not.toMatch(/[<>]|&(?!(?:amp|lt|gt);)/);
	expect(text).not.toBe("");
}

describe("any card", () => {
	it("that fits reads back word for word, in order", () => {
		fc.assert(
			fc.property(smallCards, (card) => {
				const { blocks } = renderMessage(card, "nl");
				expectTaken(blocks);
				const words = full(cardWords(card, controlLimits.linkUrl)) || "–";
				expect(full(readSlackBlocks(blocks).text)).toBe(words);
			}),
			{ numRuns: 500 },
		);
	});

	it("shows no markup and calls nobody", () => {
		fc.assert(fc.property(fc.oneof(smallCards, largeCards), expectPlain), { numRuns: 200 });
	});

	it("however large, is a message that Slack takes", () => {
		fc.assert(
			fc.property(largeCards, fc.constantFrom("nl", "en"), (card, language) => {
				const { blocks, files } = renderMessage(card, language);
				expectTaken(blocks);
				expect(files.length).toBeLessThanOrEqual(surfaceLimits.files);
				const { title, text } = readSlackBlocks(blocks);
				if (toOneLine(card.title ?? "") !== "") expect(title ?? "").not.toBe("");
				expect(text).not.toBe("");
			}),
			{ numRuns: 60 },
		);
	});
});

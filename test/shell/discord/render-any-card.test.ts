import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { renderMessage } from "../../../src/chat/discord/render/render-message.ts";
import { showMarkdown } from "../../support/discord-markdown.ts";
import { messageFaults } from "../../support/discord-message-faults.ts";
import { markOf, readDiscordMessage } from "../../support/discord-reader.ts";
import { largeCards, smallCards } from "../../support/random-card.ts";
import { cardWords } from "./card-words.ts";

const mark = "NSM-2026-0042 · 17-19";
const nl = { language: "nl", mark } as const;

/** An empty cell of a table of one column is an empty line. */
const full = (text: string): string => text.replace(/^\n+|\n+(?=\n|$)/g, "");

describe("any card", () => {
	it("that fits reads back word for word, in order", () => {
		fc.assert(
			fc.property(smallCards, (card) => {
				const body = renderMessage(card, nl);
				expect(messageFaults(body)).toEqual([]);
				expect(full(readDiscordMessage({ id: "1", channel_id: "2", ...body }, true).text)).toBe(full(cardWords(card)));
				expect(markOf(body)).toBe(mark);
			}),
			{ numRuns: 500 },
		);
	});

	it("shows no markup but its own: details and counts in italics, tables and documents in blocks", () => {
		fc.assert(
			fc.property(fc.oneof(smallCards, largeCards), (card) => {
				const [embed] = renderMessage(card, nl).embeds;
				const typed = [embed?.title ?? "", ...(embed?.fields ?? []).flatMap(({ name, value }) => [name, value])];
				for (const text of typed) expect(showMarkdown(text).markup).toEqual([]);
				const { markup } = showMarkdown(embed?.description ?? "");
				const own = new Set(["italics", "code block", ...(card.document ? ["bold"] : [])]);
				expect(markup.filter((kind) => !own.has(kind))).toEqual([]);
				const blocks = [card.table, card.document].filter((part) => part !== undefined);
				expect(markup.filter((kind) => kind === "code block").length).toBeLessThanOrEqual(blocks.length);
			}),
			{ numRuns: 200 },
		);
	});

	it("however large, is a message that Discord takes, with its mark", () => {
		fc.assert(
			fc.property(largeCards, fc.constantFrom("nl", "en"), (card, language) => {
				const body = renderMessage(card, { language, mark });
				expect(messageFaults(body)).toEqual([]);
				expect(markOf(body)).toBe(mark);
			}),
			{ numRuns: 60 },
		);
	});
});

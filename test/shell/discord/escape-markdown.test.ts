import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { codeBlock, keepInBlock } from "../../../src/chat/discord/render/code-block.ts";
import { escapeMarkdown } from "../../../src/chat/discord/render/escape-markdown.ts";
import { toPlainText } from "../../../src/core/show/plain-text.ts";
import { showMarkdown } from "../../support/discord-markdown.ts";
import { nastyText } from "../../support/nasty-text.ts";

describe("escaping", () => {
	it("makes any text show as itself, with no markup at all", () => {
		fc.assert(
			fc.property(nastyText(30), (text) => {
				expect(showMarkdown(escapeMarkdown(text))).toEqual({ text, markup: [] });
			}),
			{ numRuns: 1000 },
		);
	});

	it.each([
		["**bold** and *italics*", "\\*\\*bold\\*\\* and \\*italics\\*"],
		["# a heading", "\\# a heading"],
		["-# small", "\\-# small"],
		["a\n  > quoted", "a\n  \\> quoted"],
		["1. first", "1\\. first"],
		["40.000 rows", "40.000 rows"],
		["@everyone, mail abuse@a.example", "\\@everyone, mail abuse@a.example"],
		["<@123> <t:1:R>", "\\<@123> \\<t\\:1:R>"],
		["[here](https://a.example)", "\\[here](https\\://a.example)"],
		["https://a_b.example", "https\\://a\\_b.example"],
		[":smile: at 12:30", "\\:smile: at 12:30"],
		["C:\\temp", "C:\\\\temp"],
	])("%j is sent as %j", (text, sent) => {
		expect(escapeMarkdown(text)).toBe(sent);
	});

	it("the model that it is tested with knows markup when it sees it", () => {
		for (const [text, kind] of [
			...[
				["**a**", "bold"],
				["*a*", "italics"],
				["_a_", "italics"],
				["__a__", "underline"],
				["~~a~~", "struck"],
			],
			...[
				["||a||", "spoiler"],
				["`a`", "code"],
				["```a```", "code block"],
				["> a", "quote"],
				[">>> a", "quote"],
			],
			...[
				["# a", "heading"],
				["-# a", "small"],
				["a\n- b", "list"],
				["1. a", "list"],
				["[a](b)", "masked link"],
			],
			...[
				["https://a.example", "link"],
				["<https://a.example>", "link"],
				["<@1>", "mention"],
				["@here", "mention"],
			],
			...[
				["<#1>", "mention"],
				["<t:1>", "mention"],
				["</a:1>", "mention"],
				["<:a:1>", "mention"],
				[":a:", "emoji"],
			],
		] as const) {
			expect(showMarkdown(text).markup, text).toEqual([kind]);
		}
	});
});

describe("a code block", () => {
	it("is not ended by what stands in it", () => {
		fc.assert(
			// `toPlainText` leaves no zero-width space in a text; those that are here are ours.
			fc.property(nastyText(20).map(toPlainText), (text) => {
				const block = codeBlock(`${keepInBlock(text)}.`);
				expect(/^```\n([\s\S]+?)\n```/.exec(block)?.[0]).toBe(block);
				expect(keepInBlock(text).replaceAll("\u200b", "")).toBe(text);
			}),
			{ numRuns: 1000 },
		);
	});
});

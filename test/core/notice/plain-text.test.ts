import { describe, expect, it } from "vitest";
import { plainLine, plainText, shortLine } from "../../../src/core/notice/plain-text.ts";
import { wrapText } from "../../../src/core/notice/wrap-text.ts";

describe("plainText", () => {
	it("keeps lines and drops what is not seen", () => {
		expect(plainText(" a\tb \r\n\rc\u2028d\u0000\u202e\u200d\ud800 \n")).toBe("a b\n\nc\nd\ufffd");
		expect(plainLine("a\r\n b\n\n c")).toBe("a b c");
	});
});

describe("shortLine", () => {
	it("cuts between words only", () => {
		expect(shortLine("one two three", 13)).toBe("one two three");
		expect(shortLine("one two three", 12)).toBe("one two …");
		expect(shortLine("one two three", 9)).toBe("one two …");
		expect(shortLine("one two three", 8)).toBe("one …");
		expect(shortLine("onetwothree", 5)).toBe("…");
	});
});

describe("wrapText", () => {
	it("breaks at 72 characters and never in a word", () => {
		const word = "x".repeat(100);
		expect(wrapText(`${"abcde ".repeat(13)}\n${word} b`)).toBe(`${"abcde ".repeat(12).trimEnd()}\nabcde \n${word}\nb`);
		expect(wrapText(`- ${"abcde ".repeat(12).trim()}`, "  ")).toBe(`- ${"abcde ".repeat(11).trim()}\n  abcde`);
	});
});

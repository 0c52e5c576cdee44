import { describe, expect, it } from "vitest";
import { renderCardText } from "../../../src/cli/card-text.ts";

describe("a card in a terminal", () => {
	it("has the words of its picture, and the names of its files", () => {
		const lines = renderCardText({
			...{ tone: "neutral", title: "Stand", note: "klaar" },
			image: { fileName: "status.png", base64: "AQID", alt: "Zaken per week. wk 47, nu: 3 geopend." },
			files: [
				{ fileName: "NSM-2026-0001-problems.csv", mediaType: "text/csv", text: "a" },
				{ fileName: "NSM-2026-0001-transcript.txt", mediaType: "text/plain", text: "b" },
			],
		});
		expect(lines).toEqual([
			"· Stand",
			"  Zaken per week. wk 47, nu: 3 geopend.",
			"  NSM-2026-0001-problems.csv",
			"  NSM-2026-0001-transcript.txt",
			"  klaar",
		]);
	});
});

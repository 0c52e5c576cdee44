import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Category } from "../../../src/core/case/event.ts";
import { renderNotice } from "../../../src/core/notice/render-notice.ts";
import { type SampleChange, sampleNotice } from "../../../src/core/notice/template/sample-notice.ts";
import { builtInTemplates } from "../../support/built-in-templates.ts";

const folder = join(import.meta.dirname, "../../fixtures/mails");

const mails: readonly (readonly [string, Partial<SampleChange>])[] = [
	...Category.options.flatMap((category) => [
		[`${category}-nl-en`, { category }] as const,
		[`${category}-en-nl`, { category, dutch: false }] as const,
	]),
	["nl-alone", { language: "nl" }],
	["en-alone", { language: "en", dutch: false }],
	["repeat", { category: "phishing", round: 2, firstMailAt: "2026-11-21T09:00:00.000Z", rows: 1 }],
	["repeat-of-unknown-day", { round: 2 }],
	["part", { rows: 60, part: { number: 2, of: 3 } }],
	["test", { test: true }],
];

/** Read and judged by a person when they change: `npx vitest run test/core/notice/golden-mails.test.ts --update` writes them anew. */
describe("the mails as they come with the program", () => {
	it.each(mails)("%s is, byte for byte, what is kept", async (name, change) => {
		const { subject, text } = renderNotice(
			sampleNotice({
				...{ category: "vulnerability", rows: 3, round: 1, dutch: true, number: "NSM-2026-0042" },
				hotline: { name: "Meldpunt Proef", website: "https://meldpunt.example", from: "meldpunt@meldpunt.example" },
				...change,
			}),
			builtInTemplates,
		);
		await expect(`Subject: ${subject}\n\n${text}`).toMatchFileSnapshot(join(folder, `${name}.txt`));
	});
});

import type { InputBlock } from "@slack/types";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { renderForm } from "../../../src/chat/slack/render/render-form.ts";
import type { Form } from "../../../src/core/thread/card.ts";
import { checkView, loadSlackSchemas } from "../../support/fake-slack/check-blocks.ts";
import { nastyText } from "../../support/nasty-text.ts";
import { readSlackForm } from "../../support/slack-reader.ts";

beforeAll(loadSlackSchemas);

const form: Form = {
	...{ id: "send:NSM-2026-0042:7", title: "Versturen", submit: "Versturen", danger: true },
	intro: "Er gaan *3* mails uit.\nDat is niet terug te draaien.",
	inputs: [
		{ name: "number", label: "Zaaknummer", kind: "line", required: true, hint: "NSM-2026-0042", maxLength: 40 },
		{ name: "why", label: "Waarom", kind: "paragraph", required: false, value: "Omdat.\nDus." },
		{ name: "list", label: "Lijst", kind: "file", required: true, hint: "csv of txt" },
	],
};

function render(given: Form, language: "nl" | "en" = "nl") {
	const view = renderForm(given, { language, privateMetadata: "{}" });
	expect(checkView(view)).toEqual([]);
	return view;
}
const plain = (text: string) => ({ type: "plain_text", text, emoji: false });
const said = (text: string, style?: object) => ({
	type: "rich_text",
	elements: [
		{ type: "rich_text_section", elements: [{ type: "text", text, ...(style === undefined ? {} : { style }) }] },
	],
});
const inputsOf = (given: Form) => render(given).blocks.filter((block): block is InputBlock => block.type === "input");

describe("a form", () => {
	it("is a modal with a text and its inputs", () => {
		expect(render(form)).toEqual({
			...{ type: "modal", callback_id: "send:NSM-2026-0042:7", private_metadata: "{}" },
			...{ title: plain("Versturen"), submit: plain("Versturen"), close: plain("Annuleren") },
			blocks: [
				said("⚠️ Er gaan *3* mails uit.\nDat is niet terug te draaien."),
				{
					...{ type: "input", block_id: "number", optional: false, label: plain("Zaaknummer") },
					element: {
						...{ type: "plain_text_input", action_id: "value", multiline: false, max_length: 40 },
						placeholder: plain("NSM-2026-0042"),
					},
				},
				{
					...{ type: "input", block_id: "why", optional: true, label: plain("Waarom") },
					element: {
						...{ type: "plain_text_input", action_id: "value", multiline: true, max_length: 3000 },
						initial_value: "Omdat.\nDus.",
					},
				},
				{
					...{ type: "input", block_id: "list", optional: false, label: plain("Lijst"), hint: plain("csv of txt") },
					element: { type: "file_input", action_id: "value", max_files: 1 },
				},
			],
		});
		expect(render(form, "en").close).toEqual(plain("Cancel"));
		expect(readSlackForm({ view: render(form) })).toEqual({
			...{ id: "send:NSM-2026-0042:7", title: "Versturen" },
			inputs: [
				{ name: "number", label: "Zaaknummer", required: true },
				{ name: "why", label: "Waarom", required: false },
				{ name: "list", label: "Lijst", required: true },
			],
		});
	});

	it("whose title is too long for the bar has it whole above", () => {
		const title = "Een titel die langer is dan Slack er een toont";
		const view = render({ ...form, title, submit: title, danger: false, intro: "Vul in." });
		expect(view.title).toEqual(plain("Een titel die langer is…"));
		expect(view.submit).toEqual(plain("Een titel die langer is…"));
		expect(view.blocks.slice(0, 2)).toEqual([said(title, { bold: true }), said("Vul in.")]);
		expect(readSlackForm({ view }).title).toBe(title);
	});

	it("without an introduction has its inputs alone", () => {
		const { intro: _, ...bare } = form;
		expect(render(bare).blocks.map(({ type }) => type)).toEqual(["input", "input", "input"]);
	});

	it("has a hint that is too long for the inside of an input under it", () => {
		const hint = "een lange uitleg ".repeat(10).trim();
		const [input] = inputsOf({ ...form, inputs: [{ name: "a", label: "A", kind: "line", required: true, hint }] });
		expect(input?.hint).toEqual(plain(hint));
		expect(input?.element).not.toHaveProperty("placeholder");
	});

	it("says how many inputs there is no room for", () => {
		const inputs = Array.from(
			{ length: 120 },
			(_, index) => ({ name: `n${index}`, label: "L", kind: "line", required: true }) as const,
		);
		const { blocks } = render({ ...form, inputs }, "en");
		expect(blocks).toHaveLength(98);
		expect(blocks.at(-1)).toEqual(said("… 24 more fields", { italic: true }));
	});

	it("is one that Slack takes, whatever its texts", () => {
		const text = fc.oneof(
			nastyText(8),
			nastyText(200),
			nastyText(10).map((words) => words.repeat(300)),
		);
		const input = fc.record(
			{
				...{ label: text, kind: fc.constantFrom("line", "paragraph", "file"), required: fc.boolean() },
				...{ value: text, hint: text, maxLength: fc.integer({ min: 0, max: 9000 }) },
			},
			{ requiredKeys: ["label", "kind", "required"] },
		);
		const forms: fc.Arbitrary<Form> = fc
			.record(
				{
					...{ title: text, submit: text, intro: text, danger: fc.boolean() },
					inputs: fc.array(input, { minLength: 1, maxLength: 7 }),
				},
				{ requiredKeys: ["title", "submit", "inputs"] },
			)
			.map(({ inputs, ...rest }) => ({
				...{ ...rest, id: "a:A-2026-0001:1" },
				inputs: inputs.map((one, index) => ({ ...one, name: `n${index}` })),
			}));
		fc.assert(
			fc.property(forms, (given) => {
				const view = render(given);
				expect(readSlackForm({ view }).inputs.map(({ name }) => name)).toEqual(given.inputs.map(({ name }) => name));
				for (const { label, hint, element } of inputsOf(given)) {
					expect(label.text).not.toBe("");
					expect(hint?.text).not.toBe("");
					if (element.type !== "plain_text_input") continue;
					const { initial_value: value = "", max_length: most = 0, placeholder } = element;
					expect(value.length).toBeLessThanOrEqual(most);
					expect(most).toBeLessThanOrEqual(3000);
					expect(placeholder?.text).not.toBe("");
				}
			}),
			{ numRuns: 200 },
		);
	});
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { renderForm } from "../../../src/chat/discord/render/render-form.ts";
import type { Form } from "../../../src/core/thread/card.ts";
import { readDiscordModal } from "../../support/discord-reader.ts";
import { checkShape } from "../../support/fake-discord/validate.ts";
import { nastyText } from "../../support/nasty-text.ts";

const form: Form = {
	...{ id: "send:NSM-2026-0042:7", title: "Versturen", submit: "Versturen", danger: true },
	intro: "Er gaan *3* mails uit.\nDat is niet terug te draaien.",
	inputs: [
		{ name: "number", label: "Zaaknummer", kind: "line", required: true, hint: "NSM-2026-0042", maxLength: 40 },
		{ name: "why", label: "Waarom", kind: "paragraph", required: false, value: "Omdat.\nDus." },
		{ name: "list", label: "Lijst", kind: "file", required: true, hint: "csv of txt" },
	],
};

describe("a form", () => {
	it("is a modal with a text and its inputs", () => {
		expect(renderForm(form, "nl")).toEqual({
			custom_id: "send:NSM-2026-0042:7",
			title: "Versturen",
			components: [
				{ type: 10, content: "⚠️ Er gaan \\*3\\* mails uit.\nDat is niet terug te draaien." },
				{
					...{ type: 18, label: "Zaaknummer" },
					component: {
						...{ type: 4, custom_id: "number", style: 1, required: true, min_length: 1, max_length: 40 },
						placeholder: "NSM-2026-0042",
					},
				},
				{
					...{ type: 18, label: "Waarom" },
					component: { type: 4, custom_id: "why", style: 2, required: false, max_length: 4000, value: "Omdat.\nDus." },
				},
				{
					...{ type: 18, label: "Lijst", description: "csv of txt" },
					component: { type: 19, custom_id: "list", required: true, min_values: 1 },
				},
			],
		});
		expect(readDiscordModal(renderForm(form, "nl")).inputs).toEqual([
			{ name: "number", label: "Zaaknummer", required: true },
			{ name: "why", label: "Waarom", required: false },
			{ name: "list", label: "Lijst", required: true },
		]);
	});

	it("of five inputs has its introduction under the first label; a label too long stands there whole", () => {
		const inputs = Array.from({ length: 5 }, (_, index) => ({
			...{ name: `n${index}`, label: index === 1 ? "Een label dat veel langer is dan Discord er een toont" : "Label" },
			...({ kind: "line", required: true } as const),
		}));
		const { components } = renderForm({ ...form, danger: false, intro: "Vul in.", inputs }, "nl");
		expect(components).toHaveLength(5);
		expect(components[0]).toMatchObject({ type: 18, label: "Label", description: "Vul in." });
		expect(components[1]).toMatchObject({
			label: "Een label dat veel langer is dan Discord er…",
			description: "Een label dat veel langer is dan Discord er een toont",
		});
	});

	it("says how many inputs there is no room for", () => {
		const inputs = Array.from(
			{ length: 7 },
			(_, index) => ({ name: `n${index}`, label: "L", kind: "line", required: true }) as const,
		);
		const { components } = renderForm({ ...form, danger: false, intro: "Fill in.", inputs }, "en");
		expect(components[0]).toMatchObject({ description: "Fill in. 2 more fields" });
	});

	it("is one that Discord takes, whatever its texts", () => {
		const text = fc.oneof(
			nastyText(8),
			nastyText(200),
			nastyText(10).map((words) => words.repeat(300)),
		);
		const input = fc.record(
			{
				label: text,
				kind: fc.constantFrom("line", "paragraph", "file"),
				required: fc.boolean(),
				value: text,
				hint: text,
				maxLength: fc.integer({ min: 0, max: 9000 }),
			},
			{ requiredKeys: ["label", "kind", "required"] },
		);
		const forms: fc.Arbitrary<Form> = fc
			.record(
				{
					title: text,
					submit: text,
					intro: text,
					danger: fc.boolean(),
					inputs: fc.array(input, { minLength: 1, maxLength: 7 }),
				},
				{ requiredKeys: ["title", "submit", "inputs"] },
			)
			.map(({ inputs, ...rest }) => ({
				...rest,
				id: "a:A-2026-0001:1",
				inputs: inputs.map((one, index) => ({ ...one, name: `n${index}` })),
			}));
		fc.assert(
			fc.property(forms, (given) => {
				const modal = renderForm(given, "nl");
				expect(checkShape("ModalInteractionCallbackRequestData", JSON.parse(JSON.stringify(modal)))).toEqual({
					problems: [],
					unknownKeys: [],
				});
				expect(modal.components.length).toBeLessThanOrEqual(5);
				expect(readDiscordModal(modal).inputs.map(({ name }) => name)).toEqual(
					given.inputs.slice(0, 5).map(({ name }) => name),
				);
				for (const part of modal.components) {
					if (part.type === 10) expect(part.content.trim()).not.toBe("");
					if (part.type !== 18 || part.component.type !== 4) continue;
					const { value = "", max_length = 0 } = part.component;
					expect(value.length).toBeLessThanOrEqual(max_length);
				}
			}),
			{ numRuns: 200 },
		);
	});
});

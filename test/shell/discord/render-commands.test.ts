import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { commands } from "../../../commands/index.ts";
import { renderCommands } from "../../../src/chat/discord/commands/render-commands.ts";
import type { CommandSpec, OptionSpec } from "../../../src/core/command/command-spec.ts";
import { commandProblems } from "../../support/fake-discord/command-limits.ts";
import { checkShape } from "../../support/fake-discord/validate.ts";

interface Rendered {
	readonly name: string;
	readonly description: string;
	readonly description_localizations?: Readonly<Record<string, string>>;
	readonly type: number;
	readonly required?: boolean;
	readonly autocomplete?: boolean;
	readonly max_length?: number;
	readonly file_types?: readonly string[];
	readonly choices?: readonly { readonly name: string; readonly value: string }[];
	readonly options?: readonly Rendered[];
	readonly default_member_permissions?: string | null;
}

const specs = commands.map(({ spec }) => spec);
const render = (given: readonly CommandSpec[]) => renderCommands(given) as readonly Rendered[];
const text = (en: string) => ({ en, nl: `${en} (nl)` });
const withOptions = (...options: readonly OptionSpec[]): CommandSpec => ({
	...{ name: "test", description: text("Test"), role: "volunteer", options },
});
const option = (spec: Partial<OptionSpec>): OptionSpec => ({
	...{ name: "what", description: text("What"), type: "text", required: false, ...spec },
});
const only = (spec: Partial<OptionSpec>) => render([withOptions(option(spec))])[0]?.options?.[0];

function expectValid(given: readonly CommandSpec[]) {
	for (const [index, command] of render(given).entries()) {
		const schemaInput = { ...command, default_member_permissions: Number(command.default_member_permissions) };
		expect(checkShape("ApplicationCommandUpdateRequest", schemaInput)).toEqual({ problems: [], unknownKeys: [] });
		expect(commandProblems({ ...command }, [index])).toEqual([]);
	}
}

describe("the bot's commands", () => {
	it("are what Discord takes", () => {
		expectValid(specs);
		const names = specs.map(({ name }) => name);
		expect(new Set(names).size).toBe(names.length);
		expect(names.length).toBeLessThanOrEqual(100);
	});

	it("are all there, with every sub-command and option, in English and Dutch", () => {
		const rendered = render(specs);
		expect(rendered.map(({ name }) => name)).toEqual(specs.map(({ name }) => name));
		for (const [index, spec] of specs.entries()) {
			const parts = rendered[index]?.options ?? [];
			const declared: readonly { readonly name: string }[] = spec.subcommands ?? spec.options ?? [];
			expect(new Set(parts.map(({ name }) => name))).toEqual(new Set(declared.map(({ name }) => name)));
			expect(rendered[index]?.description).toBe(spec.description.en);
			expect(rendered[index]?.description_localizations).toEqual({ nl: spec.description.nl });
		}
	});

	it("are shown to whoever may write in threads", () => {
		const shownTo = render(specs).map((command) => command.default_member_permissions);
		expect(new Set(shownTo)).toEqual(new Set([String(2n ** 38n)]));
	});

	it("say which files a report may be", () => {
		const report = render(specs).find(({ name }) => name === "report");
		expect(report?.options?.[0]).toMatchObject({ type: 11, file_types: [".csv", ".tsv", ".txt", ".lst", ".zip"] });
	});
});

describe("an option", () => {
	it("has Discord's type", () => {
		const types = (["text", "paragraph", "case", "choice", "integer", "boolean", "file"] as const).map(
			(type) => only({ type })?.type,
		);
		expect(types).toEqual([3, 3, 3, 3, 4, 5, 11]);
	});

	it("is at most as long as declared, and as Discord takes", () => {
		expect(only({ maxLength: 120 })?.max_length).toBe(120);
		expect(only({ type: "paragraph", maxLength: 9_000 })?.max_length).toBe(6_000);
		expect(only({})).not.toHaveProperty("max_length");
	});

	it("suggests when there is something to suggest", () => {
		expect(only({ type: "case" })?.autocomplete).toBe(true);
		expect(only({ suggest: "operators" })?.autocomplete).toBe(true);
		expect(only({})).not.toHaveProperty("autocomplete");
	});

	it("names its choices in both languages", () => {
		const choices = [{ value: "other", label: { en: "Other", nl: "Anders" } }];
		expect(only({ type: "choice", choices })?.choices).toEqual([
			{ name: "Other", name_localizations: { nl: "Anders" }, value: "other" },
		]);
	});

	it("stands after those that must be given, and else where it was", () => {
		const names = (...required: readonly boolean[]) =>
			render([withOptions(...required.map((each, at) => option({ name: `o${at}`, required: each })))])[0]?.options?.map(
				({ name }) => name,
			);
		expect(names(false, true, false, true)).toEqual(["o1", "o3", "o0", "o2"]);
	});
});

const localized = fc.record({
	en: fc.string({ minLength: 1, maxLength: 100 }),
	nl: fc.string({ minLength: 1, maxLength: 100 }),
});
const name = fc.stringMatching(/^[a-z][a-z-]{0,31}$/);
const anyOption: fc.Arbitrary<OptionSpec> = fc.record(
	{
		name,
		description: localized,
		type: fc.constantFrom("text", "paragraph", "integer", "boolean", "choice", "file", "case"),
		required: fc.boolean(),
		maxLength: fc.integer({ min: 1, max: 9_000 }),
		suggest: fc.constantFrom("operators", "contacts", "opt-outs"),
		accept: fc.uniqueArray(fc.constantFrom(".csv", ".tsv", ".txt", ".zip")),
		choices: fc.uniqueArray(fc.record({ value: name, label: localized }), {
			...{ maxLength: 25, selector: ({ label }: { label: { en: string } }) => label.en },
		}),
	},
	{ requiredKeys: ["name", "description", "type", "required"] },
);
const anyOptions = fc.uniqueArray(anyOption, { maxLength: 25, selector: (each) => each.name });

describe("any declaration", () => {
	it("becomes what Discord takes", () => {
		const anyCommand = fc.record({
			name,
			description: localized,
			role: fc.constant("volunteer" as const),
			options: anyOptions,
		});
		fc.assert(
			fc.property(anyCommand, (spec) => expectValid([spec])),
			{ numRuns: 100 },
		);
	});
});

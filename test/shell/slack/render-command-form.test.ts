import type { InputBlock, StaticSelect } from "@slack/types";
import { beforeAll, describe, expect, it } from "vitest";
import { commands } from "../../../commands/index.ts";
import { renderCommandForm } from "../../../src/chat/slack/render/render-command-form.ts";
import { renderCommandMenu } from "../../../src/chat/slack/render/render-command-menu.ts";
import type { OptionSpec } from "../../../src/core/command/command-spec.ts";
import { type Entry, entriesOf, type TypedValues } from "../../../src/core/command/parse-line.ts";
import { checkView, loadSlackSchemas } from "../../support/fake-slack/check-blocks.ts";
import { readSlackForm } from "../../support/slack-reader.ts";

beforeAll(loadSlackSchemas);

const entries = entriesOf(commands.map(({ spec }) => spec));
const languages = ["nl", "en"] as const;
const plain = (text: string) => ({ type: "plain_text", text, emoji: false });

interface Given {
	readonly language?: "nl" | "en";
	readonly values?: TypedValues;
	readonly files?: readonly { readonly id: string; readonly name: string }[] | null;
}

function render(entry: Entry, { language = "nl", values = {}, files = null }: Given = {}) {
	const view = renderCommandForm(entry, { language, privateMetadata: "", values, files });
	expect(checkView(view)).toEqual([]);
	return view;
}

const option = (spec: Partial<OptionSpec>): OptionSpec => ({
	...{ name: "what", description: { en: "What", nl: "Wat" }, type: "text", required: false, ...spec },
});
const entryOf = (...options: readonly OptionSpec[]): Entry => ({
	...{ path: "test", description: { en: "Test", nl: "Proef" }, role: "volunteer", options },
});
function only(spec: Partial<OptionSpec>, typed?: string | number | boolean, language: "nl" | "en" = "nl") {
	const values: TypedValues = typed === undefined ? {} : { what: typed };
	return render(entryOf(option(spec)), { values, language }).blocks.at(-1) as InputBlock;
}
const named = (path: string): Entry => entries.find((entry) => entry.path === path) as Entry;

describe("a command's form", () => {
	it("is a modal that Slack takes, with all texts, for every command in both languages", () => {
		expect(entries.length).toBeGreaterThan(15);
		for (const entry of entries) {
			for (const language of languages) {
				const view = render(entry, { language });
				expect(view.callback_id).toBe(`command:${entry.path}`);
				expect(view.title).toEqual(plain(entry.path));
				const words = JSON.stringify(view);
				const told = entry.options.filter(({ type }) => type !== "case");
				for (const text of [entry, ...told].map(({ description }) => description[language]))
					expect(words).toContain(JSON.stringify(text).slice(1, -1));
				expect(readSlackForm({ view })).toEqual({
					...{ id: `command:${entry.path}`, title: entry.path },
					inputs: entry.options.map(({ name, type, description, required }) =>
						type === "case"
							? { name, label: language === "nl" ? "Welke zaak" : "Which case", required: true }
							: { name, label: description[language], required },
					),
				});
			}
		}
	});

	it("says which files a report may be, and limits no type itself", () => {
		const [, file] = render(named("report"), { language: "nl" }).blocks as InputBlock[];
		expect(file?.hint).toEqual(plain("Kan lezen: .csv, .tsv, .txt, .lst, .zip"));
		expect(file?.element).toEqual({ type: "file_input", action_id: "value", max_files: 1 });
		const [, english] = render(named("report"), { language: "en" }).blocks as InputBlock[];
		expect(english?.hint).toEqual(plain("Can read: .csv, .tsv, .txt, .lst, .zip"));
	});

	it("has its own words for its buttons", () => {
		const view = render(named("case show"));
		expect([view.submit, view.close]).toEqual([plain("Uitvoeren"), plain("Annuleren")]);
		const english = render(named("case show"), { language: "en" });
		expect([english.submit, english.close]).toEqual([plain("Run"), plain("Cancel")]);
	});

	it("shows the one file that was chosen already, and gives the choice of several", () => {
		const one = render(named("report"), { files: [{ id: "F1", name: "lijst.csv" }] });
		expect(one.blocks[1]).toEqual({
			type: "rich_text",
			elements: [
				{
					type: "rich_text_section",
					elements: [
						{
							...{ type: "text", text: "Het rapport: CSV, een gewone lijst of JSON, ook in een zip of gzip" },
							style: { bold: true },
						},
						{ type: "text", text: ": lijst.csv" },
					],
				},
			],
		});
		expect(readSlackForm({ view: one }).inputs.map(({ name }) => name)).not.toContain("file");
		const files = [
			{ id: "F1", name: "lijst.csv" },
			{ id: "F2", name: "n".repeat(200) },
		];
		const several = render(named("report"), { files }).blocks[1] as InputBlock;
		expect(several).toMatchObject({
			...{ block_id: "file", optional: false },
			element: {
				type: "static_select",
				options: [
					{ value: "F1", text: plain("lijst.csv") },
					{ value: "F2", text: plain(`${"n".repeat(74)}…`) },
				],
			},
		});
		const none = render(named("report"), { files: [] }).blocks[1] as InputBlock;
		expect(none.element.type).toBe("file_input");
	});
});

describe("an option", () => {
	it("is the input of its type", () => {
		const choices = [{ value: "other", label: { en: "Other", nl: "Anders" } }];
		const types = (["text", "paragraph", "case", "choice", "integer", "boolean", "file"] as const).map(
			(type) => only({ type, choices }).element.type,
		);
		expect(types).toEqual([
			...["plain_text_input", "plain_text_input", "external_select", "static_select", "number_input"],
			...["checkboxes", "file_input"],
		]);
	});

	it("is chosen when it is to be an entry there is, and typed when it may be new", () => {
		expect(only({ suggest: "contacts" }).element).toEqual({
			...{ type: "external_select", action_id: "value", min_query_length: 0 },
			placeholder: plain("Typ om te zoeken"),
		});
		expect(only({ suggest: "opt-outs" }).element.type).toBe("external_select");
		expect(only({ suggest: "operators" }).element.type).toBe("plain_text_input");
	});

	it("is at most as long as declared, and as Slack takes", () => {
		expect(only({ maxLength: 120 }).element).toMatchObject({ max_length: 120, multiline: false });
		expect(only({ type: "paragraph", maxLength: 4000 }).element).toMatchObject({ max_length: 3000, multiline: true });
		expect(only({}).element).toMatchObject({ max_length: 3000 });
	});

	it("has what was typed already", () => {
		const choices = [
			{ value: "a", label: { en: "A", nl: "Een" } },
			{ value: "b", label: { en: "B", nl: "Twee" } },
		];
		expect(only({}, " twee  woorden ").element).toMatchObject({ initial_value: "twee woorden" });
		expect(only({ type: "paragraph" }, "twee\nregels").element).toMatchObject({ initial_value: "twee\nregels" });
		expect(only({ type: "integer" }, 12).element).toMatchObject({ initial_value: "12", is_decimal_allowed: false });
		expect(only({ type: "choice", choices }, "b").element).toMatchObject({
			initial_option: { text: plain("Twee"), value: "b" },
		});
		expect(only({ type: "choice", choices }, "c").element).not.toHaveProperty("initial_option");
		expect(only({ type: "case" }, "NSM-2026-0042").element).toMatchObject({
			initial_option: { text: plain("NSM-2026-0042"), value: "NSM-2026-0042" },
		});
		const ticked = [{ text: plain("Ja"), value: "true" }];
		expect(only({ type: "boolean" }, true).element).toMatchObject({ options: ticked, initial_options: ticked });
		expect(only({ type: "boolean" }, false).element).not.toHaveProperty("initial_options");
		for (const type of ["text", "case", "integer"] as const) {
			expect(only({ type }).element).not.toHaveProperty("initial_value");
			expect(only({ type }, "").element).not.toHaveProperty("initial_option");
		}
	});

	it("is typed when what was typed is too long to be a choice", () => {
		const address = `${"a".repeat(140)}@cert.example`;
		expect(only({ suggest: "opt-outs", maxLength: 300 }, address).element).toMatchObject({
			...{ type: "plain_text_input", initial_value: address },
		});
	});

	it("to tick may be left empty", () => {
		expect(only({ type: "boolean", required: true }).optional).toBe(true);
		expect(only({ required: true }).optional).toBe(false);
		expect(only({ required: false }).optional).toBe(true);
	});
});

describe("the menu of commands", () => {
	const menu = (given: readonly Entry[], language: "nl" | "en" = "nl") => {
		const view = renderCommandMenu(given, { language, privateMetadata: "" });
		expect(checkView(view)).toEqual([]);
		return view;
	};

	it("has all, each under its first word", () => {
		for (const language of languages) {
			const view = menu(entries, language);
			expect(view.callback_id).toBe("choose-command");
			expect(readSlackForm({ view }).inputs).toEqual([
				{ name: "command", label: language === "nl" ? "Commando" : "Command", required: true },
			]);
			const groups = ((view.blocks[0] as InputBlock).element as StaticSelect).option_groups ?? [];
			expect(groups.map(({ label }) => label.text)).toEqual([
				...[
					"/meldkamer",
					"/meldkamer case",
					"/meldkamer mail",
					"/meldkamer contact",
					"/meldkamer optout",
					"/meldkamer registry",
				],
			]);
			const options = groups.flatMap((group) => group.options);
			expect(new Set(options.map(({ value }) => value))).toEqual(new Set(entries.map(({ path }) => path)));
			for (const entry of entries) {
				const shown = options.find(({ value }) => value === entry.path);
				expect(shown?.text).toEqual(plain(`/meldkamer ${entry.path}`));
				expect(shown?.description).toEqual(plain(entry.description[language]));
			}
		}
	});

	it("of somebody who may run none says so", () => {
		const view = menu([]);
		expect(view.submit).toBeUndefined();
		expect(JSON.stringify(view.blocks)).toContain("Er is geen commando dat je mag uitvoeren.");
	});
});

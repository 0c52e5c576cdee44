import type { KnownBlock, ModalView } from "@slack/types";
import { describe, expect, it } from "vitest";
import { commands } from "../../../commands/index.ts";
import type { OptionSpec } from "../../../src/core/command/command-spec.ts";
import { entriesOf } from "../../../src/core/command/parse-line.ts";
import type { ChatHandlers, OptionValues } from "../../../src/ports/chat.ts";
import type { ViewValues } from "../../support/fake-slack/fake-slack.ts";
import { readSlackForm } from "../../support/slack-reader.ts";
import { interactionSuite, messageIn, replyOf, saidIn, viewIn } from "./interaction-suite.ts";
import type { Asked } from "./open-slack-room.ts";

const { fake, open } = interactionSuite();
const number = "TST-2026-0001";
const done: Partial<ChatHandlers> = {
	onCommand: async () => replyOf("Done."),
	onAutocomplete: async (_, __, ___, typed) => [{ value: typed || number, label: typed || number }],
};
const entries = entriesOf(commands.map(({ spec }) => spec));
const asLine = ({ name, values }: Asked) => [name, values];

/** The commands in the list that a bare `/meldkamer` opens. */
function offered({ view }: ReturnType<typeof viewIn>): readonly string[] {
	const [input] = view.blocks as readonly KnownBlock[];
	if (input?.type !== "input" || input.element.type !== "static_select") throw new Error("no list of commands");
	return (input.element.option_groups ?? []).flatMap(({ options }) => options.map(({ value = "" }) => value));
}

describe("/meldkamer alone", () => {
	it("lists what this person may run: a volunteer no coordinator's command", async () => {
		await open();
		const paths = entries.map(({ path }) => path);
		const volunteers = entries.filter(({ role }) => role === "volunteer").map(({ path }) => path);
		expect(volunteers.length).toBeLessThan(paths.length);
		expect([...offered(viewIn(await fake().command("anna", "")))].sort()).toEqual([...paths].sort());
		expect([...offered(viewIn(await fake().command("bram", "  ")))].sort()).toEqual([...volunteers].sort());
	});

	it("leads over the chosen command's form to its running", async () => {
		const { asked, logged } = await open({ handlers: done });
		const list = viewIn(await fake().command("bram", ""));
		const form = viewIn(await fake().submit("bram", list.id, { command: "lookup" }));
		expect(readSlackForm(form)).toMatchObject({ id: "command:lookup", inputs: [{ name: "target", required: true }] });
		const answer = await fake().submit("bram", form.id, { target: "192.0.2.55" });
		expect(messageIn(answer)).toMatchObject({ channel: fake().channels.reports, isEphemeral: true });
		expect(asked.map(asLine)).toEqual([["lookup", { target: "192.0.2.55" }]]);
		expect(logged).toEqual([]);
	});

	it("runs at once what asks for nothing more", async () => {
		const { asked } = await open({ handlers: done });
		const list = viewIn(await fake().command("bram", ""));
		expect(saidIn(await fake().submit("bram", list.id, { command: "case list" }))).toBe("Done.");
		expect(asked.map(asLine)).toEqual([["case list", {}]]);
	});
});

describe("a command with all that it needs", () => {
	const typed: readonly (readonly [text: string, name: string, values: OptionValues])[] = [
		["status", "status", {}],
		["lookup 192.0.2.55", "lookup", { target: "192.0.2.55" }],
		["  Lookup   target:192.0.2.56 ", "lookup", { target: "192.0.2.56" }],
		["case show TST-2026-0001", "case show", { case: number }],
		[`case note case:${number} text:"two words: here"`, "case note", { case: number, text: "two words: here" }],
		[`case note case:${number} Nobody answers`, "case note", { case: number, text: "Nobody answers" }],
		// Slack sends these three as it does in messages.
		["lookup R&amp;D &lt;x&gt; &amp;lt;", "lookup", { target: "R&D <x> &lt;" }],
	];

	it("runs without a form: words in their place, named ones, and some in quotes", async () => {
		const { asked } = await open({ handlers: done });
		const answers = await Promise.all(typed.map(([text]) => fake().command("bram", text)));
		expect(answers.map(saidIn)).toEqual(typed.map(() => "Done."));
		for (const { what, asker } of asked)
			expect([what, asker.platform, asker.caseNumber]).toEqual(["command", "slack", null]);
		expect(asked).toHaveLength(typed.length);
		for (const [text, name, values] of typed) expect(asked.map(asLine), text).toContainEqual([name, values]);
	});
});

describe("a command with less than it needs", () => {
	it("opens its form with what was typed filled in", async () => {
		const { asked } = await open({ handlers: done });
		const typed = 'contact set for:AS64500 operator:"Noord Net" until:2027-01-01';
		const form = viewIn(await fake().command("anna", typed));
		expect(readSlackForm(form).id).toBe("command:contact set");
		const rest = { mailboxes: "abuse@noord.example", reason: "asked by mail" };
		expect(saidIn(await fake().submit("anna", form.id, rest))).toBe("Done.");
		const values = { for: "AS64500", operator: "Noord Net", until: "2027-01-01", ...rest };
		expect(asked.map(asLine)).toEqual([["contact set", values]]);
	});

	it("has choices chosen, ticks ticked and cases looked up already", async () => {
		const { asked } = await open({ handlers: done });
		const report = viewIn(await fake().command("bram", 'report title:"Open RDP" category:infection credit:yes'));
		const file = { fileName: "list.csv", bytes: Buffer.from("ip") };
		await fake().submit("bram", report.id, { file, description: "Found today." });
		const note = viewIn(await fake().command("bram", "case withdraw case:TST-2026-0001"));
		await fake().submit("bram", note.id, { text: "A mistake." });
		expect(asked.map(asLine)).toMatchObject([
			["report", { title: "Open RDP", category: "infection", credit: true, description: "Found today." }],
			["case withdraw", { case: "TST-2026-0001", text: "A mistake." }],
		]);
	});

	it("opens it too for a value that is none, and without that", async () => {
		await open();
		const form = viewIn(await fake().command("bram", 'report title:"Open RDP" category:nonsense'));
		const { blocks } = form.view as ModalView;
		const elements = (blocks as readonly KnownBlock[]).flatMap((block) =>
			block.type === "input" ? [block.element] : [],
		);
		expect(elements).toContainEqual(expect.objectContaining({ initial_value: "Open RDP" }));
		expect(elements.filter((element) => "initial_option" in element)).toEqual([]);
	});

	it("opens it where only the case is missing, which no thread says", async () => {
		const { asked } = await open({ handlers: done });
		expect(readSlackForm(viewIn(await fake().command("bram", "send"))).inputs).toMatchObject([
			{ name: "case", required: true },
		]);
		const form = viewIn(await fake().command("bram", "case note Nobody answers"));
		await fake().suggest("bram", form.id, "case", "");
		await fake().submit("bram", form.id, { case: "TST-2026-0001" });
		expect(asked.filter(({ what }) => what === "command").map(asLine)).toEqual([
			["case note", { case: "TST-2026-0001", text: "Nobody answers" }],
		]);
	});
});

/** Something for every option, chosen from what is suggested where that is asked for. */
async function filledIn(viewId: string, options: readonly OptionSpec[]): Promise<ViewValues> {
	const filled = options.map(async (option): Promise<[string, ViewValues[string]]> => {
		const { name, type, suggest, choices = [] } = option;
		if (type === "file") return [name, { fileName: "list.csv", bytes: Buffer.from("ip") }];
		if (type === "boolean") return [name, true];
		if (type === "choice") return [name, choices.at(-1)?.value ?? ""];
		if (type === "case" || suggest === "contacts" || suggest === "opt-outs")
			await fake().suggest("anna", viewId, name, `a ${name}`);
		return [name, `a ${name}`.slice(0, option.maxLength)];
	});
	return Object.fromEntries(await Promise.all(filled));
}

describe("every declared command", () => {
	it("can be opened as a form and sent in, and its values have their types", async () => {
		const { asked, logged } = await open({ handlers: done });
		const asking = entries.filter(({ options }) => options.length > 0);
		expect(asking.length).toBeGreaterThan(10);
		for (const { path, options } of asking) {
			const form = viewIn(await fake().command("anna", path));
			expect(readSlackForm(form)).toMatchObject({ id: `command:${path}` });
			expect(readSlackForm(form).inputs.map(({ name }) => name)).toEqual(options.map(({ name }) => name));
			const values = await filledIn(form.id, options);
			expect(saidIn(await fake().submit("anna", form.id, values)), path).toBe("Done.");
			const one = asked.find(({ what, name }) => what === "command" && name === path);
			const file = expect.objectContaining({ fileName: "list.csv", bytes: 2 }) as unknown;
			expect(one?.values, path).toEqual("file" in values ? { ...values, file } : values);
		}
		expect(logged).toEqual([]);
	});

	it("runs when it is typed, where it asks for nothing", async () => {
		const { asked } = await open({ handlers: done });
		const silent = entries.filter(({ options }) => options.length === 0).map(({ path }) => path);
		expect(silent.length).toBeGreaterThan(3);
		const answers = await Promise.all(silent.map((path) => fake().command("anna", path)));
		expect(answers.map(saidIn)).toEqual(silent.map(() => "Done."));
		expect(asked.map(({ name }) => name).sort()).toEqual([...silent].sort());
	});
});

describe("/meldkamer help", () => {
	it("shows what this person may run, with what belongs to it", async () => {
		const { asked } = await open();
		const words = ["help", "hulp", "HELP", "?"];
		for (const said of (await Promise.all(words.map((word) => fake().command("bram", word)))).map(saidIn)) {
			expect(said).toContain("/meldkamer report file title category description [reference] [reporter] [credit]");
			expect(said).toContain("/meldkamer case list");
			expect(said).not.toContain("contact set");
		}
		expect(asked).toEqual([]);
	});

	it("shows a coordinator which commands are theirs", async () => {
		await open();
		const said = saidIn(await fake().command("anna", "help"));
		expect(said).toMatch(/\/meldkamer contact set for operator mailboxes reason \[until\] \[.*\(coordinators\)\]/);
		for (const { path } of entries) expect(said).toContain(`/meldkamer ${path}`);
	});
});

describe("a word that is no command", () => {
	it("is said to be none, to who typed it alone", async () => {
		const { asked } = await open();
		const answer = await fake().command("bram", "repotr <!channel> 192.0.2.55");
		expect(saidIn(answer)).toContain("There is no command “repotr”. /meldkamer help shows all of them.");
		expect(messageIn(answer).isEphemeral).toBe(true);
		expect(asked).toEqual([]);
	});
});

describe("who has no role", () => {
	it("gets the command's own refusal, and sees no form, list or help", async () => {
		const { asked } = await open({ handlers: { onCommand: async ({ roles }) => replyOf(`Refused: ${roles.length}`) } });
		const lines = ["", "help", "report", "report title:x", "status", "contact set"];
		const answers = await Promise.all(lines.map((line) => fake().command("stranger", line)));
		expect(answers.map(saidIn)).toEqual(lines.map(() => "Refused: 0"));
		expect(asked.map(({ name }) => name).sort()).toEqual([
			"contact set",
			"report",
			"report",
			"report",
			"report",
			"status",
		]);
	});

	it("of a coordinator gets it for a coordinator's form", async () => {
		const { asked } = await open({ handlers: { onCommand: async () => replyOf("Refused.") } });
		expect(saidIn(await fake().command("bram", "optout add"))).toBe("Refused.");
		expect(asked).toMatchObject([{ name: "optout add", asker: { roles: ["volunteer"] } }]);
	});
});

describe("a command's form with something wrong in it", () => {
	const problems: Partial<ChatHandlers> = {
		...done,
		formProblems: (command, { text }): Readonly<Record<string, string>> =>
			text === "bad" ? { text: `No such text in ${command}.` } : {},
	};

	it("stays open with words at the field, and runs once it is right", async () => {
		const { asked } = await open({ handlers: problems });
		const form = viewIn(await fake().command("bram", `case note case:${number}`));
		const refused = await fake().submit("bram", form.id, { text: "bad" });
		expect(refused).toMatchObject({ kind: "errors", errors: { text: "No such text in case note." } });
		expect(asked).toEqual([]);
		expect(saidIn(await fake().submit("bram", form.id, { text: "good" }))).toBe("Done.");
		expect(asked.map(asLine)).toEqual([["case note", { case: number, text: "good" }]]);
	});

	it("is sent on to the command when it could not be looked at", async () => {
		const { asked, logged } = await open({
			handlers: {
				...done,
				formProblems() {
					throw new Error("192.0.2.55 cannot be looked at");
				},
			},
		});
		const form = viewIn(await fake().command("bram", `case note case:${number}`));
		expect(saidIn(await fake().submit("bram", form.id, { text: "good" }))).toBe("Done.");
		expect(asked).toHaveLength(1);
		expect(logged.map(({ event }) => event)).toEqual(["slack.form-failed"]);
	});
});

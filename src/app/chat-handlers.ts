import { randomBytes } from "node:crypto";
import type { Role } from "../core/case/people.ts";
import type { CommandSpec, OptionSpec } from "../core/command/command-spec.ts";
import { mayDo } from "../core/command/parse-line.ts";
import { parseButtonId } from "../core/thread/button-id.ts";
import type { Card } from "../core/thread/card.ts";
import type { Asker, ChatHandlers, OptionValues, Reply } from "../ports/chat.ts";
import { checkOptions } from "./check-options.ts";
import type { Command, Press } from "./command.ts";
import type { Context } from "./context.ts";
import { formProblems } from "./form-problems.ts";
import { homeCards } from "./home.ts";
import { say, show } from "./say.ts";

const maxSuggestions = 25;

/**
 * What every platform calls: finds the command or press, checks the role anew each time (closed when in doubt) and the options, and turns a
 * fault into a sentence with a short id that stands in the log too. No library's words reach a chat.
 */
export function createChatHandlers(
	context: Context,
	commands: readonly Command[],
	presses: readonly Press[],
): ChatHandlers {
	const { texts } = context;
	const t = texts.replies;
	const guarded = async (what: string, work: () => Promise<Reply>): Promise<Reply> => {
		try {
			return await work();
		} catch (fault) {
			return show(sayFault(context, fault, what));
		}
	};
	const press = (buttonId: string) => {
		const button = parseButtonId(buttonId);
		const found = presses.find((candidate) => candidate.verb === button?.verb);
		return button === null || found === undefined ? null : { button, found };
	};
	const runPress = (asker: Asker, id: string, rest: { value: string | null; typed: OptionValues }) =>
		guarded(`press ${press(id)?.found.verb ?? "?"}`, async () => {
			const pressed = press(id);
			if (pressed === null) return say("warn", t.unknownButton);
			const { button, found } = pressed;
			if (!mayDo(asker.roles, found.role)) return say("warn", t.notAllowed(t.roles[found.role]));
			const state = await context.cases.load(button.caseNumber);
			if (state !== null && state.platform !== asker.platform) return say("warn", t.otherPlatform);
			return found.run({ context, asker, button, ...rest });
		});
	return {
		onCommand: (asker, line, options) =>
			guarded(`/${line}`, async () => {
				const call = findCommand(commands, line);
				if (call === null) return say("warn", t.unknownCommand);
				if (!mayDo(asker.roles, call.role)) return say("warn", t.notAllowed(t.roles[call.role]));
				const checked = checkOptions(call.options, options, texts);
				if ("problem" in checked) return say("warn", checked.problem);
				return call.command.run({ context, asker, options: checked.options, subcommand: call.subcommand });
			}),
		formFor(asker, buttonId) {
			const pressed = press(buttonId);
			if (pressed === null || !mayDo(asker.roles, pressed.found.role)) return null;
			return pressed.found.form?.(pressed.button, texts) ?? null;
		},
		async onHome(asker) {
			try {
				return await homeCards(context, commands, asker);
			} catch (fault) {
				return [sayFault(context, fault, "home")];
			}
		},
		formProblems(line, values) {
			const call = findCommand(commands, line);
			return call === null ? {} : formProblems(call.options, values, texts);
		},
		onPress: (asker, buttonId, value) => runPress(asker, buttonId, { value, typed: {} }),
		onForm: (asker, formId, typed) => runPress(asker, formId, { value: null, typed }),
		async onAutocomplete(asker, line, option, typed) {
			try {
				return await suggest(context, commands, { asker, line, option, typed });
			} catch (fault) {
				context.log.error("fault-in-chat", fault, { what: "autocomplete" });
				return [];
			}
		},
	};
}

/** A sentence with a short id that stands in the log too. */
function sayFault({ log, texts }: Context, fault: unknown, what: string): Card {
	const id = randomBytes(3).toString("hex");
	log.error("fault-in-chat", fault, { id, what });
	return { tone: "bad", title: null, body: [texts.replies.fault(id)] };
}

interface Suggestion {
	readonly value: string;
	readonly label: string;
}

interface Typing {
	readonly asker: Asker;
	readonly line: string;
	readonly option: string;
	readonly typed: string;
}

/** What holds the typed text: cases of the asker's platform (newest first), entries of the directory, opt-outs. */
async function suggest(context: Context, commands: readonly Command[], { asker, line, option, typed }: Typing) {
	const call = findCommand(commands, line);
	if (call === null || !mayDo(asker.roles, call.role)) return [];
	const spec = call.options.find((candidate) => candidate.name === option);
	if (spec === undefined) return [];
	const wanted = typed.trim().toLowerCase();
	const all = await suggestionsFor(context, spec, asker.platform);
	return all.filter(({ label }) => label.toLowerCase().includes(wanted)).slice(0, maxSuggestions);
}

async function suggestionsFor(context: Context, spec: OptionSpec, platform: string): Promise<readonly Suggestion[]> {
	if (spec.type === "case") {
		const rows = await context.cases.list({ open: false, limit: 200, platform });
		return rows.map(({ number, title }) => ({ value: number, label: `${number} · ${title}` }));
	}
	const now = context.clock();
	if (spec.suggest === "opt-outs") {
		const entries = await context.directory.optOuts(now);
		return entries.map(({ value }) => ({ value, label: value }));
	}
	if (spec.suggest === undefined) return [];
	const entries = await context.directory.contacts(now);
	if (spec.suggest === "contacts")
		return entries.map(({ value, operator }) => ({ value, label: `${value} · ${operator}` }));
	return [...new Set(entries.map(({ operator }) => operator))].map((operator) => ({
		value: operator,
		label: operator,
	}));
}

interface Found {
	readonly command: Command;
	readonly subcommand: string | null;
	readonly role: Role;
	readonly options: readonly OptionSpec[];
}

/** `case show` → the command `case`, its sub-command `show`. */
function findCommand(commands: readonly Command[], line: string): Found | null {
	const [name, sub] = line.split(" ");
	const command = commands.find((candidate) => candidate.spec.name === name);
	if (command === undefined) return null;
	const { spec }: { spec: CommandSpec } = command;
	if (spec.subcommands === undefined) {
		return sub === undefined ? { command, subcommand: null, role: spec.role, options: spec.options ?? [] } : null;
	}
	const found = spec.subcommands.find((candidate) => candidate.name === sub);
	return found === undefined ? null : { command, subcommand: found.name, role: found.role, options: found.options };
}

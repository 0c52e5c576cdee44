import type { Call, Command } from "../src/app/command.ts";
import { say } from "../src/app/say.ts";
import { showImport } from "../src/app/show-import.ts";
import type { OptionSpec } from "../src/core/command/command-spec.ts";
import { parseExpiry } from "../src/core/contact/expiry.ts";
import { parseEntryKey } from "../src/core/contact/parse-entry-key.ts";
import { plainLine } from "../src/core/notice/plain-text.ts";
import type { Reply } from "../src/ports/chat.ts";
import { showHistory } from "./directory/entry-history.ts";
import { exportEntries } from "./directory/export-entries.ts";
import { listEntries } from "./directory/list-entries.ts";
import { saySet } from "./directory/say-set.ts";
import { aboutOption, fileOption, reasonOption, tableOption, textOption, untilOption } from "./options.ts";

const value: OptionSpec = {
	...{ name: "who", type: "text", required: true, maxLength: 300 },
	description: { en: "Network, AS number, domain or mail address", nl: "Netwerk, AS-nummer, domein of mailadres" },
};

/** `/optout …`: who asked for no notices. An opt-out goes before everything, the directory included. */
export const optout: Command = {
	spec: {
		name: "optout",
		description: { en: "Who asked for no notices", nl: "Wie geen meldingen wil" },
		role: "volunteer",
		subcommands: [
			{
				name: "list",
				description: {
					en: "Show the opt-outs, or what speaks for a target",
					nl: "Toon de afmeldingen, of wat er voor een doel geldt",
				},
				role: "volunteer",
				options: [aboutOption],
			},
			{
				...{ name: "add", description: { en: "Add an opt-out", nl: "Voeg een afmelding toe" }, role: "coordinator" },
				options: [value, reasonOption, untilOption],
			},
			{
				...{
					name: "remove",
					description: { en: "Remove an opt-out", nl: "Verwijder een afmelding" },
					role: "coordinator",
				},
				options: [{ ...value, suggest: "opt-outs" }, reasonOption],
			},
			{
				...{ name: "history", role: "volunteer", options: [{ ...value, suggest: "opt-outs" }] },
				description: {
					en: "Who added, replaced and removed an opt-out, when and why",
					nl: "Wie een afmelding toevoegde, verving en verwijderde, wanneer en waarom",
				},
			},
			{
				...{ name: "export", role: "coordinator", options: [] },
				description: { en: "The opt-outs as a CSV file", nl: "De afmeldingen als CSV-bestand" },
			},
			{
				...{ name: "import", role: "coordinator", options: [tableOption] },
				description: {
					en: "Add and change opt-outs from a CSV file; shown first",
					nl: "Voeg afmeldingen toe uit een CSV-bestand, of wijzig ze; eerst getoond",
				},
			},
		],
	},
	run(call) {
		switch (call.subcommand) {
			case "add":
				return add(call);
			case "remove":
				return remove(call);
			case "history":
				return history(call);
			case "export":
				return exportEntries(call, "optouts");
			case "import":
				return showImport(call.context, "optouts", fileOption(call.options));
			default:
				return listEntries(call, "optouts");
		}
	},
};

async function add({ context, asker, options }: Call): Promise<Reply> {
	const t = context.texts.replies;
	const key = parseEntryKey(textOption(options, "who") ?? "");
	if (key === null) return say("warn", t.optOutNotAKey);
	const createdAt = context.clock();
	const until = textOption(options, "until");
	const expiresAt = until === null ? null : parseExpiry(until, createdAt);
	if (until !== null && expiresAt === null) return say("warn", t.badDay);
	const reason = plainLine(textOption(options, "reason") ?? "");
	await context.directory.addOptOut({ ...key, reason, author: asker.person.name, createdAt, expiresAt });
	return saySet(context, key.value, t.optOutAdded(key.value));
}

async function remove({ context, asker, options }: Call): Promise<Reply> {
	const t = context.texts.replies;
	const key = parseEntryKey(textOption(options, "who") ?? "");
	if (key === null) return say("warn", t.optOutNotAKey);
	const reason = plainLine(textOption(options, "reason") ?? "");
	const ending = { by: asker.person.name, at: context.clock(), reason };
	const removed = await context.directory.removeOptOut(key, ending);
	return removed ? say("good", t.entryRemoved(key.value)) : say("warn", t.entryNotFound(key.value));
}

async function history({ context, options }: Call): Promise<Reply> {
	const key = parseEntryKey(textOption(options, "who") ?? "");
	if (key === null) return say("warn", context.texts.replies.optOutNotAKey);
	return showHistory(context, key.value, await context.directory.optOutHistory(key));
}

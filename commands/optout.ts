import type { Call, Command } from "../src/app/command.ts";
import { say, show } from "../src/app/say.ts";
import type { OptionSpec } from "../src/core/command/command-spec.ts";
import { parseExpiry } from "../src/core/contact/expiry.ts";
import { parseEntryKey } from "../src/core/contact/parse-entry-key.ts";
import { renderEntries } from "../src/core/thread/entries-card.ts";
import type { Reply } from "../src/ports/chat.ts";
import { reasonOption, textOption, untilOption } from "./options.ts";

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
				description: { en: "Show the opt-outs", nl: "Toon de afmeldingen" },
				role: "volunteer",
				options: [],
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
				options: [{ ...value, suggest: "opt-outs" }],
			},
		],
	},
	run(call) {
		switch (call.subcommand) {
			case "add":
				return add(call);
			case "remove":
				return remove(call);
			default:
				return list(call);
		}
	},
};

async function list({ context }: Call): Promise<Reply> {
	const { texts } = context;
	const entries = await context.directory.optOuts(context.clock());
	if (entries.length === 0) return say("neutral", texts.replies.optOutsNone);
	return show(
		renderEntries(
			texts.replies.optOutsTitle,
			entries.map((entry) => ({ ...entry, contact: "" })),
			texts,
		),
	);
}

async function add({ context, asker, options }: Call): Promise<Reply> {
	const t = context.texts.replies;
	const key = parseEntryKey(textOption(options, "who") ?? "");
	if (key === null) return say("warn", t.optOutNotAKey);
	const createdAt = context.clock();
	const until = textOption(options, "until");
	const expiresAt = until === null ? null : parseExpiry(until, createdAt);
	if (until !== null && expiresAt === null) return say("warn", t.badDay);
	const reason = textOption(options, "reason") ?? "";
	await context.directory.addOptOut({ ...key, reason, author: asker.person.name, createdAt, expiresAt });
	return say("good", t.optOutAdded(key.value));
}

async function remove({ context, asker, options }: Call): Promise<Reply> {
	const t = context.texts.replies;
	const key = parseEntryKey(textOption(options, "who") ?? "");
	if (key === null) return say("warn", t.optOutNotAKey);
	const removed = await context.directory.removeOptOut({ kind: key.kind, value: key.value }, { by: asker.person.name, at: context.clock(), reason: "" });
	return removed ? say("good", t.entryRemoved(key.value)) : say("warn", t.entryNotFound(key.value));
}

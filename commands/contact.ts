import type { Call, Command } from "../src/app/command.ts";
import { say, sayRefusal, show } from "../src/app/say.ts";
import { maxMailboxes } from "../src/core/case/decide-contacts.ts";
import { freeLine } from "../src/core/case/free-text.ts";
import type { OptionSpec } from "../src/core/command/command-spec.ts";
import { parseExpiry } from "../src/core/contact/expiry.ts";
import { parseEntryKey } from "../src/core/contact/parse-entry-key.ts";
import { isAddrSpec } from "../src/core/contact/parse-mailboxes.ts";
import { renderEntries } from "../src/core/thread/entries-card.ts";
import type { Reply } from "../src/ports/chat.ts";
import { reasonOption, textOption, untilOption } from "./options.ts";

const value: OptionSpec = {
	...{ name: "for", type: "text", required: true, maxLength: 200 },
	description: { en: "Network, AS number or domain", nl: "Netwerk, AS-nummer of domein" },
};

/** `/contact …`: the contacts that the team keeps itself; they go before every other source. */
export const contact: Command = {
	spec: {
		name: "contact",
		description: { en: "The team's own directory of contacts", nl: "Het eigen adresboek van het team" },
		role: "volunteer",
		subcommands: [
			{
				name: "list",
				description: { en: "Show the directory", nl: "Toon het adresboek" },
				role: "volunteer",
				options: [],
			},
			{
				...{
					name: "set",
					description: { en: "Add or replace a contact", nl: "Zet of vervang een contact" },
					role: "coordinator",
				},
				options: [
					value,
					{
						...{
							name: "operator",
							type: "text",
							required: true,
							maxLength: 120,
							suggest: "operators",
							holds: "free-text",
						},
						description: { en: "Name of the operator", nl: "Naam van de beheerder" },
					},
					{
						...{ name: "mailboxes", type: "text", required: true, maxLength: 400 },
						description: { en: "Mail addresses, with commas between", nl: "Mailadressen, met komma's ertussen" },
					},
					reasonOption,
					untilOption,
				],
			},
			{
				...{
					name: "remove",
					description: { en: "Remove a contact", nl: "Verwijder een contact" },
					role: "coordinator",
				},
				options: [{ ...value, suggest: "contacts" }],
			},
		],
	},
	run(call) {
		switch (call.subcommand) {
			case "set":
				return set(call);
			case "remove":
				return remove(call);
			default:
				return list(call);
		}
	},
};

async function list({ context }: Call): Promise<Reply> {
	const { texts } = context;
	const entries = await context.directory.contacts(context.clock());
	if (entries.length === 0) return say("neutral", texts.replies.contactsNone);
	const rows = entries.map((entry) => ({ ...entry, contact: `${entry.operator} <${entry.mailboxes.join(", ")}>` }));
	return show(renderEntries(texts.replies.contactsTitle, rows, texts));
}

async function set({ context, asker, options }: Call): Promise<Reply> {
	const { texts } = context;
	const key = parseEntryKey(textOption(options, "for") ?? "");
	if (key === null || key.kind === "mailbox") return say("warn", texts.replies.entryNotAKey);
	const typed = (textOption(options, "mailboxes") ?? "").split(/[,;\s]+/).filter((part) => part !== "");
	const mailboxes = [...new Set(typed)];
	if (mailboxes.length === 0 || !mailboxes.every(isAddrSpec))
		return sayRefusal({ refused: "bad-mailbox", status: null }, texts);
	if (mailboxes.length > maxMailboxes) return sayRefusal({ refused: "too-many-mailboxes", status: null }, texts);
	const operator = freeLine(textOption(options, "operator") ?? "", 120);
	if (typeof operator !== "string") return sayRefusal({ ...operator, status: null }, texts);
	const createdAt = context.clock();
	const until = textOption(options, "until");
	const expiresAt = until === null ? null : parseExpiry(until, createdAt);
	if (until !== null && expiresAt === null) return say("warn", texts.replies.badDay);
	const reason = textOption(options, "reason") ?? "";
	const { kind } = key;
	await context.directory.setContact({
		...{ kind, value: key.value, operator, mailboxes, forwarder: false, reason },
		...{ author: asker.person.name, createdAt, expiresAt },
	});
	return say("good", texts.replies.entrySet(key.value));
}

async function remove({ context, asker, options }: Call): Promise<Reply> {
	const t = context.texts.replies;
	const key = parseEntryKey(textOption(options, "for") ?? "");
	if (key === null || key.kind === "mailbox") return say("warn", t.entryNotAKey);
	const removed = await context.directory.removeContact({ kind: key.kind, value: key.value }, { by: asker.person.name, at: context.clock(), reason: "" });
	return removed ? say("good", t.entryRemoved(key.value)) : say("warn", t.entryNotFound(key.value));
}

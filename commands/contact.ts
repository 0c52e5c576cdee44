import type { Call, Command } from "../src/app/command.ts";
import { say, sayRefusal } from "../src/app/say.ts";
import { showImport } from "../src/app/show-import.ts";
import { freeLine } from "../src/core/case/free-text.ts";
import type { OptionSpec } from "../src/core/command/command-spec.ts";
import { type DeliveryWishes, maxOperator } from "../src/core/contact/entry.ts";
import { entryMailboxes } from "../src/core/contact/entry-mailboxes.ts";
import { parseExpiry } from "../src/core/contact/expiry.ts";
import { keptWishes } from "../src/core/contact/kept-wishes.ts";
import { parseEntryKey } from "../src/core/contact/parse-entry-key.ts";
import { plainLine } from "../src/core/notice/plain-text.ts";
import type { Reply } from "../src/ports/chat.ts";
import { listBad, markBad, markGood } from "./directory/bad-mailboxes.ts";
import { showHistory } from "./directory/entry-history.ts";
import { exportEntries } from "./directory/export-entries.ts";
import { listEntries } from "./directory/list-entries.ts";
import { saySet } from "./directory/say-set.ts";
import { removeKey, setKey } from "./directory/set-key.ts";
import { aboutOption, fileOption, reasonOption, tableOption, textOption, untilOption } from "./options.ts";

const value: OptionSpec = {
	...{ name: "for", type: "text", required: true, maxLength: 200 },
	description: { en: "Network, AS number or domain", nl: "Netwerk, AS-nummer of domein" },
};

const mailbox: OptionSpec = {
	...{ name: "mailbox", type: "text", required: true, maxLength: 254 },
	description: { en: "Mail address", nl: "Mailadres" },
};

const keyFile: OptionSpec = {
	...{ name: "file", type: "file", required: true, accept: [".asc", ".gpg", ".pgp", ".key", ".txt"] },
	description: { en: "Public OpenPGP key", nl: "Publieke OpenPGP-sleutel" },
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
				description: {
					en: "Show the directory, or what it says about a target",
					nl: "Toon het adresboek, of wat het over een doel zegt",
				},
				role: "volunteer",
				options: [aboutOption],
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
					{
						...{ name: "forwarder", type: "boolean", required: false },
						description: {
							en: "Passes notices on to its members (a CERT); goes before other contacts",
							nl: "Geeft meldingen door aan zijn leden (een CERT); gaat voor andere contacten",
						},
					},
					{
						...{ name: "xarf", type: "boolean", required: false },
						description: {
							en: "Wants X-ARF beside the CSV; left out: as it was",
							nl: "Wil X-ARF naast de CSV; weggelaten: zoals het was",
						},
					},
					{
						...{ name: "language", type: "choice", required: false },
						description: {
							en: "Language of its mails; left out: as it was",
							nl: "Taal van de mails; weggelaten: zoals het was",
						},
						choices: [
							{ value: "both", label: { en: "As the country asks", nl: "Zoals het land vraagt" } },
							{ value: "nl", label: { en: "Dutch only", nl: "Alleen Nederlands" } },
							{ value: "en", label: { en: "English only", nl: "Alleen Engels" } },
						],
					},
				],
			},
			{
				...{
					name: "remove",
					description: { en: "Remove a contact", nl: "Verwijder een contact" },
					role: "coordinator",
				},
				options: [{ ...value, suggest: "contacts" }, reasonOption],
			},
			{
				...{ name: "key", role: "coordinator", options: [{ ...value, suggest: "contacts" }, keyFile] },
				description: {
					en: "Encrypt mails to a contact with its OpenPGP key",
					nl: "Versleutel mails aan een contact met zijn OpenPGP-sleutel",
				},
			},
			{
				...{ name: "no-key", role: "coordinator", options: [{ ...value, suggest: "contacts" }, reasonOption] },
				description: { en: "No longer encrypt mails to a contact", nl: "Versleutel mails aan een contact niet meer" },
			},
			{
				...{ name: "history", role: "volunteer", options: [{ ...value, suggest: "contacts" }] },
				description: {
					en: "Who set, replaced and removed a contact, when and why",
					nl: "Wie een contact zette, verving en verwijderde, wanneer en waarom",
				},
			},
			{
				...{ name: "export", role: "coordinator", options: [] },
				description: { en: "The directory as a CSV file", nl: "Het adresboek als CSV-bestand" },
			},
			{
				...{ name: "import", role: "coordinator", options: [tableOption] },
				description: {
					en: "Add and change contacts from a CSV file; shown first",
					nl: "Zet en wijzig contacten uit een CSV-bestand; eerst getoond",
				},
			},
			{
				...{ name: "bad", role: "coordinator", options: [mailbox, reasonOption] },
				description: { en: "Say that a mailbox does not work", nl: "Zeg dat een mailadres niet werkt" },
			},
			{
				...{ name: "good", role: "coordinator", options: [mailbox] },
				description: { en: "Say that a mailbox works again", nl: "Zeg dat een mailadres weer werkt" },
			},
			{
				...{ name: "mailboxes", role: "volunteer", options: [] },
				description: { en: "Mailboxes that do not work", nl: "Mailadressen die niet werken" },
			},
		],
	},
	run(call) {
		switch (call.subcommand) {
			case "set":
				return set(call);
			case "remove":
				return remove(call);
			case "key":
				return setKey(call);
			case "no-key":
				return removeKey(call);
			case "history":
				return history(call);
			case "export":
				return exportEntries(call, "contacts");
			case "import":
				return showImport(call.context, "contacts", fileOption(call.options));
			case "bad":
				return markBad(call);
			case "good":
				return markGood(call);
			case "mailboxes":
				return listBad(call);
			default:
				return listEntries(call, "contacts");
		}
	},
};

async function set({ context, asker, options }: Call): Promise<Reply> {
	const { texts } = context;
	const key = parseEntryKey(textOption(options, "for") ?? "");
	if (key === null || key.kind === "mailbox") return say("warn", texts.replies.entryNotAKey);
	const mailboxes = entryMailboxes(textOption(options, "mailboxes") ?? "");
	if (typeof mailboxes === "string") {
		const refused = mailboxes === "too-many-mailboxes" ? mailboxes : "bad-mailbox";
		return sayRefusal({ refused, status: null }, texts);
	}
	const operator = freeLine(plainLine(textOption(options, "operator") ?? ""), maxOperator);
	if (typeof operator !== "string") return sayRefusal({ ...operator, status: null }, texts);
	const createdAt = context.clock();
	const until = textOption(options, "until");
	const expiresAt = until === null ? null : parseExpiry(until, createdAt);
	if (until !== null && expiresAt === null) return say("warn", texts.replies.badDay);
	const reason = plainLine(textOption(options, "reason") ?? "");
	const { kind, value } = key;
	const entries = await context.directory.contacts(createdAt);
	const current = entries.findLast((entry) => entry.kind === kind && entry.value === value);
	const kept = keptWishes(current, mailboxes);
	await context.directory.setContact({
		...{ kind, value, operator, mailboxes, reason, forwarder: options.forwarder === true },
		...{ ...kept, ...typedWishes(options) },
		...{ author: asker.person.name, createdAt, expiresAt },
	});
	const dropped = kept.pgpKey === null && (current?.pgpKey ?? null) !== null;
	const said = texts.replies.entrySet(value);
	return saySet(context, value, dropped ? `${said} ${texts.directory.keyDropped}` : said);
}

/** What was said of how mail is wanted. */
function typedWishes({ xarf, language }: Call["options"]): Partial<DeliveryWishes> {
	return {
		...(typeof xarf === "boolean" ? { xarf } : {}),
		...(language === "nl" || language === "en" ? { language } : {}),
		...(language === "both" ? { language: null } : {}),
	};
}

async function remove({ context, asker, options }: Call): Promise<Reply> {
	const t = context.texts.replies;
	const key = parseEntryKey(textOption(options, "for") ?? "");
	if (key === null || key.kind === "mailbox") return say("warn", t.entryNotAKey);
	const { kind, value } = key;
	const reason = plainLine(textOption(options, "reason") ?? "");
	const ending = { by: asker.person.name, at: context.clock(), reason };
	const removed = await context.directory.removeContact({ kind, value }, ending);
	return removed ? say("good", t.entryRemoved(value)) : say("warn", t.entryNotFound(value));
}

async function history({ context, options }: Call): Promise<Reply> {
	const key = parseEntryKey(textOption(options, "for") ?? "");
	if (key === null || key.kind === "mailbox") return say("warn", context.texts.replies.entryNotAKey);
	const { kind, value } = key;
	return showHistory(context, value, await context.directory.contactHistory({ kind, value }));
}

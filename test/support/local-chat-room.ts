import { type LocalChat, type LocalChatOptions, openLocalChat } from "../../src/chat/local/local-chat.ts";
import type { CommandSpec } from "../../src/core/command/command-spec.ts";
import { renderButtonId } from "../../src/core/thread/button-id.ts";
import type { Card, Form } from "../../src/core/thread/card.ts";
import type { Asker, Attachment, ChatHandlers, OptionValues, Reply, ThreadRef } from "../../src/ports/chat.ts";
import type { Log } from "../../src/ports/log.ts";
import type { Outbox, OutboxMail } from "../../src/ports/outbox.ts";
import { createLocalChatMemoryStore } from "./local-chat-memory-store.ts";
import { postKey } from "./post-key.ts";

export const roomKey = "a-key-for-tests-only-0123456789";
export const anna = { id: "local:anna", name: "Anna de Vries", roles: ["volunteer"] as const };
export const bram = { id: "local:bram", name: "Bram Jansen", roles: ["volunteer"] as const };
export const chris = { id: "local:chris", name: "Chris Bakker", roles: ["volunteer", "coordinator"] as const };

const both = (en: string, nl: string) => ({ en, nl });
const caseOption = {
	name: "case",
	description: both("Case number", "Zaaknummer"),
	type: "case",
	required: false,
} as const;

export const roomCommands: readonly CommandSpec[] = [
	{
		name: "report",
		description: both("Open a case from a file", "Open een zaak met een bestand"),
		role: "volunteer",
		options: [
			{ name: "file", description: both("The list", "De lijst"), type: "file", required: true },
			{ name: "title", description: both("Short title", "Korte titel"), type: "text", required: true, maxLength: 100 },
			{
				name: "category",
				description: both("What it is about", "Waar het over gaat"),
				type: "choice",
				required: true,
				choices: [
					{ value: "vulnerability", label: both("Vulnerability", "Kwetsbaarheid") },
					{ value: "infection", label: both("Infection", "Besmetting") },
				],
			},
			{
				name: "description",
				description: both("What was found", "Wat er is gevonden"),
				type: "paragraph",
				required: false,
			},
			{
				name: "credit",
				description: both("Name in the hall of fame", "Naam in de eregalerij"),
				type: "boolean",
				required: false,
			},
		],
	},
	{
		name: "case",
		description: both("Look at and steer a case", "Bekijk en stuur een zaak"),
		role: "volunteer",
		subcommands: [
			{ name: "show", description: both("Show a case", "Toon een zaak"), role: "volunteer", options: [caseOption] },
			{ name: "list", description: both("List the cases", "Toon alle zaken"), role: "volunteer", options: [] },
			{
				name: "note",
				description: both("Add a note", "Voeg een notitie toe"),
				role: "volunteer",
				options: [
					{ name: "text", description: both("The note", "De notitie"), type: "paragraph", required: true },
					caseOption,
				],
			},
		],
	},
	{
		name: "lookup",
		description: both("Who is behind an address", "Wie zit achter een adres"),
		role: "volunteer",
		options: [
			{ name: "target", description: both("Address or network", "Adres of netwerk"), type: "text", required: true },
		],
	},
	{ name: "status", description: both("The summary, now", "Het overzicht, nu"), role: "volunteer", options: [] },
	{ name: "fail", description: both("Goes wrong", "Gaat mis"), role: "volunteer", options: [] },
	{
		name: "registry",
		description: both("Age of the index", "Leeftijd van de index"),
		role: "coordinator",
		options: [],
	},
];

export interface Heard {
	readonly what: "command" | "press" | "form";
	readonly name: string;
	readonly by: string;
	readonly roles: readonly string[];
	readonly caseNumber: string | null;
	readonly values: Readonly<Record<string, unknown>>;
}

async function sizeOf(file: Attachment): Promise<number> {
	let bytes = 0;
	for await (const chunk of file.open()) bytes += chunk.length;
	return bytes;
}

const id = (verb: string, argument: string | null = null) =>
	renderButtonId({ verb, caseNumber: "NSM-2026-0001", epoch: 1, argument });

export function headlineCard(tone: Card["tone"], status: string, votes: number): Card {
	return {
		tone,
		title: "NSM-2026-0001 · Citrix zonder updates",
		fields: [
			{ label: "Stand", value: status },
			{ label: "Soort", value: "Kwetsbaarheid" },
			{ label: "Bevindingen", value: "312" },
			{ label: "Ingediend door", value: "Anna de Vries" },
		],
		...(tone === "busy" && {
			buttons: [
				[
					{ id: id("vote", "valid"), label: `Klopt (${votes})`, style: "primary" },
					{ id: id("vote", "invalid"), label: "Klopt niet (0)", style: "plain" },
					{ id: id("send"), label: "Versturen…", style: "danger" },
				],
			],
		}),
		note: "Twee stemmen voor hetzelfde antwoord beslissen.",
	};
}

const confirmForm: Form = {
	id: id("confirm"),
	title: "14 mails versturen",
	intro: "Dit kan niet worden teruggedraaid. Typ het zaaknummer om door te gaan.",
	submit: "Versturen",
	danger: true,
	inputs: [{ name: "number", label: "Zaaknummer", kind: "line", required: true, hint: "NSM-2026-0001", maxLength: 20 }],
};

const menuCard: Card = {
	tone: "warn",
	title: "In welke kolom staan de adressen?",
	body: ["Geen van de kopjes is bekend."],
	menu: {
		id: id("column"),
		label: "Kolom",
		options: [
			{ value: "0", label: "host_a", hint: "000.00.0.0" },
			{ value: "1", label: "gezien", hint: "0000-00-00" },
		],
	},
};

/** Handlers that do in small what the app does, and remember what they heard. */
export function createFakeHandlers(chat: () => LocalChat): { handlers: ChatHandlers; heard: Heard[] } {
	const heard: Heard[] = [];
	const voters = new Set<string>();
	let headline: { channel: string; message: string } | null = null;
	let thread: ThreadRef | null = null;
	const hear = (what: Heard["what"], asker: Asker, name: string, values: Heard["values"]): void => {
		heard.push({ what, name, by: asker.person.id, roles: asker.roles, caseNumber: asker.caseNumber, values });
	};
	const step = async (card: Card, key: string): Promise<void> => {
		if (thread !== null) await chat().postInThread(thread, card, postKey(key));
	};
	const open = async (file: Attachment, asker: Asker): Promise<Reply> => {
		const bytes = await sizeOf(file);
		headline = await chat().post("cases", headlineCard("busy", "Stemming", 0), postKey("headline"));
		thread = await chat().openThread(headline, "NSM-2026-0001 · Citrix zonder updates");
		const line = {
			tone: "good" as const,
			text: `${asker.person.name} diende ${file.fileName} in`,
			detail: `${bytes} bytes`,
		};
		await step({ tone: "neutral", title: null, lines: [line] }, "step-1");
		return { kind: "card", card: { tone: "good", title: "Zaak NSM-2026-0001 is geopend" } };
	};
	const command = async (asker: Asker, name: string, options: OptionValues): Promise<Reply> => {
		const { file } = options;
		if (asker.roles.length === 0)
			return { kind: "card", card: { tone: "bad", title: "Je hebt geen rol in dit meldpunt" } };
		if (name === "report" && typeof file === "object") return open(file, asker);
		if (name === "fail") throw new Error("a secret inside: 192.0.2.1");
		if (name === "case list") return { kind: "card", card: menuCard };
		return { kind: "card", card: { tone: "neutral", title: `/${name}`, body: [JSON.stringify(options)] } };
	};
	const handlers: ChatHandlers = {
		async onCommand(asker, name, options) {
			const { file, ...values } = options;
			hear("command", asker, name, { ...values, ...(typeof file === "object" && { file: file.fileName }) });
			return command(asker, name, options);
		},
		onHome: async () => [],
		formProblems: () => ({}),
		formFor: (_asker, buttonId) => (buttonId === id("send") ? confirmForm : null),
		async onPress(asker, buttonId, value) {
			hear("press", asker, buttonId, { value });
			if (buttonId === id("column")) return { kind: "update", card: { tone: "good", title: `Kolom ${value} gekozen` } };
			voters.add(asker.person.id);
			if (headline !== null) await chat().edit(headline, headlineCard("busy", "Stemming", voters.size));
			return { kind: "quiet" };
		},
		async onForm(asker, formId, values) {
			hear("form", asker, formId, values);
			if (values.number !== "NSM-2026-0001")
				return {
					kind: "card",
					card: { tone: "bad", title: "Dat is niet het zaaknummer", body: ["Er is niets verstuurd."] },
				};
			if (headline !== null) await chat().edit(headline, headlineCard("good", "Verstuurd", voters.size));
			await step({ tone: "good", title: "14 mails verstuurd" }, "step-sent");
			return { kind: "quiet" };
		},
		onAutocomplete: async (_asker, _command, option) =>
			option === "case" ? [{ value: "NSM-2026-0001", label: "NSM-2026-0001 · Citrix zonder updates" }] : [],
	};
	return { handlers, heard };
}

export const sampleMail: OutboxMail = {
	name: "NSM-2026-0001-1-3.eml",
	caseNumber: "NSM-2026-0001",
	from: "Security Meldpunt <meldpunt@meldpunt.example>",
	to: ["abuse@noordernet.example"],
	subject: "[NSM-2026-0001] Kwetsbare Citrix-servers in uw netwerk (23 adressen)",
	date: "2026-11-21T09:30:00.000Z",
	text: "(English below)\n\nL.S.,\n\nIn uw netwerk zijn 23 systemen gevonden die kwetsbaar zijn.\n\n192.0.2.10   443/tcp   2026-11-20 08:14 UTC\n192.0.2.77   443/tcp   2026-11-20 08:15 UTC\n",
	attachments: [{ index: 0, fileName: "NSM-2026-0001.csv", type: "text/csv", bytes: 120 }],
};

export function createFakeOutbox(mails: readonly OutboxMail[] = [sampleMail]): Outbox {
	const csv = new TextEncoder().encode('target,port,note\r\n192.0.2.10,443,"a, b"\r\n192.0.2.77,443,\'=x\r\n');
	return {
		list: async (limit) => mails.slice(0, limit),
		attachment: async (name, index) =>
			mails.some((mail) => mail.name === name) && index === 0
				? { fileName: 'NSM "2026"\r\n.csv', type: "text/html", bytes: csv }
				: null,
		raw: async (name) =>
			mails.some((mail) => mail.name === name) ? new TextEncoder().encode("Subject: x\r\n\r\nx") : null,
	};
}

export interface Room {
	readonly chat: LocalChat;
	readonly origin: string;
	readonly heard: readonly Heard[];
	/** What was logged as an error: event and fields, without the fault. */
	readonly errors: readonly { readonly event: string; readonly fields: Readonly<Record<string, unknown>> }[];
	close(): Promise<void>;
}

/** A started local chat on a free port. */
export async function openRoom(change: Partial<LocalChatOptions> = {}): Promise<Room> {
	const errors: { event: string; fields: Readonly<Record<string, unknown>> }[] = [];
	const log: Log = {
		info: () => {},
		warn: () => {},
		error: (event, _fault, fields = {}) => errors.push({ event, fields }),
	};
	const chat = openLocalChat({
		store: createLocalChatMemoryStore(),
		outbox: createFakeOutbox(),
		commands: roomCommands,
		people: [anna, bram, chris],
		port: 0,
		key: roomKey,
		language: "nl",
		maxUploadBytes: 1_000_000,
		clock: () => new Date().toISOString(),
		log,
		caseOfThread: async () => "NSM-2026-0001",
		...change,
	});
	const { handlers, heard } = createFakeHandlers(() => chat);
	await chat.start(handlers);
	return { chat, origin: new URL(chat.url).origin, heard, errors, close: () => chat.stop() };
}

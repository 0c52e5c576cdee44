import type { Call, Command } from "../src/app/command.ts";
import { commandCase, namedCase } from "../src/app/named-case.ts";
import { storeUpload } from "../src/app/open-case.ts";
import { say, show } from "../src/app/say.ts";
import { transcriptFile } from "../src/app/transcript-file.ts";
import type { OptionSpec, SubcommandSpec } from "../src/core/command/command-spec.ts";
import { renderHeadline } from "../src/core/thread/headline.ts";
import type { Reply } from "../src/ports/chat.ts";
import { caseOption, reportFiles, textOption } from "./options.ts";

const maxRows = 25;

const text = (en: string, nl: string, maxLength: number): OptionSpec => ({
	...{ name: "text", type: "paragraph", required: true, maxLength, holds: "free-text" },
	description: { en, nl },
});
const role = "volunteer";

const subcommands: readonly SubcommandSpec[] = [
	{ name: "show", description: { en: "Show a case", nl: "Toon een zaak" }, role, options: [caseOption] },
	{ name: "list", description: { en: "List the open cases", nl: "Toon de open zaken" }, role, options: [] },
	{
		...{ name: "note", description: { en: "Add a note to the thread", nl: "Zet een notitie in de thread" }, role },
		options: [text("What the team should know", "Wat het team moet weten", 2000), caseOption],
	},
	{
		...{ name: "info", description: { en: "Give the info that was asked for", nl: "Geef de gevraagde info" }, role },
		options: [
			text("The answer; a new vote follows", "Het antwoord; daarna volgt een nieuwe stemming", 4000),
			caseOption,
		],
	},
	{
		...{
			name: "withdraw",
			description: { en: "Take the report back before it is mailed", nl: "Trek het rapport in voor het gemaild is" },
			role,
		},
		options: [text("Why", "Waarom", 200), caseOption],
	},
	{
		...{
			name: "transcript",
			description: {
				en: "The whole thread as a text file, for you alone",
				nl: "De hele thread als tekstbestand, voor jou alleen",
			},
			role,
		},
		options: [caseOption],
	},
	{ name: "close", description: { en: "Close a case", nl: "Sluit een zaak" }, role, options: [caseOption] },
	{ name: "reopen", description: { en: "Open a case again", nl: "Heropen een zaak" }, role, options: [caseOption] },
	{
		...{
			name: "round",
			description: { en: "Mail those still affected once more", nl: "Mail wie nog geraakt is nog eens" },
			role,
		},
		options: [
			{
				...{ name: "file", type: "file", required: true, accept: reportFiles },
				description: { en: "List of what is still affected", nl: "Lijst van wat nog geraakt is" },
			},
			caseOption,
		],
	},
];

/** `/case …`: look at and steer a case. */
export const caseCommand: Command = {
	spec: {
		name: "case",
		description: { en: "Look at and steer a case", nl: "Bekijk en stuur een zaak" },
		role,
		subcommands,
	},
	run(call) {
		const typed = textOption(call.options, "text") ?? "";
		switch (call.subcommand) {
			case "list":
				return list(call);
			case "note":
				return commandCase(call, { type: "AddNote", text: typed });
			case "info":
				return commandCase(call, { type: "ProvideInfo", text: typed });
			case "withdraw":
				return commandCase(call, { type: "Withdraw", reason: typed });
			case "close":
				return commandCase(call, { type: "Close" });
			case "reopen":
				return commandCase(call, { type: "Reopen" });
			case "round":
				return round(call);
			case "transcript":
				return transcript(call);
			default:
				return showCase(call);
		}
	},
};

async function showCase(call: Call): Promise<Reply> {
	const state = await namedCase(call);
	return "kind" in state ? state : show(renderHeadline(state, call.context.texts));
}

/** The thread as a file: the events hold no affected address, and who has no role sees neither. */
async function transcript(call: Call): Promise<Reply> {
	const state = await namedCase(call);
	if ("kind" in state) return state;
	const { texts } = call.context;
	const t = texts.replies;
	const { file, steps, whole } = await transcriptFile(call.context, state);
	const body = [t.transcriptReady(texts.number(steps)), ...(whole ? [] : [t.transcriptFileCut(texts.number(steps))])];
	return show({ tone: "neutral", title: t.transcriptTitle(state.number), body, files: [file] });
}

/** Those of the asker's platform: the others can't be steered from here. */
async function list({ context, asker }: Call): Promise<Reply> {
	const { texts } = context;
	const t = texts.replies;
	const found = await context.cases.list({ open: true, limit: maxRows, platform: asker.platform });
	if (found.length === 0) return say("neutral", t.casesNone);
	const rows = found.map((row) => [row.number, row.title, texts.labels.status[row.status], texts.day(row.openedAt)]);
	const head = [t.caseNumber, t.caseTitle, texts.panels.status, t.since];
	return show({ tone: "neutral", title: t.casesTitle, table: { head, numeric: [], rows } });
}

async function round(call: Call): Promise<Reply> {
	const { context, options } = call;
	const state = await namedCase(call);
	if ("kind" in state) return state;
	if (typeof options.file !== "object") throw new Error("the file option is required and was checked");
	const upload = await storeUpload(context, options.file);
	if ("kind" in upload) return upload;
	const reply = await commandCase(call, { type: "RequestRound", upload });
	const now = await context.cases.load(state.number);
	if (now?.upload.id !== upload.id) await context.uploads.drop(upload.id);
	return reply;
}

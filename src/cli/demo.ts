import { createReadStream } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import type { Config } from "../config.ts";
import type { CaseState } from "../core/case/state.ts";
import { demoRanges } from "../demo/demo-networks.ts";
import { demoPeople } from "../demo/demo-people.ts";
import { demoCase } from "../demo/demo-report.ts";
import { demoDirectory, demoOptOuts } from "../demo/demo-rules.ts";
import { writeDemo } from "../demo/write-demo.ts";
import { openOutboxFolder } from "../mail/outbox-folder.ts";
import { type Hotline, startHotline } from "../main.ts";
import type { OptionValues } from "../ports/chat.ts";
import { askerOf, driveCase, uploader } from "./drive-case.ts";
import { CliRefusal, type ExitStatus, exitStatus, print } from "./outcome.ts";
import { fileSize } from "./read-input.ts";
import { untilStopped } from "./until-stopped.ts";

export interface DemoFlags {
	/** Another report than the demo's own. */
	readonly report: string | null;
	/** A data folder to use, and to go on in where a demo was cut off; null = a new temporary one. */
	readonly data: string | null;
	/** 1-based column with the addresses, for a file where the bot would ask. */
	readonly column: number | null;
	/** Leave the page open. */
	readonly serve: boolean;
}

const maxMails = 1_000;
const [anna] = demoPeople;

/** The main job, unattended: a report, a vote, a lookup, previews, mails. Nothing leaves this machine. */
export async function demo(flags: DemoFlags, settings: Config): Promise<ExitStatus> {
	const size = flags.report === null ? 0 : await fileSize(flags.report);
	const dataDir = flags.data === null ? await mkdtemp(join(tmpdir(), "meldkamer-demo-")) : resolve(flags.data);
	const files = await writeDemo(join(dataDir, "input"));
	const config: Config = {
		...settings,
		DATABASE_URL: undefined,
		SMTP_URL: undefined,
		DATA_DIR: dataDir,
		REGISTRY_DIR: files.registry,
		ALLOWED_SPECIAL_USE: [...demoRanges, ...settings.ALLOWED_SPECIAL_USE],
		LIVE_LOOKUP: false,
		LOCAL_CHAT: "on",
		LOCAL_CHAT_PORT: flags.serve ? settings.LOCAL_CHAT_PORT : 0,
		LOG_LEVEL: settings.LOG_LEVEL === "info" ? "warn" : settings.LOG_LEVEL,
	};
	print(`Meldkamer demo. Everything lies in ${dataDir}; nothing leaves this machine.`);
	const hotline = await startHotline(config, {
		onFirstStart: () => print("Making the embedded database; this takes a few seconds, the first time only."),
	});
	try {
		await addRules(hotline);
		const caseNumber = (await openedCase(hotline)) ?? (await report(hotline, flags.report ?? files.report, size));
		print(`Case ${caseNumber}, as its thread tells it:`);
		print("");
		const state = await driveCase(hotline, caseNumber, flags.column);
		await printMails(hotline, dataDir);
		printEnd(hotline, state, dataDir);
		if (flags.serve) await serve(hotline);
	} finally {
		await hotline.stop();
	}
	return exitStatus.fine;
}

/** The team's directory entry and opt-out, added by the commands that a coordinator would use. */
async function addRules(hotline: Hotline): Promise<void> {
	for (const { value, operator, mailboxes, reason } of demoDirectory)
		await type(hotline, "contact set", { for: value, operator, mailboxes: mailboxes.join(", "), reason });
	for (const { value, reason } of demoOptOuts) await type(hotline, "optout add", { who: value, reason });
}

async function type({ handlers }: Hotline, command: string, options: OptionValues): Promise<void> {
	const reply = await handlers.onCommand(askerOf(anna), command, options);
	if (reply.kind === "card" && reply.card.tone === "good") return;
	throw new Error(`/${command} was not carried out`);
}

/** The case of a demo that was cut off in this data folder; null in a new one. */
async function openedCase({ context }: Hotline): Promise<string | null> {
	const [newest] = await context.cases.list({ open: false, limit: 1 });
	return newest?.number ?? null;
}

async function report(hotline: Hotline, path: string, knownSize: number): Promise<string> {
	const bytes = knownSize || (await fileSize(path));
	const fileName = basename(path);
	const file = { fileName, bytes, open: () => createReadStream(path) as AsyncIterable<Uint8Array> };
	const { title, category, description, reference, reporter, credit } = demoCase;
	const values = { file, title, category, description, reference, reporter, credit };
	print(`${uploader.name} types /report with ${fileName} (${bytes} bytes).`);
	const reply = await hotline.handlers.onCommand(askerOf(uploader), "report", values);
	const opened = await openedCase(hotline);
	if (opened !== null) return opened;
	throw new CliRefusal(reply.kind === "quiet" ? "The report was not taken." : (reply.card.body?.join(" ") ?? ""));
}

async function printMails(hotline: Hotline, dataDir: string): Promise<void> {
	if (hotline.outbox === null) return;
	const mails = await openOutboxFolder(hotline.outbox).list(maxMails);
	print("");
	print(`${mails.length} mails in ${join(dataDir, "outbox")}:`);
	for (const mail of [...mails].reverse()) {
		print("");
		print(`   ${mail.name}`);
		print(`   From: ${mail.from}`);
		print(`   To: ${mail.to.join(", ")}`);
		print(`   Subject: ${mail.subject}`);
		print(`   Attached: ${mail.attachments.map(({ fileName, bytes }) => `${fileName} (${bytes} bytes)`).join(", ")}`);
	}
}

function printEnd(hotline: Hotline, state: CaseState, dataDir: string): void {
	const { texts } = hotline.context;
	print("");
	print(`The case is at “${texts.labels.status[state.status]}”.`);
	print(`Report and registry: ${join(dataDir, "input")}`);
	print(`Mails:               ${join(dataDir, "outbox")}`);
	print(`Database:            ${join(dataDir, "pglite")}`);
}

async function serve(hotline: Hotline): Promise<void> {
	if (hotline.localChat === null) return;
	print("");
	print(`The page is open with this case in it: ${hotline.localChat.url}`);
	print("Stop with Ctrl+C.");
	await untilStopped();
}

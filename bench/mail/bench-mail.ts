import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import nodemailer from "nodemailer";
import { renderNotice } from "../../src/core/notice/render-notice.ts";
import { parseRange } from "../../src/core/report/range.ts";
import type { AddressRange } from "../../src/core/report/target.ts";
import { composeMail } from "../../src/mail/compose-mail.ts";
import { openEmlFolder } from "../../src/mail/eml-folder.ts";
import { openSmtp } from "../../src/mail/smtp-transport.ts";
import type { FinishedMail, MailTransport } from "../../src/ports/mail.ts";
import { builtInTemplates } from "../../test/support/built-in-templates.ts";
import type { Bench } from "../bench.ts";
import { medianPair } from "../figure.ts";
import { bundled, startChild } from "../plain-child.ts";
import { benchRound } from "./bench-round.ts";
import type { FromSmtpChild, ToSmtpChild } from "./smtp-child.ts";

export interface MailSize {
	readonly mails: number;
	readonly rounds: number;
}

/** Sessions at the same time, on both sides; the default of nodemailer's pool. */
const sessions = 5;
const hotline = { name: "Bench", website: "https://hotline.example", from: "hotline@hotline.example" };

/** Notices per second over SMTP and into the outbox folder, beside nodemailer's own loops with the same bytes. */
export async function benchMail(bench: Bench): Promise<void> {
	await benchMailOf(bench, { mails: bench.quick ? 200 : 4_000, rounds: bench.quick ? 1 : 3 });
	await benchRound(bench, { operators: bench.quick ? 60 : 1_000, rows: 100 });
}

/** Exported for the test of its lines. */
export async function benchMailOf(bench: Bench, size: MailSize): Promise<void> {
	const mails = await composeMails(size.mails);
	bench.note(`${mails.length} mails of ${mails[0]?.raw.byteLength} bytes, ${sessions} sessions`);
	const server = await startServer(bench);
	const loops = {
		ours: () =>
			sendOver(openSmtp({ url: `smtp://127.0.0.1:${server.port}/?tls=off`, clientName: "bench.example" }), mails),
		pool: () => sendByNodemailer(server.port, mails, true),
		single: () => sendByNodemailer(server.port, mails, false),
		folder: () => inFolder(bench, mails, (folder) => sendOver(openEmlFolder(folder), mails)),
		files: () => inFolder(bench, mails, (folder) => writeFiles(folder, mails)),
	};
	const perSecond = async (name: keyof typeof loops) => {
		const start = performance.now();
		await loops[name]();
		const rate = (mails.length / (performance.now() - start)) * 1000;
		const arrived = await server.takeCount();
		const expected = name === "folder" || name === "files" ? 0 : mails.length;
		if (arrived !== expected) throw new Error(`${name}: ${arrived} mails arrived; ${expected} were sent`);
		return rate;
	};
	const rounds: Record<keyof typeof loops, number>[] = [];
	for (let round = 0; bench.again(round, size.rounds); round++) {
		const rates = { ours: 0, pool: 0, single: 0, folder: 0, files: 0 };
		for (const name of Object.keys(loops) as (keyof typeof loops)[]) rates[name] = await perSecond(name);
		rounds.push(rates);
	}
	const add = (name: string, ours: keyof typeof loops, peer: keyof typeof loops, peerName: string) => {
		const pair = medianPair(rounds.map((rates) => ({ ours: rates[ours], peer: rates[peer] })));
		bench.add({ name, value: pair.ours, unit: "mails/s", peer: peerName, peerValue: pair.peer });
	};
	add("mail.smtp", "ours", "pool", "nodemailer pool, raw");
	add("mail.smtp", "ours", "single", "nodemailer, raw, a connection per mail");
	add("mail.eml-folder", "folder", "pool", "nodemailer pool, raw");
	add("mail.eml-folder", "folder", "files", "writeFile alone, nothing flushed");
}

/** Notices as the product writes them, each with its own id, about one system each. */
async function composeMails(count: number): Promise<FinishedMail[]> {
	const text = "192.0.2.10";
	const target = { kind: "address" as const, text, range: parseRange(text) as AddressRange };
	const times = { firstSeen: null, lastSeen: "2026-11-21T09:00:00.000Z" };
	const finding = { id: 1, target, port: 443, protocol: "tcp", ...times, details: {}, line: 2, count: 1 };
	const notice = renderNotice(
		{
			case: {
				...{ number: "BENCH-2026-0001", title: "Unpatched gateways", category: "vulnerability", reference: null },
				description: "The gateways run a version with a known hole.",
			},
			...{ hotline, round: 1, operator: { name: "Bench Hosting", country: "NL", dutch: true }, findings: [finding] },
		},
		builtInTemplates,
	);
	const mails: FinishedMail[] = [];
	for (let n = 1; n <= count; n++) {
		const noticeId = `BENCH-2026-0001-1-${n}`;
		const own = { ...hotline, envelopeFrom: hotline.from };
		const { subject, text, csv } = notice;
		mails.push(
			await composeMail(
				{
					...{ subject, text, files: [{ ...csv, type: "text/csv" as const }], noticeId },
					...{ messageId: `<${noticeId.toLowerCase()}@hotline.example>`, date: "2026-11-21T09:00:00.000Z" },
					to: [`abuse@operator${n}.example`],
				},
				own,
			),
		);
	}
	return mails;
}

/** Hands the list over with as many at a time as there are sessions. */
async function inSessions(mails: readonly FinishedMail[], send: (mail: FinishedMail) => Promise<void>): Promise<void> {
	const queue = mails.values();
	const session = async () => {
		for (const mail of queue) await send(mail);
	};
	await Promise.all(Array.from({ length: sessions }, session));
}

async function sendOver(transport: MailTransport, mails: readonly FinishedMail[]): Promise<void> {
	await inSessions(mails, async (mail) => {
		const { outcome, response } = await transport.send(mail);
		if (outcome !== "accepted") throw new Error(`a mail was ${outcome}: ${response}`);
	});
	await transport.close();
}

async function sendByNodemailer(to: number, mails: readonly FinishedMail[], pool: boolean): Promise<void> {
	const options = { host: "127.0.0.1", port: to, secure: false, ignoreTLS: true, name: "bench.example" };
	const transport = pool
		? nodemailer.createTransport({ ...options, pool: true, maxConnections: sessions, maxMessages: 1_000_000 })
		: nodemailer.createTransport(options);
	await inSessions(mails, async ({ envelopeFrom, envelopeTo, raw }) => {
		await transport.sendMail({ envelope: { from: envelopeFrom, to: [...envelopeTo] }, raw: Buffer.from(raw) });
	});
	transport.close();
}

async function inFolder(
	bench: Bench,
	mails: readonly FinishedMail[],
	work: (folder: string) => Promise<void>,
): Promise<void> {
	const folder = join(bench.folder, "outbox");
	await mkdir(folder);
	await work(folder);
	const { length } = await readdir(folder);
	if (length !== mails.length) throw new Error(`${length} files lie in the folder; ${mails.length} mails were written`);
	await rm(folder, { recursive: true });
}

async function writeFiles(folder: string, mails: readonly FinishedMail[]): Promise<void> {
	await inSessions(mails, ({ noticeId, raw }) => writeFile(join(folder, `${noticeId}.eml`), raw));
}

async function startServer(bench: Bench): Promise<{ readonly port: number; takeCount(): Promise<number> }> {
	const program = await bundled(bench, join(import.meta.dirname, "smtp-child.ts"));
	const child = startChild(bench, process.execPath, [program]);
	const said = await answer(child);
	if (!("port" in said)) throw new Error("the mail server did not start");
	return {
		port: said.port,
		async takeCount() {
			const next = answer(child);
			child.send("take-count" satisfies ToSmtpChild);
			const counted = await next;
			if (!("count" in counted)) throw new Error("the mail server gave no count");
			return counted.count;
		},
	};
}

async function answer(child: ChildProcess): Promise<FromSmtpChild> {
	const [message] = await once(child, "message");
	return message as FromSmtpChild;
}

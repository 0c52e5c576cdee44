import { type ChildProcess, spawnSync } from "node:child_process";
import { generateKeyPairSync, randomUUID } from "node:crypto";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import nodemailer from "nodemailer";
import pg from "pg";
import PostalMime from "postal-mime";
import { createTexts } from "../../src/text/texts.ts";
import { formOf, openCase, press, type Stage, waitForStatus } from "../../test/e2e/scenario/stage.ts";
import { openDataDirs } from "../../test/support/scenario-data-dir.ts";
import { openLocalDriver } from "../../test/support/scenario-local-driver.ts";
import { makeWide, writeRegistry } from "../../test/support/scenario-wide.ts";
import type { Bench } from "../bench.ts";
import { bundled, startChild } from "../plain-child.ts";
import type { FromRoundServer, RoundTaken } from "./round-server.ts";

export interface RoundSize {
	readonly operators: number;
	/** Findings of each. */
	readonly rows: number;
}

const connections = 5;
const language = "nl";
const domain = "meldpunt.example";
const selector = "bench";
const { TEST_DATABASE_URL: databaseServer } = process.env;

/**
 * A whole round of the product, from the press on Send to the last mail at the server: claimed, written, signed, checked for leaks, handed
 * over and recorded, with the thread told; beside a bare loop that makes and signs the same messages with nodemailer's pool and records
 * nothing, and beside Postfix's `smtp-source` with as many bytes, where it is installed. On PostgreSQL where TEST_DATABASE_URL
 * names one, and on the embedded database.
 */
export async function benchRound(bench: Bench, size: RoundSize): Promise<void> {
	const { privateKey } = generateKeyPairSync("rsa", {
		modulusLength: 2048,
		publicKeyEncoding: { type: "spki", format: "pem" },
		privateKeyEncoding: { type: "pkcs8", format: "pem" },
	});
	const kept = join(bench.folder, "round.jsonl");
	const stores: (string | null)[] = databaseServer === undefined ? [null] : [databaseServer, null];
	// Setting up a bot takes longer than a quick round.
	for (const store of bench.quick ? stores.slice(0, 1) : stores) {
		const ours = await ourRound(bench, { size, store, privateKey, kept });
		const loop = await nodemailerLoop(bench, { kept, privateKey });
		const [value, peerValue] = [perSecond(ours), perSecond(loop)];
		const where = store === null ? "embedded" : "postgresql";
		bench.add({
			name: `mail.round.${where}`,
			value,
			unit: "notices/s",
			peer: "nodemailer pool, same messages",
			peerValue,
		});
		const physical = await smtpSource(bench, ours);
		if (physical === null) bench.note("smtp-source is not installed (Debian: postfix), so there is no physical peer");
		else
			bench.add({
				...{ name: `mail.round.${where}.physical`, value, unit: "notices/s" },
				...{ peer: "smtp-source, as many bytes", peerValue: physical },
			});
	}
}

const perSecond = ({ mails, ms }: RoundTaken) => (mails / ms) * 1000;

interface Round {
	readonly size: RoundSize;
	/** A PostgreSQL server, or null for the embedded database. */
	readonly store: string | null;
	readonly privateKey: string;
	/** Where the server writes the mails down. */
	readonly kept: string;
}

async function ourRound(bench: Bench, { size, store, privateKey, kept }: Round): Promise<RoundTaken> {
	const wide = makeWide({ operators: size.operators, perOperator: size.rows });
	const dirs = await openDataDirs();
	bench.onEnd(() => dirs.clear());
	const dataDir = await dirs.fresh("round");
	const registry = await writeRegistry(join(dataDir, "registry"), wide.registry);
	const server = await startServer(bench, [kept, String(size.operators)]);
	const database = store === null ? null : await freshDatabase(bench, store);
	const driver = await openLocalDriver({
		dataDir,
		settings: {
			...{ HOTLINE_LANGUAGE: language, REGISTRY_DIR: registry, ALLOWED_SPECIAL_USE: wide.ranges, LIVE_LOOKUP: "off" },
			...{ SMTP_URL: `smtp://127.0.0.1:${server.port}?tls=off`, MAIL_CONNECTIONS: String(connections) },
			...{ MAIL_PER_MINUTE: "0", MAIL_PER_MINUTE_PER_DOMAIN: "0", MAIL_FROM: `meldpunt@${domain}`, LOG_LEVEL: "warn" },
			...{ DKIM_SELECTOR: selector, DKIM_KEY: privateKey.replaceAll("\n", "\\n") },
			...(database === null ? {} : { DATABASE_URL: database }),
		},
	});
	let open = true;
	const close = async () => {
		if (open) await driver.close();
		open = false;
	};
	// Also when the bench is stopped: a bot whose folder is deleted under it would go on for ever.
	bench.onEnd(close);
	const stage: Stage = {
		...{ driver, texts: createTexts(language, "Europe/Amsterdam"), cases: [], affected: new Set(), maxUploadMb: 100 },
	};
	try {
		const number = await openCase(stage, { fileName: wide.fileName, bytes: wide.report, addresses: [] });
		await waitForStatus(stage, number, "voting");
		for (const as of ["anna", "chris"] as const) await press(stage, as, number, stage.texts.actions.voteValid);
		await waitForStatus(stage, number, "ready");
		const form = formOf(await press(stage, "anna", number, stage.texts.actions.send));
		await driver.submit("anna", form, { confirmation: number });
		// Nobody reads the thread meanwhile: the driver would read it anew at each change.
		await server.all();
		await waitForStatus(stage, number, "sent");
	} finally {
		await close();
	}
	const taken = await server.taken();
	if (taken.mails !== size.operators) throw new Error(`${taken.mails} mails came for ${size.operators} operators`);
	return taken;
}

async function freshDatabase(bench: Bench, server: string): Promise<string> {
	const name = `meldkamer_bench_${randomUUID().replaceAll("-", "")}`;
	const ask = async (statement: string) => {
		const client = new pg.Client({ connectionString: server });
		await client.connect();
		try {
			await client.query(statement);
		} finally {
			await client.end();
		}
	};
	await ask(`create database ${name}`);
	bench.onEnd(() => ask(`drop database ${name} with (force)`));
	const url = new URL(server);
	url.pathname = `/${name}`;
	return url.href;
}

/** The same subjects, texts and lists, made into messages, signed and sent as fast as nodemailer does. */
async function nodemailerLoop(
	bench: Bench,
	{ kept, privateKey }: { readonly kept: string; readonly privateKey: string },
): Promise<RoundTaken> {
	const lines = (await readFile(kept, "utf8")).trimEnd().split("\n");
	const messages = await Promise.all(
		lines.map(async (line) => {
			const { to, raw } = JSON.parse(line) as { to: string[]; raw: string };
			const { subject, text, attachments } = await PostalMime.parse(Buffer.from(raw, "base64"));
			const [csv] = attachments;
			const content = Buffer.from(csv?.content as ArrayBuffer);
			return {
				from: `Bench <meldpunt@${domain}>`,
				to,
				subject,
				text,
				attachments: [{ filename: csv?.filename, content }],
			};
		}),
	);
	const server = await startServer(bench, []);
	const transport = nodemailer.createTransport({
		...{ host: "127.0.0.1", port: server.port, secure: false, ignoreTLS: true, name: "bench.example" },
		...{ pool: true, maxConnections: connections, maxMessages: 1_000_000 },
		dkim: { domainName: domain, keySelector: selector, privateKey },
	});
	await Promise.all(messages.map((message) => transport.sendMail(message as Parameters<typeof transport.sendMail>[0])));
	transport.close();
	return server.taken();
}

/** Mails per second; null where it is not installed. */
async function smtpSource(bench: Bench, { mails, bytes }: RoundTaken): Promise<number | null> {
	if (spawnSync("smtp-source", ["-V"]).error !== undefined) return null;
	const server = await startServer(bench, []);
	const length = String(Math.round(bytes / mails));
	const options = [
		"-d",
		"-l",
		length,
		"-m",
		String(mails),
		"-s",
		String(connections),
		"-f",
		"a@b.example",
		"-t",
		"c@d.example",
	];
	const child = startChild(bench, "smtp-source", [...options, `127.0.0.1:${server.port}`]);
	await once(child, "close");
	return perSecond(await server.taken());
}

async function startServer(bench: Bench, args: readonly string[]) {
	const program = await bundled(bench, join(import.meta.dirname, "round-server.ts"));
	const child = startChild(bench, process.execPath, [program, ...args]);
	const said = await answer(child);
	if (!("port" in said)) throw new Error("the mail server did not start");
	return {
		port: said.port,
		async all(): Promise<void> {
			await answer(child);
		},
		async taken(): Promise<RoundTaken> {
			const next = answer(child);
			child.send("taken");
			const taken = await next;
			child.disconnect();
			if (!("ms" in taken)) throw new Error("the mail server did not say what it took");
			return taken;
		},
	};
}

async function answer(child: ChildProcess): Promise<FromRoundServer> {
	const [message] = await once(child, "message");
	return message as FromRoundServer;
}

import { randomUUID } from "node:crypto";
import { join } from "node:path";
import pg from "pg";
import { createTexts } from "../../src/text/texts.ts";
import { type Stage, waitForStatus } from "../e2e/scenario/stage.ts";
import { startBot } from "../support/scenario-bot.ts";
import { type DataDirs, openDataDirs } from "../support/scenario-data-dir.ts";
import { openLocalDriver } from "../support/scenario-local-driver.ts";
import { readStore } from "../support/scenario-store.ts";
import { makeWide, writeRegistry } from "../support/scenario-wide.ts";
import type { Chaos, Trial } from "./chaos.ts";
import { checkHandOver } from "./check-hand-over.ts";
import { expectedOf, language, mailSettings, type RoundPlan, startSending } from "./mail-round.ts";
import { openRoughSmtp } from "./rough-smtp.ts";

const { TEST_DATABASE_URL: serverUrl } = process.env;
const plan: RoundPlan = {
	...{ wide: makeWide({ operators: 1_000, perOperator: 2 }), kills: 1, moods: ["accept"], inTurn: false, perMinute: 0 },
};

async function administer(server: string, statement: string): Promise<void> {
	const client = new pg.Client({ connectionString: server, connectionTimeoutMillis: 5_000 });
	await client.connect();
	try {
		await client.query(statement);
	} finally {
		await client.end();
	}
}

async function workersRound(trial: Trial, dirs: DataDirs, server: string): Promise<void> {
	const name = `meldkamer_chaos_${randomUUID().replaceAll("-", "")}`;
	await administer(server, `create database ${name}`);
	const url = new URL(server);
	url.pathname = `/${name}`;
	try {
		await playRound(trial, dirs, url.href);
	} finally {
		await administer(server, `drop database ${name} with (force)`);
	}
}

/** Three bots on one store, one with the chat; one of them dies while mails go out. */
async function playRound(trial: Trial, dirs: DataDirs, databaseUrl: string): Promise<void> {
	const dataDir = await dirs.folder("chat");
	const registry = await writeRegistry(join(dataDir, "registry"), plan.wide.registry);
	const smtp = await openRoughSmtp(trial.random);
	const settings = { ...mailSettings(registry, smtp, plan), DATABASE_URL: databaseUrl };
	// Slow enough that all join in, and that a kill meets mails under way.
	smtp.behave(["accept"], 60);
	const named = (name: string) => ({ ...settings, MAIL_EHLO_NAME: `${name}.example` });
	const driver = await openLocalDriver({ dataDir, settings: named("chat") });
	const start = async (name: string) =>
		startBot({ dataDir: await dirs.folder(name), settings: { ...named(name), LOCAL_CHAT: "off" } });
	const workers = [await start("worker-1"), await start("worker-2")];
	const texts = createTexts(language, "Europe/Amsterdam");
	const stage: Stage = { driver, texts, cases: [], affected: new Set(), maxUploadMb: 100 };
	try {
		const number = await startSending(stage, plan.wide);
		const target = trial.random.between(100, plan.wide.groups.size - 100);
		while (smtp.kept.length < target) await driver.changed(20);
		const victim = trial.random.pick(["worker", "chat"] as const);
		trial.say(`  killed the one with${victim === "chat" ? "" : "out"} the chat after ${smtp.kept.length} mails`);
		if (victim === "chat") await driver.restart("kill");
		else await workers[0]?.kill();
		trial.count("kills", "kills");
		await waitForStatus(stage, number, "sent");
		const senders = new Set(smtp.kept.map(({ client }) => client)).size;
		trial.say(`  sent, ${smtp.kept.length} mails received, by ${senders} processes`);
		trial.count("processes that sent", "processes", senders);
		if (senders < 3) trial.broken(`only ${senders} of three processes sent`);
		await driver.close();
		for (const worker of workers) if (worker.isAlive()) await worker.stop();
		const left = await readStore({ dataDir, url: databaseUrl });
		await checkHandOver(trial, { left, kept: smtp.kept, expected: expectedOf(plan.wide) });
	} catch (fault) {
		const logs = [driver.log(), ...workers.map((worker) => worker.log())].join("\n");
		throw new Error(`the round could not be played to its end; the bots' logs:\n${logs}`, { cause: fault });
	} finally {
		for (const worker of workers) if (worker.isAlive()) await worker.kill();
		await smtp.close();
	}
	await dirs.remove(dataDir);
}

/** Three bots on one PostgreSQL and 1,000 notices, one of them killed amid the mailing: every notice once. */
export const workersChaos: Chaos = {
	name: "workers",
	async unable() {
		if (serverUrl === undefined)
			return "Name a PostgreSQL server in TEST_DATABASE_URL, with the right to make a database, to try three workers on it.";
		try {
			await administer(serverUrl, "select 1");
			return null;
		} catch {
			return "The PostgreSQL server in TEST_DATABASE_URL does not answer, so three workers cannot be tried on it.";
		}
	},
	async run(trial) {
		const dirs = await openDataDirs();
		try {
			for (let round = 1; round <= trial.rounds; round++) {
				trial.say(`round ${round} of ${trial.rounds}`);
				await workersRound(trial, dirs, serverUrl ?? "");
				trial.count("rounds", "rounds");
			}
		} finally {
			await dirs.clear();
		}
	},
};

import { randomUUID } from "node:crypto";
import { join } from "node:path";
import pg from "pg";
import { createTexts } from "../../src/text/texts.ts";
import { type Stage, waitForStatus } from "../e2e/scenario/stage.ts";
import { startBot } from "../support/scenario-bot.ts";
import { type DataDirs, openDataDirs } from "../support/scenario-data-dir.ts";
import { openLocalDriver } from "../support/scenario-local-driver.ts";
import { readStore } from "../support/scenario-store.ts";
import { writeRegistry } from "../support/scenario-wide.ts";
import type { Chaos, Trial } from "./chaos.ts";
import { checkHandOver } from "./check-hand-over.ts";
import { expected, language, mailSettings, startSending, wide } from "./mail-round.ts";
import { openRoughSmtp } from "./rough-smtp.ts";

const { TEST_DATABASE_URL: serverUrl } = process.env;

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

/** Two bots on one store, one with the chat; one of them dies while mails go out. */
async function playRound(trial: Trial, dirs: DataDirs, databaseUrl: string): Promise<void> {
	const [dataDir, otherDir] = [await dirs.folder("chat"), await dirs.folder("worker")];
	const registry = await writeRegistry(join(dataDir, "registry"), wide.registry);
	const smtp = await openRoughSmtp(trial.random);
	const settings = { ...mailSettings(registry, smtp), DATABASE_URL: databaseUrl };
	// Slow enough that a kill meets mails under way.
	smtp.behave(["accept"], 40);
	const driver = await openLocalDriver({ dataDir, settings });
	const start = () => startBot({ dataDir: otherDir, settings: { ...settings, LOCAL_CHAT: "off" } });
	let worker = await start();
	const texts = createTexts(language, "Europe/Amsterdam");
	const stage: Stage = { driver, texts, cases: [], affected: new Set(), maxUploadMb: 100 };
	try {
		const number = await startSending(stage);
		const target = trial.random.between(1, wide.groups.size - 5);
		while (smtp.kept.length < target) await driver.changed(20);
		const victim = trial.random.pick(["worker", "chat"] as const);
		trial.say(`  killed the one with${victim === "chat" ? "" : "out"} the chat after ${smtp.kept.length} mails`);
		if (victim === "chat") await driver.restart("kill");
		else await worker.kill();
		trial.count("kills", "kills");
		await waitForStatus(stage, number, "sent");
		trial.say(`  sent, ${smtp.kept.length} mails received`);
		if (!worker.isAlive()) worker = await start();
		await driver.close();
		await worker.stop();
		await checkHandOver(trial, { left: await readStore({ dataDir, url: databaseUrl }), kept: smtp.kept, expected });
	} catch (fault) {
		const logs = `${driver.log()}\n${worker.log()}`;
		throw new Error(`the round could not be played to its end; the bots' logs:\n${logs}`, { cause: fault });
	} finally {
		if (worker.isAlive()) await worker.kill();
		await smtp.close();
	}
	await dirs.remove(dataDir);
}

/** Two bots on one PostgreSQL, one of which is killed amid the mailing: every notice once. */
export const workersChaos: Chaos = {
	name: "workers",
	async unable() {
		if (serverUrl === undefined)
			return "Name a PostgreSQL server in TEST_DATABASE_URL, with the right to make a database, to try two workers on it.";
		try {
			await administer(serverUrl, "select 1");
			return null;
		} catch {
			return "The PostgreSQL server in TEST_DATABASE_URL does not answer, so two workers cannot be tried on it.";
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

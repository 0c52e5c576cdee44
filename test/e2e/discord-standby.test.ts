import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { contractDatabases } from "../support/contract-databases.ts";
import { startFakeDiscord } from "../support/fake-discord/start-fake-discord.ts";
import { type Bot, startBot } from "../support/scenario-bot.ts";
import { type DataDirs, openDataDirs } from "../support/scenario-data-dir.ts";
import { waitUntil } from "../support/wait-until.ts";

const testMs = 120_000;
const postgres = contractDatabases.find(({ name }) => name === "PostgreSQL");

describe.runIf(postgres !== undefined)("two bots on one database", () => {
	let dirs: DataDirs;
	const ends: (() => Promise<void>)[] = [];
	beforeEach(async () => {
		dirs = await openDataDirs();
	});
	afterEach(async () => {
		for (const end of ends.reverse()) await end();
		await dirs.clear();
	}, testMs);

	it("have one line to Discord; the second waits, and takes over when the first is killed", {
		timeout: testMs,
	}, async () => {
		const database = await (postgres as NonNullable<typeof postgres>).make();
		ends.push(() => database.drop());
		const fake = await startFakeDiscord();
		ends.push(() => fake.close());
		const start = async (name: string): Promise<Bot> => {
			const settings = { ...fake.settings, DATABASE_URL: database.url ?? "", LIVE_LOOKUP: "off", LOCAL_CHAT: "off" };
			const bot = await startBot({ dataDir: await dirs.fresh(name), settings });
			ends.push(() => (bot.isAlive() ? bot.kill() : Promise.resolve()));
			return bot;
		};
		const first = await start("first");
		await start("second");
		expect(await fake.counts()).toMatchObject({ identify: 1 });
		expect(await fake.command("anna", "case list", {})).toMatchObject({ kind: "message" });

		await first.kill();
		await waitUntil(async () => (await fake.counts()).identify === 2, 30_000);
		await waitUntil(async () => (await fake.command("anna", "case list", {})).kind === "message", 30_000);
		expect(await fake.violations()).toEqual([]);
	});
});

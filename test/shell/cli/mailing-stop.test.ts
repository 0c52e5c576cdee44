import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { examineStop } from "../../../src/cli/examine-stop.ts";
import { readConfig } from "../../../src/config.ts";
import { lockDataDir } from "../../../src/db/data-dir-lock.ts";
import { openDatabase } from "../../../src/db/open-database.ts";
import { openLog } from "../../../src/log/pino-log.ts";
import { runCli } from "../../support/run-cli.ts";

describe("the emergency stop on the command line", () => {
	let folder = "";
	let dataDir = "";
	const run = (...args: string[]) => runCli(folder, ["mail", ...args], { DATA_DIR: dataDir });
	const examine = (change: Record<string, string> = {}) =>
		examineStop(readConfig({ HOTLINE_LANGUAGE: "en", DATA_DIR: dataDir, ...change }));
	const open = () =>
		openDatabase({
			...{ url: null, dataDir, onFirstStart() {}, log: openLog("silent") },
			...{ messageIdFor: (id: string) => id, enqueueIn: async () => {} },
		});
	beforeAll(() => {
		folder = mkdtempSync(join(tmpdir(), "meldkamer-stop-"));
		dataDir = join(folder, "data");
	});
	afterAll(() => rmSync(folder, { recursive: true, force: true }));

	it("has nothing to stop before there is a store, and makes none", async () => {
		const { status, stderr } = await run("stop", "wrong list");
		expect([status, stderr]).toEqual([1, expect.stringMatching(/^There is no store in /)]);
		expect(await examine()).toEqual([]);
		expect(readdirSync(folder)).toEqual([]);
	}, 60_000);

	it("stops, says so to whoever asks, leaves word for the bot, and is lifted", async () => {
		await (await open()).close();
		expect(await run("status")).toMatchObject({ status: 0, stdout: "Mailing is not stopped.\n" });
		expect(await examine()).toEqual([{ ok: true, what: "Mailing is not stopped.", todo: null }]);

		const stopped = await run("stop", "192.0.2.1 has it all", "--by", "Anna");
		expect(stopped).toMatchObject({ status: 0, stderr: "" });
		expect(stopped.stdout).toMatch(
			/^✗ All mailing has been stopped\n {2}Stopped by: Anna \| Since: .* \| Why: \[…\] has it all\.\n/,
		);
		expect(stopped.stdout).toContain("The bot pauses cases that are being sent");
		const again = await run("stop", "again");
		expect(again).toMatchObject({
			status: 0,
			stdout: expect.stringMatching(/^All mailing was stopped already, by Anna/),
		});
		expect(await run("status")).toMatchObject({ status: 1, stdout: expect.stringContaining("Stopped by: Anna") });
		expect(await examine()).toEqual([
			{
				...{ ok: false, what: expect.stringMatching(/^All mailing was stopped by Anna .*has it all\./) },
				todo: "When mailing may go on, a coordinator types /mail resume.",
			},
		]);

		expect(await run("resume", "--by", "Bram")).toMatchObject({
			status: 0,
			stdout: expect.stringMatching(/^The stop is lifted/),
		});
		expect(await run("resume")).toMatchObject({ status: 1, stdout: "Mailing is not stopped.\n" });
		const database = await open();
		const jobs = await database.sqlExecutor(
			"select name, data->>'key' as key, data->>'liftedBy' as by from pgboss.job where name like 'PostStop' order by created_on, key desc",
			[],
		);
		const queues = await database.sqlExecutor("select name from pgboss.queue where name like 'UpdateRegistry%'", []);
		await database.close();
		expect(jobs).toEqual([
			{ name: "PostStop", key: expect.stringMatching(/^stop:/), by: null },
			{ name: "PostStop", key: expect.stringMatching(/^lift:/), by: "Bram" },
		]);
		expect(queues).toEqual([]);
	}, 240_000);

	it("says plainly what to do while the bot has the embedded store", async () => {
		const unlock = await lockDataDir(dataDir);
		const { status, stderr } = await run("stop", "wrong list");
		expect([status, stderr]).toEqual([
			...[
				1,
				"The bot is running on the embedded store, and only one process can work in that. Type /mail stop in the chat, or stop the bot itself: then nothing is mailed either.\n",
			],
		]);
		expect(await examine()).toEqual([{ ok: true, what: expect.stringContaining("only /status can say"), todo: null }]);
		await unlock();
	}, 60_000);

	it("says that a database server can't be reached", async () => {
		expect(await examine({ DATABASE_URL: "postgres://nobody@127.0.0.1:1/none" })).toEqual([
			{ ok: false, what: expect.stringContaining("127.0.0.1:1"), todo: expect.stringContaining("DATABASE_URL") },
		]);
	});

	it("wants a reason", async () => {
		expect((await run("stop")).status).toBe(2);
	}, 60_000);
});

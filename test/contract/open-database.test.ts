import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { DataDirInUse, lockDataDir } from "../../src/db/data-dir-lock.ts";
import { prismaFolder, readMigrations } from "../../src/db/migrations.ts";
import { openDatabase } from "../../src/db/open-database.ts";
import { DatabaseUnreachable } from "../../src/db/open-postgres.ts";
import { schemaDifference } from "../../src/db/schema-difference.ts";
import { contractDatabases } from "../support/contract-databases.ts";
import { startStoreProcess } from "../support/store-process.ts";
import { testStoreOptions } from "../support/test-database.ts";

let folder: string;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "meldkamer-db-"));
});
afterAll(async () => {
	await rm(folder, { recursive: true, force: true });
});

test("the migrations give exactly what schema.prisma says", { timeout: 120_000 }, async () => {
	expect(await schemaDifference(await readFile(join(prismaFolder(), "schema.prisma"), "utf8"))).toBeNull();
});

/** Starts of processes and of databases take their time on a busy machine. */
const slow = { timeout: 120_000 };

test("a first start says so, once, and makes up for one that was cut short", slow, async () => {
	const dataDir = join(folder, "embedded");
	await mkdir(join(dataDir, "pglite.new"), { recursive: true });
	await writeFile(join(dataDir, "pglite.new", "half-made"), "");
	let firstStarts = 0;
	for (let start = 0; start < 2; start++) {
		const database = await openDatabase({ ...testStoreOptions, url: null, dataDir, onFirstStart: () => firstStarts++ });
		await database.close();
		await database.close();
	}
	expect(firstStarts).toBe(1);
	expect((await readdir(dataDir)).sort()).toEqual(["pglite"]);
});

test("a second process is refused while the first lives; kill -9 loses no acknowledged event", slow, async () => {
	const dataDir = join(folder, "embedded");
	let acknowledged = 0;
	for (const round of [1, 2]) {
		const child = startStoreProcess(dataDir);
		await child.acknowledged(acknowledged + 1);
		if (round === 1) {
			const refused = openDatabase({ ...testStoreOptions, url: null, dataDir, onFirstStart: () => {} });
			await expect(refused).rejects.toThrow(DataDirInUse);
			await expect(refused).rejects.toMatchObject({ dataDir, pid: child.pid });
		}
		await child.acknowledged(acknowledged + 10 * round);
		acknowledged = await child.kill();
	}
	const database = await openDatabase({ ...testStoreOptions, url: null, dataDir, onFirstStart: () => {} });
	try {
		const events = await database.cases.events("KILL-2026-0001", 0, 100_000);
		expect(events.map((stored) => stored.seq)).toEqual(events.map((_, index) => index + 1));
		// Event 1 opens the case; note n is event n + 1. One more may have been stored and not been acknowledged.
		expect(events.length - 1).toBeGreaterThanOrEqual(acknowledged);
		expect((await database.cases.load("KILL-2026-0001"))?.version).toBe(events.length);
	} finally {
		await database.close();
	}
});

test("of many that want a folder with a dead process's lock one gets it", async () => {
	const dataDir = join(folder, "contended");
	const gone = spawn(process.execPath, ["-e", ""]);
	await once(gone, "exit");
	await lockDataDir(dataDir).then((unlock) => unlock());
	await writeFile(join(dataDir, "meldkamer.lock"), JSON.stringify({ pid: gone.pid, startTime: "1", token: "dead" }));
	const results = await Promise.allSettled(Array.from({ length: 20 }, () => lockDataDir(dataDir)));
	const taken = results.filter((result) => result.status === "fulfilled");
	expect(taken).toHaveLength(1);
	for (const result of results) if (result.status === "rejected") expect(result.reason).toBeInstanceOf(DataDirInUse);
	await taken[0]?.value();
	await (await lockDataDir(dataDir))();
});

test("a lock whose process id was given to another process since is taken over", async () => {
	const dataDir = join(folder, "reused");
	await (await lockDataDir(dataDir))();
	await writeFile(join(dataDir, "meldkamer.lock"), JSON.stringify({ pid: 1, startTime: "-1", token: "old" }));
	await (await lockDataDir(dataDir))();
});

test("a lock file that is just being written counts as held", async () => {
	const dataDir = join(folder, "writing");
	await (await lockDataDir(dataDir))();
	await writeFile(join(dataDir, "meldkamer.lock"), "");
	await expect(lockDataDir(dataDir)).rejects.toMatchObject({ pid: null, message: expect.stringContaining("DATA_DIR") });
});

test("says in plain words that a server cannot be reached, without the password", async () => {
	const url = "postgres://user:hush@127.0.0.1:1/none";
	const opening = openDatabase({ ...testStoreOptions, url, dataDir: folder, onFirstStart: () => {} });
	await expect(opening).rejects.toThrow(DatabaseUnreachable);
	await expect(opening).rejects.not.toThrow("hush");
	await expect(opening).rejects.toThrow("127.0.0.1:1");
});

test.runIf(contractDatabases.length > 1)(
	"four processes that start at once on an empty database all get it",
	async () => {
		const contract = await contractDatabases.find(({ name }) => name === "PostgreSQL")?.make();
		if (contract === undefined) throw new Error("no PostgreSQL");
		const databases = await Promise.all(Array.from({ length: 4 }, () => contract.open()));
		const rows = await databases[0]?.sqlExecutor("select migration_name from _prisma_migrations", []);
		expect(rows).toHaveLength((await readMigrations()).migrationDirectories.length);
		for (const database of databases) await database.close();
		await contract.drop();
	},
);

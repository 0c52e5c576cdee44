import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile, stat, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { takeUpdateLock } from "../../../../src/registry/update/update-lock.ts";
import { inetnumPath, publishedFiles } from "../../../support/registry-files.ts";
import { cutAfter, silentAfter } from "../../../support/registry-server.ts";
import { waitUntil } from "../../../support/wait-until.ts";
import { updateSuite } from "./update-suite.ts";

const root = join(import.meta.dirname, "../../../..");

const one = publishedFiles({ networks: 300 });
const two = publishedFiles({ networks: 330, edition: "two" });

describe("several updates of one folder", () => {
	const suite = updateSuite();

	it("take turns: the second one finds the first at work, and leaves it alone", async () => {
		suite().server.publish(one);
		const [first, second] = await Promise.all([suite().update(), suite().update()]);
		const kinds = [first, second].map((result) => (result.kind === "failed" ? result.trouble.code : result.kind));
		expect(kinds.sort()).toEqual(["in-use", "updated"]);
		expect(await suite().mailboxOf("10.0.7.1")).toBe("abuse@one.example");
		expect(await suite().update()).toMatchObject({ kind: "nothing-new" });
	});

	it("take over from a process that is gone, or whose number another one has now", async () => {
		suite().server.publish(one);
		await suite().update();
		const lock = join(suite().home, "update.lock");
		const held = await takeUpdateLock(lock);
		const mine = JSON.parse(await readFile(lock, "utf8"));
		await held?.release();
		for (const gone of [{ pid: 4_194_000 }, { startTime: "1" }]) {
			await writeFile(lock, JSON.stringify({ ...mine, ...gone }));
			expect(await suite().update()).toMatchObject({ kind: "nothing-new" });
		}
		await writeFile(lock, "{");
		expect(await suite().update()).toMatchObject({ kind: "nothing-new" });
		expect((await readdir(suite().home)).filter((name) => name.startsWith("update.lock"))).toEqual([]);
	});

	it("leave one on another machine alone as long as it shows that it lives", async () => {
		suite().server.publish(one);
		await suite().update();
		const lock = join(suite().home, "update.lock");
		const since = new Date().toISOString();
		await writeFile(lock, JSON.stringify({ pid: 1, host: `not-${hostname()}`, startTime: null, token: "t", since }));
		expect(await suite().update()).toMatchObject({ kind: "failed", trouble: { code: "in-use" } });
		const past = new Date(Date.now() - 180_000);
		await utimes(lock, past, past);
		expect(await suite().update()).toMatchObject({ kind: "nothing-new" });
	});

	it("give the lock to one alone, however many want it", async () => {
		const lock = join(suite().folder, "some.lock");
		const stale = { pid: 4_194_000, host: "", startTime: null, token: "t", since: new Date().toISOString() };
		const probe = await takeUpdateLock(lock);
		const { host } = JSON.parse(await readFile(lock, "utf8"));
		await probe?.release();
		for (let round = 0; round < 20; round++) {
			await writeFile(lock, JSON.stringify({ ...stale, host }));
			const all = await Promise.all(Array.from({ length: 8 }, () => takeUpdateLock(lock)));
			const holders = all.filter((each) => each !== null);
			expect(holders).toHaveLength(1);
			expect(await holders[0]?.isMine()).toBe(true);
			await holders[0]?.release();
		}
	});
});

describe("an update that is killed", () => {
	const suite = updateSuite();

	function start(): ChildProcess {
		const program = [
			"--import",
			join(root, "scripts/run-ts.mjs"),
			join(root, "test/support/registry-update-process.ts"),
		];
		return spawn(process.execPath, [...program, suite().home, suite().server.url], { stdio: "ignore" });
	}

	it("leaves the index in use, and the next one goes on where it was", async () => {
		suite().server.publish(one);
		await suite().update();
		suite().server.publish(two, "Tue, 29 Sep 2026 22:11:50 GMT");
		suite().server.next(inetnumPath, silentAfter(9_000));
		const child = start();
		const part = join(suite().home, "download", "ripe.db.inetnum.gz.part");
		await waitUntil(async () => (await stat(part).catch(() => null))?.size === 9_000, 20_000);
		expect(await suite().update()).toMatchObject({ kind: "failed", trouble: { code: "in-use" } });
		child.kill("SIGKILL");
		await once(child, "exit");
		expect(await suite().mailboxOf("10.0.7.1")).toBe("abuse@one.example");
		suite().server.taken();
		expect(await suite().update()).toMatchObject({ kind: "updated", index: { objects: 336 } });
		expect(suite().server.taken()).toContain(`206 ${inetnumPath}`);
		expect(await suite().mailboxOf("10.0.7.1")).toBe("abuse@two.example");
		expect(await suite().names()).toEqual(["download", "registry.index"]);
	});

	it("at any moment, again and again, with a line that breaks: an index is in use all the time, and in the end the new one", async () => {
		suite().server.publish(one);
		await suite().update();
		suite().server.publish(two, "Tue, 29 Sep 2026 22:11:50 GMT");
		for (let round = 0; round < 6; round++) {
			suite().server.next(inetnumPath, cutAfter(3_000 + 5_000 * round));
			const asked = suite().server.asked.length;
			const child = start();
			const ended = once(child, "exit");
			// From the first request on, later each time; the fifth and sixth often get to the building.
			await waitUntil(() => suite().server.asked.length > asked || child.exitCode !== null, 20_000);
			const until = performance.now() + round * 60;
			await waitUntil(() => performance.now() >= until);
			child.kill("SIGKILL");
			await ended;
			expect(await suite().mailboxOf("10.0.7.1")).toMatch(/^abuse@(one|two)\.example$/);
		}
		expect(["updated", "nothing-new"]).toContain((await suite().update()).kind);
		expect(await suite().mailboxOf("10.0.7.1")).toBe("abuse@two.example");
		expect(await readFile(join(suite().home, "download", "ripe.db.inetnum.gz"))).toEqual(two.get(inetnumPath));
		expect(await suite().names()).toEqual(["download", "registry.index"]);
	});
});

import { mkdir, readdir, readlink, rm, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { parseRange } from "../../../src/core/report/range.ts";
import type { AddressRange } from "../../../src/core/report/target.ts";
import type { LocalRegistry } from "../../../src/ports/contact-source.ts";
import { openRegistryHolder } from "../../../src/registry/open-registry-holder.ts";
import { asideBuilder } from "../../../src/registry/update/aside-builder.ts";
import { openRegistryUpdates } from "../../../src/registry/update/open-registry-updates.ts";
import { inetnumPath, publishedFiles } from "../../support/registry-files.ts";
import { waitUntil } from "../../support/wait-until.ts";
import { updateSuite } from "./update/update-suite.ts";

const one = publishedFiles({ networks: 40 });
const two = publishedFiles({ networks: 50, edition: "two" });

async function mailboxIn(registry: LocalRegistry | null): Promise<string | undefined> {
	const answer = await registry?.find(parseRange("10.0.7.1") as AddressRange, new AbortController().signal);
	return answer?.kind === "contact" ? answer.contact.mailboxes[0] : undefined;
}

describe("the registry that a process holds", () => {
	const suite = updateSuite();
	const events: string[] = [];
	const log = {
		info: (event: string) => void events.push(event),
		warn: () => {},
		error: (event: string) => void events.push(event),
	};
	const hold = (mustExist = false) => openRegistryHolder({ home: suite().home, mustExist, country: null, log });

	it("is none while there is none, and the index as soon as one is made", async () => {
		const holder = await hold();
		expect(await holder.current()).toBeNull();
		suite().server.publish(one);
		await suite().update();
		expect(await mailboxIn(await holder.current())).toBe("abuse@one.example");
	});

	it("is the new index after a swap, while who has the one before keeps that", async () => {
		suite().server.publish(one);
		await suite().update();
		const holder = await hold();
		const before = await holder.current();
		expect(await holder.current()).toBe(before);
		suite().server.publish(two);
		await suite().update();
		const [after, again] = await Promise.all([holder.current(), holder.current()]);
		expect(again).toBe(after);
		expect(await mailboxIn(after)).toBe("abuse@two.example");
		expect(await mailboxIn(before)).toBe("abuse@one.example");
		expect(before?.inside(parseRange("10.0.7.0/24") as AddressRange).contacts[0]?.mailboxes).toEqual([
			"abuse@one.example",
		]);
	});

	it("closes an index that nobody holds any more", async () => {
		// Lets a test ask for what the engine else does when it likes.
		setFlagsFromString("--expose-gc");
		const collect = runInNewContext("gc") as () => void;
		const openFiles = async () => {
			const links = await readdir("/proc/self/fd");
			const targets = await Promise.all(links.map((name) => readlink(`/proc/self/fd/${name}`).catch(() => "")));
			return targets.filter((target) => target.startsWith(suite().home)).length;
		};
		suite().server.publish(one);
		await suite().update();
		const holder = await hold();
		for (const edition of ["a", "b", "c", "d"]) {
			suite().server.publish(publishedFiles({ networks: 40, edition }));
			await suite().update();
			expect(await mailboxIn(await holder.current())).toBe(`abuse@${edition}.example`);
		}
		await waitUntil(async () => {
			collect();
			return (await openFiles()) === 1;
		});
		expect(await mailboxIn(await holder.current())).toBe("abuse@d.example");
	});

	it("stays the one from before when what takes its place can't be read", async () => {
		suite().server.publish(one);
		await suite().update();
		const holder = await hold();
		events.length = 0;
		await rm(join(suite().home, "registry.index"));
		await writeFile(join(suite().home, "registry.index"), "nothing of the kind");
		for (let time = 0; time < 3; time++) expect(await mailboxIn(await holder.current())).toBe("abuse@one.example");
		expect(events).toEqual(["registry.not-opened"]);
		await expect(hold()).rejects.toThrow(/index/);
	});

	it("is of split files where they are all there is, or newer than the index: an index is made of them", async () => {
		await mkdir(suite().home, { recursive: true });
		const put = async (files: ReadonlyMap<string, Buffer>, at: Date) => {
			for (const [path, body] of files) {
				const file = join(suite().home, path.slice(path.lastIndexOf("/") + 1));
				await writeFile(file, body);
				await utimes(file, at, at);
			}
		};
		await put(two, new Date("2026-01-01"));
		expect(await mailboxIn(await (await hold()).current())).toBe("abuse@two.example");
		expect((await readdir(suite().home)).filter((name) => name.includes("index"))).toEqual(["registry.index"]);
		suite().server.publish(one);
		await suite().update();
		expect(await mailboxIn(await (await hold()).current())).toBe("abuse@one.example");
		await put(two, new Date("2026-11-01"));
		expect(await mailboxIn(await (await hold()).current())).toBe("abuse@two.example");
	});

	it("needs a folder that was named", async () => {
		await expect(hold(true)).rejects.toThrow(/registry folder is not there.+REGISTRY_DIR/);
		await mkdir(suite().home);
		expect(await (await hold(true)).current()).toBeNull();
	});
});

describe("how a registry folder stands", () => {
	const suite = updateSuite();
	const open = () =>
		openRegistryUpdates({
			...{ home: suite().home, url: suite().server.url, country: null, builder: asideBuilder, nextDue: () => null },
			manners: { againMs: [], spareBytes: 0 },
			clock: () => new Date().toISOString(),
			log: { info: () => {}, warn: () => {}, error: () => {} },
		});

	it("has one name for all who share it, whatever they are called", async () => {
		const updates = await open();
		expect(updates.folder).toMatch(/^[0-9a-f-]{36}$/);
		expect((await open()).folder).toBe(updates.folder);
	});

	it("tells of nothing, of an index, of the last attempt and of one that is under way", async () => {
		const updates = await open();
		const { signal } = new AbortController();
		expect(await updates.status()).toEqual({ kind: "none", index: null, lastAttempt: null, running: null });
		suite().server.publish(one);
		expect(await updates.update(signal)).toMatchObject({ kind: "updated" });
		expect(await updates.status()).toMatchObject({
			kind: "index",
			index: { objects: 46 },
			lastAttempt: { result: { kind: "updated" } },
			running: null,
		});
		suite().server.publish(two);
		let letGo = (): void => {};
		const held = new Promise<void>((resolve) => {
			letGo = resolve;
		});
		suite().server.next(inetnumPath, (answer) => void held.then(() => answer.writeHead(404).end()));
		const updating = updates.update(signal);
		await waitUntil(async () => (await updates.status()).running?.progress?.phase === "fetching");
		letGo();
		expect(await updating).toMatchObject({ kind: "failed" });
		expect(await updates.status()).toMatchObject({
			kind: "index",
			lastAttempt: { result: { kind: "failed", trouble: { code: "not-found" } } },
			running: null,
		});
		await writeFile(join(suite().home, "registry.index"), "cut");
		await writeFile(join(suite().home, "last-update.json"), "{");
		expect(await updates.status()).toMatchObject({ kind: "unusable", lastAttempt: null });
	});
});

import { chmod, copyFile, mkdtemp, readdir, readFile, rm, stat, truncate, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { buildIndex } from "../../../src/registry/build/build-index.ts";
import { buildIndexAside } from "../../../src/registry/build-index-aside.ts";
import { openIndex, readIndexInfo } from "../../../src/registry/open-index.ts";
import { openRegistry, openSplitFiles } from "../../../src/registry/open-registry.ts";
import { RegistryFault } from "../../../src/registry/registry-fault.ts";
import { verifyIndex } from "../../../src/registry/verify-index.ts";
import { buildWorker } from "../../support/build-worker.ts";
import { rangeOf } from "./built-from.ts";

const fixture = "test/fixtures/registry";
const { signal } = new AbortController();
const asked = ["192.0.2.1", "192.0.2.70", "192.0.2.209", "198.51.100.7", "203.0.113.9", "2001:db8:aa::1", "9.9.9.9"];

let folder: string;
let index: string;
let answers: readonly string[];
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "registry-file-"));
	index = join(folder, "whole.index");
	await buildIndex({ from: fixture, to: index, country: null });
	answers = await answersOf(index);
});
afterAll(() => rm(folder, { recursive: true }));

let copies = 0;
const copyOf = async (path: string) => {
	const copy = join(folder, `copy-${++copies}.index`);
	await copyFile(path, copy);
	return copy;
};
const bigints = (_key: string, value: unknown) => (typeof value === "bigint" ? value.toString() : value);

async function answersOf(path: string): Promise<string[]> {
	const opened = openIndex(path);
	try {
		const found = await Promise.all(asked.map((text) => opened.find(rangeOf(text), signal)));
		return [...found, await opened.findAsn(64496, signal)].map((answer) => JSON.stringify(answer, bigints));
	} finally {
		opened.close();
	}
}

/** A new folder with the fixture's files. */
async function splitFolder(): Promise<string> {
	const made = await mkdtemp(join(folder, "split-"));
	for (const name of await readdir(fixture)) await copyFile(join(fixture, name), join(made, name));
	return made;
}

describe("an index file", () => {
	it("says what it is made of", async () => {
		const info = readIndexInfo(index);
		expect(info).toEqual(await verifyIndex(index));
		expect(info.bytes).toBe((await stat(index)).size);
		expect(info.country).toBeNull();
		expect(info.sources.map(({ name }) => name).sort()).toEqual((await readdir(fixture)).sort());
		expect(info.counts).toMatchObject({ inetnum: 9, inet6num: 2, role: 5, organisation: 3, "aut-num": 2, route: 4 });
		const times = await Promise.all(info.sources.map(({ name }) => stat(join(fixture, name))));
		expect(Date.parse(info.asOf)).toBe(Math.floor(Math.min(...times.map(({ mtimeMs }) => mtimeMs))));
	});

	it("is the same twice", async () => {
		const again = join(folder, "again.index");
		await buildIndex({ from: fixture, to: again, country: null });
		expect((await readFile(again)).equals(await readFile(index))).toBe(true);
	});

	it("gives, with any byte changed, the right answers or a plain fault", async () => {
		const bytes = await readFile(index);
		const changed = join(folder, "changed.index");
		await fc.assert(
			fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (at, by) => {
				const copy = Buffer.from(bytes);
				copy[at] = (copy[at] as number) ^ by;
				await writeFile(changed, copy);
				const given = await answersOf(changed).catch((fault: unknown) => fault);
				if (given instanceof Error) expect(given).toBeInstanceOf(RegistryFault);
				else expect(given).toEqual(answers);
				const verified = await verifyIndex(changed).catch((fault: unknown) => fault);
				if (given instanceof Error) expect(verified).toBeInstanceOf(RegistryFault);
				// What verifies answers as before: the change lies between the sections.
				else if (!(verified instanceof Error)) expect(given).toEqual(answers);
			}),
			{ numRuns: 400 },
		);
	});

	it("is refused when it is cut off anywhere", async () => {
		const { size } = await stat(index);
		for (const length of [0, 7, 100, 16 * 1024, size - 1]) {
			const cut = await copyOf(index);
			await truncate(cut, length);
			expect(() => openIndex(cut)).toThrow(RegistryFault);
			expect(() => openIndex(cut)).toThrow(/meldkamer registry update/);
		}
	});

	it("is refused when it is missing, of another kind, or of another version", async () => {
		expect(() => openIndex(join(folder, "nowhere"))).toThrow(/cannot be opened/);
		const foreign = join(folder, "foreign.index");
		await writeFile(foreign, "x".repeat(100_000));
		expect(() => openIndex(foreign)).toThrow(/of another kind/);
		const patched = async (at: number, value: number) => {
			const copy = await copyOf(index);
			const bytes = await readFile(copy);
			bytes.writeUInt32LE(value, at);
			await writeFile(copy, bytes);
			return copy;
		};
		const [older, newer, turned] = [await patched(12, 0), await patched(12, 99), await patched(8, 0x04030201)];
		expect(() => openIndex(older)).toThrow(/older version/);
		expect(() => openIndex(newer)).toThrow(/newer version/);
		expect(() => openIndex(turned)).toThrow(/machine of another kind/);
	});

	it("names no range for a number that it did not give, and nothing once it is closed", () => {
		const opened = openIndex(index);
		for (const number of [0, -1, 1.5, 1_000_000]) expect(() => opened.contactOf(number)).toThrow(RangeError);
		expect(opened.rangeNumberOf("010.0.0.1")).toBe(-1);
		expect(opened.rangeNumberOf("::ffff:192.0.2.1")).toBe(opened.rangeNumberOf("192.0.2.1"));
		opened.close();
		opened.close();
		expect(() => opened.contactOf(1)).toThrow(/closed/);
	});
});

describe("building", () => {
	const parts = async (of: string) => (await readdir(of)).filter((name) => name.endsWith(".part"));

	it("leaves the old index, and nothing else, when a file is damaged or it is stopped", async () => {
		const from = await splitFolder();
		const to = join(from, "registry.index");
		await buildIndex({ from, to, country: null });
		const before = await readFile(to);
		const stopping = AbortSignal.abort(new Error("stopped"));
		await expect(buildIndex({ from, to, country: null, signal: stopping })).rejects.toThrow("stopped");
		await writeFile(join(from, "ripe.db.route.gz"), "this is not packed");
		await rm(join(from, "ripe.db.route"));
		await expect(buildIndex({ from, to, country: null })).rejects.toThrow(
			/ripe\.db\.route\.gz is damaged.*Fetch it again/,
		);
		expect((await readFile(to)).equals(before)).toBe(true);
		expect(await parts(from)).toEqual([]);
	});

	it("removes what a killed build left yesterday, and nothing of today", async () => {
		const from = await splitFolder();
		const left = ["registry.index.1-dead.part", "registry.index.2-busy.part", "other.index.3-dead.part"];
		for (const name of left) await writeFile(join(from, name), "");
		const yesterday = new Date(Date.now() - 25 * 60 * 60 * 1000);
		for (const name of left) if (name.includes("dead")) await utimes(join(from, name), yesterday, yesterday);
		await buildIndex({ from, to: join(from, "registry.index"), country: null });
		expect(await parts(from)).toEqual(["other.index.3-dead.part", "registry.index.2-busy.part"]);
	});

	it("says how far it is", async () => {
		const seen: string[] = [];
		let last = 0;
		await buildIndex({
			from: fixture,
			to: join(folder, "progress.index"),
			country: null,
			onProgress: ({ phase, done, total }) => {
				if (seen.at(-1) !== phase) seen.push(phase);
				expect(done).toBeLessThanOrEqual(total);
				last = done / total;
			},
		});
		expect(seen[0]).toBe("reading");
		expect(seen.at(-1)).toBe("writing");
		expect(last).toBe(1);
	});

	it("is the same in a worker thread, faults and all", async () => {
		const worker = await buildWorker("src/registry/build-worker.ts");
		try {
			const to = join(folder, "aside.index");
			const phases = new Set<string>();
			const options = { from: fixture, to, country: null };
			const info = await buildIndexAside({ ...options, onProgress: ({ phase }) => phases.add(phase) }, worker.entry);
			expect(info).toEqual(readIndexInfo(index));
			expect((await readFile(to)).equals(await readFile(index))).toBe(true);
			expect([...phases]).toEqual(["reading", "resolving", "writing"]);
			const nowhere = buildIndexAside({ ...options, from: join(folder, "nowhere") }, worker.entry);
			await expect(nowhere).rejects.toBeInstanceOf(RegistryFault);
			const unwritable = buildIndexAside({ ...options, to: join(folder, "nowhere", "a.index") }, worker.entry);
			await expect(unwritable).rejects.toMatchObject({ name: "Error", code: "ENOENT" });
			const stopped = new AbortController();
			const stopping = buildIndexAside(
				{ ...options, signal: stopped.signal, onProgress: () => stopped.abort(new Error("stopped")) },
				worker.entry,
			);
			await expect(stopping).rejects.toThrow("stopped");
			expect(await parts(folder)).toEqual([]);
		} finally {
			await worker.remove();
		}
	});
});

describe("the registry's folder", () => {
	const inode = async (path: string) => (await stat(path)).ino;

	it("gets an index beside its split files, anew when a file changed or another country is wanted", async () => {
		const home = await splitFolder();
		const path = join(home, "registry.index");
		(await openRegistry(home)).close();
		const first = await inode(path);
		(await openRegistry(home)).close();
		expect(await inode(path)).toBe(first);
		await utimes(join(home, "ripe.db.role"), new Date(), new Date(Date.now() + 5_000));
		(await openRegistry(home)).close();
		const second = await inode(path);
		expect(second).not.toBe(first);
		const dutch = await openRegistry(home, { country: "NL" });
		expect(dutch.info.country).toBe("NL");
		dutch.close();
		expect(await inode(path)).not.toBe(second);
	});

	it("keeps an index of newer files than lie there, whatever their country", async () => {
		const home = await splitFolder();
		const fresh = await splitFolder();
		for (const name of await readdir(home)) await utimes(join(home, name), new Date(), new Date("2026-01-01"));
		await buildIndex({ from: fresh, to: join(home, "registry.index"), country: "NL" });
		const before = await inode(join(home, "registry.index"));
		const opened = await openRegistry(home);
		expect(opened.info.country).toBe("NL");
		opened.close();
		expect(await inode(join(home, "registry.index"))).toBe(before);
	});

	it("opens an index alone, and makes a damaged one anew where the files are", async () => {
		const home = await mkdtemp(join(folder, "alone-"));
		await copyFile(index, join(home, "registry.index"));
		const opened = await openRegistry(home);
		expect(opened.info).toEqual(readIndexInfo(index));
		opened.close();
		await truncate(join(home, "registry.index"), 50_000);
		await expect(openRegistry(home)).rejects.toThrow(/cut off/);
		for (const name of await readdir(fixture)) await copyFile(join(fixture, name), join(home, name));
		(await openRegistry(home)).close();
		await verifyIndex(join(home, "registry.index"));
	});

	it.skipIf(process.getuid?.() === 0)("is read all the same when nothing may be written in it", async () => {
		const home = await splitFolder();
		await chmod(home, 0o555);
		const opened = await openRegistry(home);
		expect(await opened.find(rangeOf("192.0.2.1"), signal)).toMatchObject({ kind: "contact" });
		opened.close();
		await chmod(home, 0o755);
		expect((await readdir(home)).sort()).toEqual((await readdir(fixture)).sort());
	});

	it("stays as it is when only split files are asked for", async () => {
		const home = await splitFolder();
		const temporary = await mkdtemp(join(folder, "temporary-"));
		vi.stubEnv("TMPDIR", temporary);
		const opened = await openSplitFiles(home);
		vi.unstubAllEnvs();
		expect((await readdir(home)).sort()).toEqual((await readdir(fixture)).sort());
		expect(await readdir(temporary)).toEqual([]);
		expect(await opened.find(rangeOf("192.0.2.1"), signal)).toMatchObject({ kind: "contact" });
		opened.close();
	});
});

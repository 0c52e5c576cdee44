import { createHash } from "node:crypto";
import { mkdtemp, readFile, stat, truncate, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import {
	delegatedPath,
	inetnumPath,
	organisationPath,
	publishedFiles,
	withMd5,
} from "../../../support/registry-files.ts";
import { answerWith, cutAfter, serve, silentAfter } from "../../../support/registry-server.ts";
import { impatient, updateSuite } from "./update-suite.ts";

const one = publishedFiles({ networks: 300 });
const two = publishedFiles({ networks: 310, edition: "two" });
const inetnum = one.get(inetnumPath) as Buffer;
const trouble = (code: string) => ({ kind: "failed", trouble: expect.objectContaining({ code }) });

describe("an update of the registry", () => {
	const suite = updateSuite();

	it("fetches every file, builds an index of them and says what is in it", async () => {
		suite().server.publish(one);
		const result = await suite().update();
		expect(result).toMatchObject({
			kind: "updated",
			index: { asOf: "2026-09-28T22:11:50.000Z", objects: 306, ranges: 301, country: null },
		});
		expect(suite().server.taken().sort()).toEqual([...one.keys()].map((path) => `200 ${path}`).sort());
		expect(await suite().names()).toEqual(["download", "registry.index"]);
		expect(await suite().mailboxOf("10.0.7.1")).toBe("abuse@one.example");
		const whole = join(suite().home, "download", "ripe.db.inetnum.gz");
		expect(await readFile(whole)).toEqual(inetnum);
		expect((await stat(whole)).mtime.toISOString()).toBe("2026-09-28T22:11:50.000Z");
	});

	it("fetches nothing that did not change, and says when nothing did", async () => {
		suite().server.publish(one);
		await suite().update();
		suite().server.taken();
		const before = await stat(join(suite().home, "registry.index"));
		expect(await suite().update()).toMatchObject({ kind: "nothing-new", index: { objects: 306 } });
		const taken = suite().server.taken();
		expect(taken).toHaveLength(8);
		expect(taken.every((line) => line.startsWith("304 "))).toBe(true);
		expect((await stat(join(suite().home, "registry.index"))).ino).toBe(before.ino);
	});

	it("fetches the one file that changed, and holds the others against what was received", async () => {
		suite().server.publish(one);
		await suite().update();
		suite().server.taken();
		const role = [...two].filter(([path]) => path.includes("role"));
		suite().server.publish(new Map(role), "Tue, 29 Sep 2026 22:11:50 GMT");
		expect(await suite().update()).toMatchObject({ kind: "updated" });
		expect(
			suite()
				.server.taken()
				.filter((line) => line.startsWith("200 ")),
		).toEqual([`200 ${role[0]?.[0]}`]);
		expect(await suite().mailboxOf("10.0.7.1")).toBe("abuse@two.example");
		expect(new Set(suite().progress.map(({ phase }) => phase))).toEqual(
			new Set(["fetching", "checking", "building", "writing", "verifying"]),
		);
	});

	it("builds anew when another country is set, though no file changed", async () => {
		suite().server.publish(one);
		await suite().update();
		expect(await suite().update({ country: "NL" })).toMatchObject({ kind: "updated", index: { country: "NL" } });
	});

	it("goes by the time alone where the server tells no ETag, and by the bytes where it tells neither", async () => {
		suite().server.publish(one);
		for (const [path, file] of suite().server.files) suite().server.files.set(path, { ...file, etag: null });
		await suite().update();
		expect(await suite().update()).toMatchObject({ kind: "nothing-new" });
		for (const [path, file] of suite().server.files)
			suite().server.files.set(path, { ...file, etag: null, lastModified: null });
		suite().server.taken();
		expect(await suite().update()).toMatchObject({ kind: "nothing-new" });
		expect(
			suite()
				.server.taken()
				.filter((line) => line.startsWith("200")),
		).toHaveLength(9);
	});

	it("goes on where the line broke, as often as it brings something", async () => {
		suite().server.publish(one);
		suite().server.next(inetnumPath, ...Array.from({ length: 6 }, () => cutAfter(4_000)));
		expect(await suite().update()).toMatchObject({ kind: "updated", index: { objects: 306 } });
		const asked = suite().server.asked.filter(({ path }) => path === inetnumPath);
		expect(asked.map(({ status }) => status)).toEqual([200, 206, 206, 206, 206, 206, 206]);
		expect(asked.at(-1)).toMatchObject({
			range: "bytes=24000-",
			ifRange: suite().server.files.get(inetnumPath)?.etag,
		});
	});

	it("goes on in the next run where the last one gave up", async () => {
		suite().server.publish(one);
		suite().server.next(inetnumPath, cutAfter(9_000), cutAfter(0), cutAfter(0));
		expect(await suite().update()).toEqual(trouble("unreachable"));
		expect((await stat(join(suite().home, "download", "ripe.db.inetnum.gz.part"))).size).toBe(9_000);
		suite().server.taken();
		expect(await suite().update()).toMatchObject({ kind: "updated" });
		const taken = suite().server.taken();
		expect(taken).toContain(`206 ${inetnumPath}`);
		expect(taken.filter((line) => line.startsWith("200 "))).toEqual([]);
	});

	it("starts over when the file was renewed in between, and mixes no two editions", async () => {
		suite().server.publish(one);
		suite().server.next(inetnumPath, cutAfter(9_000), cutAfter(0), cutAfter(0));
		await suite().update();
		suite().server.publish(two, "Tue, 29 Sep 2026 22:11:50 GMT");
		expect(await suite().update()).toMatchObject({ kind: "updated", index: { objects: 316 } });
		expect(await readFile(join(suite().home, "download", "ripe.db.inetnum.gz"))).toEqual(two.get(inetnumPath));
	});

	it("does not trust a server that gives a part of another edition", async () => {
		suite().server.publish(one);
		suite().server.next(inetnumPath, cutAfter(9_000), (answer) => {
			const body = (two.get(inetnumPath) as Buffer).subarray(9_000);
			const range = `bytes 9000-${9_000 + body.length - 1}/${9_000 + body.length}`;
			answer.writeHead(206, { "content-range": range, "content-length": body.length }).end(body);
		});
		expect(await suite().update()).toMatchObject({ kind: "updated", index: { objects: 306 } });
	});

	it("takes a part that lacks nothing without fetching it again", async () => {
		suite().server.publish(one);
		suite().server.next(inetnumPath, silentAfter(inetnum.length - 1), cutAfter(0), cutAfter(0));
		await suite().update();
		const part = join(suite().home, "download", "ripe.db.inetnum.gz.part");
		await writeFile(part, inetnum);
		suite().server.taken();
		expect(await suite().update()).toMatchObject({ kind: "updated" });
		expect(suite().server.taken()).toContain(`304 ${inetnumPath}`);
	});

	it("fetches a file anew that the disk has damaged since", async () => {
		suite().server.publish(one);
		await suite().update();
		const kept = join(suite().home, "download", "ripe.db.inetnum.gz");
		const damaged = Buffer.from(inetnum);
		damaged[5_000] = (damaged[5_000] ?? 0) ^ 1;
		const { mtime } = await stat(kept);
		await writeFile(kept, damaged);
		await utimes(kept, mtime, mtime);
		suite().server.publish(
			new Map([...two].filter(([path]) => path.includes("role"))),
			"Tue, 29 Sep 2026 22:11:50 GMT",
		);
		suite().server.taken();
		expect(await suite().update()).toMatchObject({ kind: "updated" });
		expect(suite().server.taken()).toContain(`200 ${inetnumPath}`);
		expect(await readFile(kept)).toEqual(inetnum);
	});

	it("fetches a file anew that was cut on disk, and builds nothing when it is the same again", async () => {
		suite().server.publish(one);
		await suite().update();
		await truncate(join(suite().home, "download", "ripe.db.inetnum.gz"), 100);
		suite().server.taken();
		expect(await suite().update()).toMatchObject({ kind: "nothing-new" });
		expect(suite().server.taken()).toContain(`200 ${inetnumPath}`);
	});
});

describe("an update that fails", () => {
	const suite = updateSuite();

	/** With an index in use; then the server has another edition. */
	async function withIndex(): Promise<void> {
		suite().server.publish(one);
		expect(await suite().update()).toMatchObject({ kind: "updated" });
		suite().server.publish(two, "Tue, 29 Sep 2026 22:11:50 GMT");
	}

	async function expectKept(): Promise<void> {
		expect(await suite().mailboxOf("10.0.7.1")).toBe("abuse@one.example");
		expect(await suite().names()).toEqual(["download", "registry.index"]);
	}

	const times = <T>(count: number, value: T) => Array.from({ length: count }, () => value);
	const notGzip = Buffer.from("inetnum: 10.0.0.0 - 10.0.0.255\n");
	const truncated = (two.get(inetnumPath) as Buffer).subarray(0, 30_000);
	const bent = Buffer.from(two.get(inetnumPath) as Buffer);
	bent[bent.length - 2] = (bent[bent.length - 2] ?? 0) ^ 1;

	it.each([
		["a file that is not there", "not-found", times(1, answerWith(404))],
		["a file that nobody may have", "refused", times(1, answerWith(403))],
		["a server that is out of order", "server-error", times(3, answerWith(500))],
		[
			"a server that asks for more patience than there is",
			"busy",
			times(1, answerWith(429, { "retry-after": "7200" })),
		],
		["a web page", "not-a-file", times(1, answerWith(200, { "content-type": "text/html; charset=utf-8" }, "<html>"))],
		["a web page under another name", "not-a-file", times(1, answerWith(200, {}, "<!doctype html><html>"))],
		["a file that is not packed", "not-a-file", times(1, answerWith(200, {}, notGzip))],
		["a truncated file", "damaged", times(2, answerWith(200, {}, truncated))],
		["an empty file", "damaged", times(2, answerWith(200, { "content-length": "0" }))],
		["a file with a wrong CRC", "damaged", times(2, answerWith(200, {}, bent))],
		[
			"a redirect to another host",
			"redirected",
			times(1, answerWith(302, { location: "https://elsewhere.example/f" })),
		],
		["a redirect to nothing", "redirected", times(1, answerWith(302, { location: "http://" }))],
		["a line that breaks at once", "unreachable", times(3, cutAfter(0))],
		["silence", "stalled", times(3, silentAfter(0))],
		["a 304 that nobody asked for", "refused", times(1, answerWith(304))],
	] as const)("%s leaves the index in use as it is", async (_what, code, misbehaviours) => {
		await withIndex();
		// Without its note the file is asked for without conditions.
		if (code === "refused") await writeFile(join(suite().home, "download", "ripe.db.inetnum.gz.json"), "");
		suite().server.next(inetnumPath, ...misbehaviours);
		expect(await suite().update()).toEqual(trouble(code));
		await expectKept();
		expect(await suite().update()).toMatchObject({ kind: "updated" });
		expect(await suite().mailboxOf("10.0.7.1")).toBe("abuse@two.example");
	});

	it("waits as long as the server asks, and tries again", async () => {
		await withIndex();
		suite().server.next(
			inetnumPath,
			answerWith(429, { "retry-after": "1" }),
			answerWith(503, { "retry-after": new Date(Date.now() + 1_000).toUTCString() }),
		);
		const began = performance.now();
		expect(await suite().update()).toMatchObject({ kind: "updated" });
		expect(performance.now() - began).toBeGreaterThan(990);
	});

	it("follows a redirect on the same host, and no ring of them", async () => {
		suite().server.publish(one);
		suite().server.files.set("moved", { body: inetnum, etag: '"m"', lastModified: null });
		suite().server.next(inetnumPath, answerWith(301, { location: "/moved" }));
		expect(await suite().update()).toMatchObject({ kind: "updated" });
		suite().server.publish(two);
		suite().server.always(inetnumPath, answerWith(302, { location: `/${inetnumPath}` }));
		expect(await suite().update()).toEqual(trouble("redirected"));
	});

	it("a wrong checksum of the delegations, or none", async () => {
		await withIndex();
		suite().server.always(`${delegatedPath}.md5`, answerWith(200, {}, `MD5 (x) = ${"0".repeat(32)}`));
		const changed = new Map([
			[
				delegatedPath,
				Buffer.concat([
					one.get(delegatedPath) as Buffer,
					Buffer.from("ripencc|DE|ipv4|11.0.0.0|256|20200101|allocated|b\n"),
				]),
			],
		]);
		suite().server.publish(changed);
		expect(await suite().update()).toEqual(trouble("damaged"));
		suite().server.always(`${delegatedPath}.md5`, answerWith(200, {}, "no such thing"));
		expect(await suite().update()).toEqual(trouble("checksum-missing"));
		suite().server.always(`${delegatedPath}.md5`, answerWith(404));
		expect(await suite().update()).toEqual(trouble("not-found"));
		await expectKept();
		suite().server.always(`${delegatedPath}.md5`, serve);
		suite().server.publish(
			new Map([[`${delegatedPath}.md5`, withMd5(new Map(changed)).get(`${delegatedPath}.md5`) as Buffer]]),
		);
		expect(await suite().update()).toMatchObject({ kind: "updated" });
	});

	it("a file that goes on for ever is let go at its cap", async () => {
		suite().server.publish(one);
		suite().server.next(delegatedPath, answerWith(200, { "content-length": String(300 * 1024 * 1024) }, "2|"));
		expect(await suite().update()).toEqual(trouble("too-large"));
	});

	it("a file that unpacks to far too much is damaged", async () => {
		suite().server.publish(one);
		suite().server.publish(new Map([[organisationPath, gzipSync(Buffer.alloc(80 * 1024 * 1024, "\n"))]]));
		expect(await suite().update()).toEqual(trouble("damaged"));
	});

	it("a file or an index of less than half its former size is refused, until somebody says that it is right", async () => {
		suite().server.publish(one);
		await suite().update();
		suite().server.publish(publishedFiles({ networks: 100 }));
		expect(await suite().update()).toEqual({
			kind: "failed",
			trouble: { code: "half-size", file: "ripe.db.inetnum.gz", detail: "33" },
		});
		expect(await suite().mailboxOf("10.0.250.1")).toBe("abuse@one.example");
		suite().server.publish(publishedFiles({ networks: 100, remarks: 700, edition: "three" }));
		expect(await suite().update()).toEqual({
			kind: "failed",
			trouble: { code: "fewer-objects", file: "", detail: "35" },
		});
		expect(await suite().mailboxOf("10.0.250.1")).toBe("abuse@one.example");
		expect(await suite().update({ acceptSmaller: true })).toMatchObject({ kind: "updated", index: { objects: 106 } });
		expect(await suite().mailboxOf("10.0.250.1")).toBeNull();
		expect(await suite().update()).toMatchObject({ kind: "nothing-new" });
	});

	it("a disk without room", async () => {
		await withIndex();
		const manners = { ...impatient, spareBytes: Number.MAX_SAFE_INTEGER };
		expect(await suite().update({ manners })).toEqual(trouble("no-space"));
		await expectKept();
	});

	it("a folder that can't be written", async () => {
		await writeFile(join(suite().folder, "file"), "");
		const home = join(suite().folder, "file", "registry");
		expect(await suite().update({ home })).toEqual(trouble("not-writable"));
	});

	it.each(["http://ftp.example/", "ftp://ftp.ripe.net/", "nonsense"])("REGISTRY_URL %s", async (url) => {
		expect(await suite().update({ url })).toEqual(trouble("bad-url"));
	});

	it("a server that nobody is at", async () => {
		const { url } = suite().server;
		await suite().server.stop();
		expect(await suite().update({ url })).toEqual({
			kind: "failed",
			trouble: { code: "unreachable", file: "delegated-ripencc-extended-latest", detail: new URL(url).host },
		});
	});

	it("when it is told to stop, at the fetching or at the building", async () => {
		await withIndex();
		const stopping = new AbortController();
		suite().server.next(inetnumPath, silentAfter(9_000));
		const fetching = suite().update({
			signal: stopping.signal,
			manners: { ...impatient, times: { ...impatient.times, silenceMs: 20_000 } },
			onProgress: ({ file, fileDone }) => {
				if (file === "ripe.db.inetnum.gz" && fileDone > 0) stopping.abort();
			},
		});
		expect(await fetching).toEqual(trouble("stopped"));
		await expectKept();
		const building = new AbortController();
		const built = suite().update({
			signal: building.signal,
			onProgress: ({ phase }) => {
				if (phase === "building") building.abort();
			},
		});
		expect(await built).toEqual(trouble("stopped"));
		await expectKept();
		expect(await suite().update()).toMatchObject({ kind: "updated" });
	});

	it("a fault that nobody foresaw goes to the log and not to people", async () => {
		suite().server.publish(one);
		const builder = {
			describe: async () => null,
			build: async () => {
				throw new TypeError("x is not a function");
			},
		};
		expect(await suite().update({ builder })).toEqual(trouble("fault"));
		expect(suite().faults).toHaveLength(1);
	});
});

describe("an update from files at hand", () => {
	const suite = updateSuite();

	async function atHand(files: ReadonlyMap<string, Buffer>, unpack = false): Promise<string> {
		const folder = await mkdtemp(join(suite().folder, "hand-"));
		for (const [path, body] of files) {
			const name = path.slice(path.lastIndexOf("/") + 1);
			const plain = unpack && name.endsWith(".gz");
			await writeFile(join(folder, plain ? name.slice(0, -3) : name), plain ? gunzipSync(body) : body);
		}
		return folder;
	}

	it.each([false, true])("asks nobody anything and copies nothing (unpacked: %s)", async (unpack) => {
		const from = await atHand(one, unpack);
		expect(await suite().update({ from })).toMatchObject({ kind: "updated", index: { objects: 306 } });
		expect(suite().server.asked).toEqual([]);
		expect(await suite().names()).toEqual(["registry.index"]);
		expect(await suite().mailboxOf("10.0.7.1")).toBe("abuse@one.example");
	});

	it("names what lacks, and a file that is damaged", async () => {
		const some = new Map([...one].filter(([path]) => !path.includes("role")));
		const from = await atHand(some);
		expect(await suite().update({ from })).toEqual({
			kind: "failed",
			trouble: { code: "files-missing", file: "ripe.db.role", detail: from },
		});
		expect(await suite().update({ from: join(suite().folder, "nowhere") })).toEqual(trouble("files-missing"));
		const cut = await atHand(new Map([...one, [inetnumPath, inetnum.subarray(0, 5_000)]]));
		expect(await suite().update({ from: cut })).toEqual({
			kind: "failed",
			trouble: { code: "damaged", file: "ripe.db.inetnum.gz", detail: "" },
		});
	});

	it("does without the delegations", async () => {
		const from = await atHand(new Map([...one].filter(([path]) => !path.includes("delegated"))));
		expect(await suite().update({ from })).toMatchObject({ kind: "updated" });
	});
});

it("the fixture's checksum is the delegations' own", () => {
	const md5 = createHash("md5")
		.update(one.get(delegatedPath) as Buffer)
		.digest("hex");
	expect(one.get(`${delegatedPath}.md5`)?.toString()).toContain(md5);
});

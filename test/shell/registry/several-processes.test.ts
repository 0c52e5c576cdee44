import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildIndex } from "../../../src/registry/build/build-index.ts";
import { openIndex } from "../../../src/registry/open-index.ts";
import { buildWorker } from "../../support/build-worker.ts";
import { filesOf, rangeOf } from "./built-from.ts";
import { writeFiles } from "./write-database.ts";

/** Two networks with the same contact: an answer of both files at once would show. */
const databaseOf = (mailbox: string) =>
	filesOf([
		`role: Abuse\nnic-hdl: AB1-TEST\nabuse-mailbox: ${mailbox}`,
		"inetnum: 192.0.2.0 - 192.0.2.127\nnetname: A\nabuse-c: AB1-TEST",
		"inetnum: 192.0.2.128 - 192.0.2.255\nnetname: B\nabuse-c: AB1-TEST",
	]);

let folder: string;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "registry-processes-"));
});
afterAll(() => rm(folder, { recursive: true }));

describe("an index that several processes use", () => {
	it("is whole for each of them while another replaces it", async () => {
		const old = await writeFiles(join(folder, "old"), databaseOf("old@polder.example"));
		const fresh = await writeFiles(join(folder, "fresh"), databaseOf("fresh@polder.example"));
		const to = join(folder, "registry.index");
		await buildIndex({ from: old, to, country: null });
		const held = openIndex(to);
		const program = await buildWorker("test/shell/registry/reading-process.ts");
		const readers = [0, 1].map(() => fork(fileURLToPath(program.entry), [to], { execArgv: [] }));
		try {
			await Promise.all(readers.map((reader) => once(reader, "message")));
			for (let time = 0; time < 20; time++) await buildIndex({ from: time % 2 === 0 ? fresh : old, to, country: null });
			const said = readers.map((reader) => once(reader, "message"));
			for (const reader of readers) reader.send("stop");
			for (const [answers] of await Promise.all(said)) {
				const texts = (answers as [string, number][]).map(([text]) => text);
				expect(texts.length).toBeGreaterThan(0);
				for (const text of texts) {
					expect(["old@polder.example old@polder.example", "fresh@polder.example fresh@polder.example"]).toContain(
						text,
					);
				}
			}
		} finally {
			for (const reader of readers) reader.kill();
			await program.remove();
		}
		// Who had it open before still has the first one.
		expect(held.contactOf(held.rangeNumberOf("192.0.2.1")).mailboxes).toEqual(["old@polder.example"]);
		expect(await held.find(rangeOf("192.0.2.200"), new AbortController().signal)).toMatchObject({
			contact: { mailboxes: ["old@polder.example"] },
		});
		held.close();
		expect((await readdir(folder)).sort()).toEqual(["fresh", "old", "registry.index"]);
	});
});

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Contact } from "../../src/core/contact/contact.ts";
import type { AddressRange } from "../../src/core/report/target.ts";
import type { Card } from "../../src/core/thread/card.ts";
import type { Database } from "../../src/db/open-database.ts";
import { UploadTooLarge } from "../../src/ports/upload-store.ts";
import { type ContractDatabase, contractDatabases } from "../support/contract-databases.ts";
import { appendAll, at, caseOpened } from "../support/sample-case.ts";

describe.each(contractDatabases)("the stores on $name", ({ make }) => {
	let contract: ContractDatabase;
	let database: Database;

	beforeAll(async () => {
		contract = await make();
		database = await contract.open();
	});
	afterAll(async () => {
		await database?.close();
		await contract?.drop();
	});

	describe("directory", () => {
		const entry = { reason: "asked by mail", author: "Anna", createdAt: at(), expiresAt: null };

		test("replaces a contact, lists valid ones by kind and value, and keeps the history", async () => {
			const { directory } = database;
			const cidr = { kind: "cidr" as const, value: "192.0.2.0/24", operator: "One", mailboxes: ["a@one.example"] };
			await directory.setContact({ ...cidr, ...entry });
			const two = await directory.setContact({ ...cidr, operator: "Two\0", ...entry, createdAt: at(1) });
			const asn = { kind: "asn" as const, value: "AS64496", operator: "As", mailboxes: ["b@as.example"] };
			await directory.setContact({ ...asn, ...entry, expiresAt: at(30) });
			expect(two).toMatchObject({ operator: "Two", author: "Anna", createdAt: at(1), expiresAt: null });
			expect(await directory.contacts(at(29))).toMatchObject([{ value: "AS64496" }, two]);
			expect(await directory.contacts(at(30))).toEqual([two]);
			expect(await directory.removeContact("asn", "AS64496", "Bram", at(31))).toBe(false);
			expect(await directory.removeContact("cidr", cidr.value, "Bram", at(31))).toBe(true);
			expect(await directory.removeContact("cidr", cidr.value, "Bram", at(32))).toBe(false);
			expect(await directory.contacts(at(32))).toEqual([]);
			const history = await database.sqlExecutor(
				"select operator, removed_by from directory_contacts where kind = $1 order by created_at",
				["cidr"],
			);
			expect(history).toEqual([
				{ operator: "One", removed_by: "Anna" },
				{ operator: "Two", removed_by: "Bram" },
			]);
		});

		test("two people who set one entry at once leave one valid", async () => {
			const cidr = { kind: "domain" as const, value: "race.example", mailboxes: ["a@race.example"], ...entry };
			await Promise.all(["A", "B", "C", "D"].map((operator) => database.directory.setContact({ ...cidr, operator })));
			const valid = (await database.directory.contacts(at(1))).filter((row) => row.value === "race.example");
			expect(valid).toHaveLength(1);
		});

		test("keeps opt-outs until they end or are removed", async () => {
			const { directory } = database;
			const optOut = await directory.addOptOut({ kind: "mailbox", value: "abuse@x.example", ...entry });
			await directory.addOptOut({ kind: "cidr", value: "198.51.100.0/24", ...entry, expiresAt: at(5) });
			expect(await directory.optOuts(at(4))).toHaveLength(2);
			expect(await directory.optOuts(at(5))).toEqual([optOut]);
			expect(await directory.removeOptOut("mailbox", "abuse@x.example", "Bram", at(6))).toBe(true);
			expect(await directory.removeOptOut("mailbox", "abuse@x.example", "Bram", at(6))).toBe(false);
			expect(await directory.optOuts(at(7))).toEqual([]);
		});
	});

	describe("contact cache", () => {
		const range = (version: 4 | 6, first: bigint, last: bigint): AddressRange => ({ version, first, last });
		const contact = (of: AddressRange, operator: string, asOf = at()): Contact => ({
			range: of,
			leaf: false,
			operator,
			mailboxes: [`abuse@${operator}.example`],
			unreadable: null,
			suspect: false,
			others: [],
			netname: null,
			delegatedCountry: null,
			organisationCountry: "NL",
			rangeCountry: null,
			asn: 64496,
			source: "ripe",
			path: ["inetnum"],
			asOf,
		});

		test("gives answers whose range holds all of what is asked, most specific first", async () => {
			const cache = database.contactCache;
			const big = contact(range(4, 0xc0000000n, 0xc000ffffn), "big");
			const odd = contact(range(4, 0xc0000203n, 0xc0000305n), "odd");
			await cache.save(range(4, 0xc0000210n, 0xc0000210n), odd);
			await cache.save(range(4, 0xc0000101n, 0xc0000101n), big);
			await cache.save(range(4, 0xc0000102n, 0xc0000102n), { ...big, asOf: at(1) });
			const names = async (asked: AddressRange, since = at(-1)) =>
				(await cache.covering(asked, since)).map((answer) => answer.operator);
			expect(await names(range(4, 0xc0000203n, 0xc0000203n))).toEqual(["odd", "big"]);
			expect(await names(range(4, 0xc0000202n, 0xc0000203n))).toEqual(["big"]);
			expect(await names(range(4, 0xc0000305n, 0xc0000305n), at())).toEqual(["big"]);
			expect(await names(range(4, 0xbfffffffn, 0xc0000000n))).toEqual([]);
			expect(await names(range(6, 0xc0000203n, 0xc0000203n))).toEqual([]);
			expect(await cache.covering(range(4, 0xc0000203n, 0xc0000203n), at(-1))).toEqual([odd, { ...big, asOf: at(1) }]);
		});

		test("gives the newest answer to exactly this question", async () => {
			const cache = database.contactCache;
			const all = range(6, 0n, (1n << 128n) - 1n);
			const question = range(6, 1n << 127n, 1n << 127n);
			await cache.save(question, contact(all, "old", at(1)));
			await cache.save(question, { ...contact(all, "new", at(2)), mailboxes: [] });
			expect(await cache.answered(question, at(1))).toMatchObject({ operator: "new", mailboxes: [], range: all });
			expect(await cache.answered(question, at(2))).toBeNull();
			await cache.dropOlder(at(1));
			expect(await cache.answered(question, at(1))).not.toBeNull();
			expect(await cache.answered(range(6, 0n, 1n << 127n), at(1))).toBeNull();
			expect(await cache.covering(question, at(1))).toHaveLength(1);
			await cache.dropOlder(at(3));
			expect(await cache.covering(question, at(-1))).toEqual([]);
		});
	});

	describe("uploads", () => {
		async function* pieces(...sizes: number[]): AsyncIterable<Uint8Array> {
			for (const [index, size] of sizes.entries()) yield new Uint8Array(size).fill(index + 1);
		}
		async function read(id: string): Promise<Buffer | null> {
			const stream = await database.uploads.open(id);
			if (stream === null) return null;
			const parts: Uint8Array[] = [];
			for await (const part of stream) parts.push(part);
			return Buffer.concat(parts);
		}
		const count = async () => Number((await database.sqlExecutor("select count(*) as n from upload_chunks", []))[0]?.n);

		test("gives the bytes back in order", async () => {
			const { id, bytes } = await database.uploads.save("a\0.csv", pieces(3, 0, 1_500_000, 700_000), 10_000_000);
			expect(bytes).toBe(2_200_003);
			const expected = Buffer.concat([Buffer.alloc(3, 1), Buffer.alloc(1_500_000, 3), Buffer.alloc(700_000, 4)]);
			expect((await read(id))?.equals(expected)).toBe(true);
			await database.uploads.drop(id);
			expect(await read(id)).toBeNull();
			expect(await count()).toBe(0);
		});

		test("takes an empty file, and knows no upload that never was", async () => {
			const { id, bytes } = await database.uploads.save("empty", pieces(), 10);
			expect(bytes).toBe(0);
			expect(await read(id)).toHaveLength(0);
			expect(await database.uploads.open("u1")).toBeNull();
			await database.uploads.drop("u1");
		});

		test("refuses what is too large, and a broken stream, leaving nothing behind", async () => {
			const { uploads } = database;
			await expect(uploads.save("big", pieces(1_100_000, 1_100_000), 2_199_999)).rejects.toThrow(UploadTooLarge);
			const exact = await uploads.save("fits", pieces(1_100_000, 1_100_000), 2_200_000);
			await uploads.drop(exact.id);
			async function* broken(): AsyncIterable<Uint8Array> {
				yield new Uint8Array(2_000_000);
				throw new Error("line dropped");
			}
			await expect(uploads.save("broken", broken(), 10_000_000)).rejects.toThrow("line dropped");
			expect(await count()).toBe(0);
		});

		test("says so when an upload is dropped while it is read", async () => {
			const { id } = await database.uploads.save("gone", pieces(2_000_000), 10_000_000);
			const stream = await database.uploads.open(id);
			const reading = (async () => {
				for await (const _ of stream ?? []) await database.uploads.drop(id);
			})();
			await expect(reading).rejects.toThrow("dropped");
		});

		test("drops orphans that are old enough, and nothing that a case refers to", async () => {
			const kept = await database.uploads.save("kept", pieces(5), 10);
			const orphan = await database.uploads.save("orphan", pieces(5), 10);
			const opened = caseOpened("ORPH-2026-0001");
			if (opened.type === "CaseOpened") opened.upload.id = kept.id;
			await appendAll(database.cases, "ORPH-2026-0001", [opened]);
			await database.uploads.dropOrphans(new Date(Date.now() - 60_000).toISOString());
			expect(await read(orphan.id)).not.toBeNull();
			expect(await database.uploads.dropOrphans(new Date(Date.now() + 60_000).toISOString())).toBeGreaterThan(0);
			expect(await read(orphan.id)).toBeNull();
			expect(await read(kept.id)).not.toBeNull();
		});
	});

	describe("threads", () => {
		test("are made on first use, changed in part, and hold panels", async () => {
			const { threads } = database;
			const fresh = { headline: null, thread: null, postedSeq: 0, pendingSeq: null, archived: false, rebuilt: 0 };
			const [row] = await Promise.all([threads.get("T1"), threads.get("T1"), threads.get("T1")]);
			expect(row).toEqual({ caseNumber: "T1", ...fresh });
			await threads.update("T1", { headline: { channel: "cases", message: "9" }, pendingSeq: 4 });
			await threads.update("T1", { thread: { channel: "cases", thread: "9" }, postedSeq: 4, pendingSeq: null });
			expect(await threads.get("T1")).toEqual({
				caseNumber: "T1",
				headline: { channel: "cases", message: "9" },
				thread: { channel: "cases", thread: "9" },
				postedSeq: 4,
				pendingSeq: null,
				archived: false,
				rebuilt: 0,
			});
			await threads.update("T1", { headline: null, archived: true, rebuilt: 1 });
			expect(await threads.get("T1")).toMatchObject({ headline: null, archived: true, postedSeq: 4, rebuilt: 1 });
			await threads.update("T2", { postedSeq: 1 });
			expect(await threads.get("T2")).toMatchObject({ postedSeq: 1, headline: null });
			await threads.savePanel("T1", { key: "poll", message: { channel: "c", message: "1" }, hash: "x" });
			await threads.savePanel("T1", { key: "poll", message: { channel: "c", message: "2" }, hash: "y" });
			expect(await threads.panels("T1")).toEqual([{ key: "poll", message: { channel: "c", message: "2" }, hash: "y" }]);
			expect(await threads.panels("T2")).toEqual([]);
			await threads.savePanel("T1", { key: "headline", message: { channel: "c", message: "3" }, hash: "z" });
			await threads.savePanel("T2", { key: "poll", message: { channel: "c", message: "4" }, hash: "z" });
			await threads.dropPanels("T1", "headline");
			expect((await threads.panels("T1")).map(({ key }) => key)).toEqual(["headline"]);
			expect(await threads.panels("T2")).toHaveLength(1);
		});
	});

	describe("local chat", () => {
		const card = (title: string): Card => ({ tone: "neutral", title, body: ["a\0b"] });
		const post = (channel: string, key: string, visibleTo: string | null = null) =>
			database.localChat.post({ channel, author: null, visibleTo, card: card(key), key, at: at() });

		test("posts once per key, edits in place, and counts revisions without gaps in sight", async () => {
			const { localChat } = database;
			const [one, again] = await Promise.all([post("cases", "k1"), post("cases", "k1")]);
			expect(again).toEqual(one);
			const two = await post("cases", "k2");
			expect(two.id).toBeGreaterThan(one.id);
			expect(two.revision).toBeGreaterThan(one.revision);
			expect(two.card).toEqual({ tone: "neutral", title: "k2", body: ["ab"] });
			const edited = await localChat.edit(one.id, card("new"), at(5));
			expect(edited).toMatchObject({ id: one.id, postedAt: at(), editedAt: at(5), card: { title: "new" } });
			expect(edited.revision).toBeGreaterThan(two.revision);
			expect(await localChat.message(one.id)).toEqual(edited);
			expect(await localChat.message(999_999)).toBeNull();
			await expect(localChat.edit(999_999, card("x"), at())).rejects.toThrow();
		});

		test("gives the newest messages of a channel in order of posting, page by page", async () => {
			const posted = [];
			for (let index = 0; index < 5; index++) posted.push(await post("page", `page-${index}`));
			const ids = posted.map((message) => message.id);
			const last = await database.localChat.messages("page", null, 2);
			expect(last.map((message) => message.id)).toEqual(ids.slice(3));
			const earlier = await database.localChat.messages("page", ids[3] ?? 0, 2);
			expect(earlier.map((message) => message.id)).toEqual(ids.slice(1, 3));
			expect(await database.localChat.messages("nowhere", null, 10)).toEqual([]);
		});

		test("opens a thread once, counts its messages, and archives it", async () => {
			const { localChat } = database;
			const headline = await post("cases", "headline");
			const thread = await localChat.openThread(headline.id, "Title");
			expect(await localChat.openThread(headline.id, "Other")).toEqual(thread);
			await post(`thread:${headline.id}`, "step-1");
			const archived = await localChat.archive(headline.id, true);
			expect(archived).toMatchObject({ id: headline.id, title: "Title", archived: true, messages: 1 });
			expect(archived.revision).toBeGreaterThan(thread.revision);
			expect(await localChat.threads()).toEqual([archived]);
		});

		test("drops old messages that only one person sees", async () => {
			const mine = await post("reports", "private", "local:anna");
			const everyones = await post("reports", "public");
			expect(await database.localChat.dropPrivate(at())).toBe(0);
			expect(await database.localChat.dropPrivate(at(1))).toBe(1);
			expect(await database.localChat.message(mine.id)).toBeNull();
			expect(await database.localChat.message(everyones.id)).not.toBeNull();
		});
	});
});

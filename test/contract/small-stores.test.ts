import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Contact } from "../../src/core/contact/contact.ts";
import { noWishes } from "../../src/core/contact/entry.ts";
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
		const ending = (minutes: number) => ({ by: "Bram", at: at(minutes), reason: "asked by phone" });

		test("replaces a contact, lists valid ones by kind and value, and keeps the history", async () => {
			const { directory } = database;
			const cidr = {
				kind: "cidr" as const,
				value: "192.0.2.0/24",
				operator: "One",
				mailboxes: ["a@one.example"],
				forwarder: false,
				...noWishes,
			};
			await directory.setContact({ ...cidr, ...entry });
			const two = await directory.setContact({ ...cidr, operator: "Two\0", ...entry, createdAt: at(1) });
			const asn = {
				kind: "asn" as const,
				value: "AS64496",
				operator: "As",
				mailboxes: ["b@as.example"],
				forwarder: true,
				...noWishes,
			};
			await directory.setContact({ ...asn, ...entry, expiresAt: at(30) });
			expect(two).toMatchObject({ operator: "Two", author: "Anna", createdAt: at(1), expiresAt: null });
			expect(await directory.contacts(at(29))).toMatchObject([{ value: "AS64496" }, two]);
			expect(await directory.contacts(at(30))).toEqual([two]);
			expect(await directory.removeContact({ kind: "asn", value: "AS64496" }, ending(31))).toBe(false);
			expect(await directory.removeContact(cidr, ending(31))).toBe(true);
			expect(await directory.removeContact(cidr, ending(32))).toBe(false);
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
			const cidr = {
				kind: "domain" as const,
				value: "race.example",
				mailboxes: ["a@race.example"],
				forwarder: false,
				...noWishes,
				...entry,
			};
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
			expect(await directory.removeOptOut({ kind: "mailbox", value: "abuse@x.example" }, ending(6))).toBe(true);
			expect(await directory.removeOptOut({ kind: "mailbox", value: "abuse@x.example" }, ending(6))).toBe(false);
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

		const kept = (area: AddressRange, answer: Contact | null, whole = true, asOf = answer?.asOf ?? at()) => {
			return { area, whole, contact: answer, asOf };
		};

		test("gives for each range the newest answer that holds for it", async () => {
			const cache = database.contactCache;
			const big = contact(range(4, 0xc0000000n, 0xc000ffffn), "big");
			const odd = contact(range(4, 0xc0000203n, 0xc0000305n), "odd", at(1));
			await cache.save([kept(big.range, big), kept(odd.range, odd)]);
			const names = async (asked: readonly AddressRange[], since = at(-1)) =>
				(await cache.find(asked, since)).map((answer) => answer?.contact?.operator);
			const asked = [
				range(4, 0xc0000203n, 0xc0000203n),
				range(4, 0xc0000202n, 0xc0000203n),
				range(4, 0xbfffffffn, 0xc0000000n),
				range(6, 0xc0000203n, 0xc0000203n),
				range(4, 0xc0000305n, 0xc0000305n),
			];
			expect(await names(asked)).toEqual(["odd", "big", undefined, undefined, "odd"]);
			expect(await names(asked, at())).toEqual(["odd", undefined, undefined, undefined, "odd"]);
			expect(await cache.find([], at(-1))).toEqual([]);
			// A newer answer for the wider range counts, and replaces what was kept for it.
			const newer = contact(big.range, "newer", at(2));
			await cache.save([kept(big.range, big), kept(big.range, newer)]);
			expect(await names(asked)).toEqual(["newer", "newer", undefined, undefined, "newer"]);
			expect(await cache.find(asked.slice(0, 1), at(-1))).toEqual([kept(big.range, newer)]);
		});

		test("keeps an answer for its part of the network, for one question alone, and that nobody knows a range", async () => {
			const cache = database.contactCache;
			const network = range(6, 1n << 127n, (1n << 127n) + 1000n);
			const part = range(6, network.first, network.first + 9n);
			const question = range(6, network.first + 20n, network.first + 29n);
			const nobody = range(6, network.last + 1n, network.last + 1n);
			const answer = contact(network, "v6");
			const rows = [kept(part, answer), kept(question, answer, false), kept(nobody, null, false)];
			await cache.save(rows);
			const inside = ({ first, last }: AddressRange) => range(6, first + 1n, last);
			expect(await cache.find([inside(part), question, inside(question), nobody, network], at(-1))).toEqual([
				...rows.slice(0, 2),
				null,
				rows[2],
				null,
			]);
		});

		test("forgets what is old", async () => {
			const cache = database.contactCache;
			const network = range(4, 0x0a000000n, 0x0a0000ffn);
			await cache.save([kept(network, contact(network, "old", at(1)))]);
			await cache.dropOlder(at(1));
			expect((await cache.find([network], at(-1)))[0]).not.toBeNull();
			await cache.dropOlder(at(3));
			expect(await cache.find([network], at(-1))).toEqual([null]);
		});

		test("asks anew for what an earlier version kept", async () => {
			await database.sqlExecutor(
				`insert into cached_contacts (question_version, question_first, question_last, block, range_first, range_last, contact, as_of)
				values (4, '0b000000', '0b000000', '4/32/b000000', '0b000000', '0b0000ff', '{"leaf":true}'::json, $1)`,
				[at(1)],
			);
			const address = range(4, 0x0b000000n, 0x0b000000n);
			expect(await database.contactCache.find([address], at(-1))).toEqual([null]);
		});
	});

	describe("lookup budgets", () => {
		test("are never passed, also when many ask at once", async () => {
			const budgets = database.lookupBudgets;
			const take = (count: number, limit = 10) => budgets.take("test personal", "2026-11-25", { count, limit });
			const taken = await Promise.all(Array.from({ length: 25 }, () => take(1)));
			expect(taken.filter((one) => one)).toHaveLength(10);
			expect(await take(0)).toBe(true);
			expect(await take(0, 9)).toBe(false);
			expect(await take(5, Number.MAX_SAFE_INTEGER)).toBe(true);
			expect(await take(0, 14)).toBe(false);
			expect(await take(11, 10)).toBe(false);
		});

		test("begin anew each day, and forget the days before", async () => {
			const budgets = database.lookupBudgets;
			const use = { count: 1, limit: 1 };
			expect(await budgets.take("daily", "2026-11-26", use)).toBe(true);
			expect(await budgets.take("daily", "2026-11-26", use)).toBe(false);
			expect(await budgets.take("daily", "2026-11-27", use)).toBe(true);
			const rows = await database.sqlExecutor("select count(*) as n from lookup_budgets where day < '2026-11-27'", []);
			expect(Number(rows[0]?.n)).toBe(0);
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
			expect(await localChat.thread(headline.id)).toEqual({ ...archived, tone: headline.card.tone });
			expect(await localChat.thread(999_999_999_999_999)).toBeNull();
			expect(await localChat.message(999_999_999_999_999)).toBeNull();
			await expect(localChat.edit(999_999, headline.card, at())).rejects.toThrow("no such message");
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

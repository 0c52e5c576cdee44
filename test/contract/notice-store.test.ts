import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CaseEvent, Outcome } from "../../src/core/case/event.ts";
import type { Database } from "../../src/db/open-database.ts";
import { sendingLease } from "../../src/ports/notice-store.ts";
import { type ContractDatabase, contractDatabases } from "../support/contract-databases.ts";
import { anna, appendAll, appendOf, at, sendingCase } from "../support/sample-case.ts";

describe.each(contractDatabases)("the notice store on $name", ({ make }) => {
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

	const settle = (notice: string, outcome: Outcome, retryAt: string | null = null, attempt = 1): CaseEvent => ({
		...{ type: "NoticeSettled", at: at(10), by: "bot", notice, outcome, attempt, code: 250, retryAt },
	});

	/** One notice, as `by`; null when none is due. */
	const claim = async (caseNumber: string, by: string, when: string) => {
		const claimed = await database.notices.claim({ caseNumber, claimedBy: by, at: when, limit: 1, domainSpacingMs: 0 });
		return claimed[0] ?? null;
	};
	/** Claimed and begun. */
	const take = async (caseNumber: string, by: string, when: string) => {
		const row = await claim(caseNumber, by, when);
		return row !== null && (await database.notices.begin([row.id], by, when)).has(row.id) ? row : null;
	};
	const stop = async (lifted: boolean) => {
		const [id, by] = ["6a4f0b3e-0b6b-4f39-9f55-0a6a3a1f0e01", "Anna"];
		await database.sqlExecutor(
			lifted
				? "update mailing_stops set lifted_at = now(), lifted_by = $2 where id = $1::uuid"
				: "insert into mailing_stops (id, stopped_at, stopped_by, reason) values ($1::uuid, now(), $2, 'wrong list')",
			[id, by],
		);
	};

	test("gives each notice to one of eight claimers", async () => {
		const number = "CLAIM-2026-0001";
		const groups = Array.from({ length: 40 }, (_, index) => index + 1);
		await sendingCase(database.cases, number, groups);
		const claimer = async (claimedBy: string): Promise<string[]> => {
			const mine: string[] = [];
			for (;;) {
				const about = { caseNumber: number, claimedBy, at: at(5), limit: 3, domainSpacingMs: 0 };
				const rows = await database.notices.claim(about);
				if (rows.length === 0) return mine;
				mine.push(...rows.map(({ id }) => id));
			}
		};
		const claimed = await Promise.all(Array.from({ length: 8 }, (_, index) => claimer(`worker-${index}`)));
		const ids = claimed.flat();
		expect(ids).toHaveLength(40);
		expect(new Set(ids).size).toBe(40);
	});

	test("opens an attempt when a claimed notice is begun and closes it with the server's words", async () => {
		const number = "TRY-2026-0001";
		const id = `${number}-1-7`;
		await sendingCase(database.cases, number, [7]);
		expect(await claim(number, "me", at(4))).toEqual({
			...{ id, caseNumber: number, round: 1, group: 7, messageId: `<${id}@test.example>` },
			...{ status: "claimed", attempts: 0, retryAt: null, claimedBy: "me" },
		});
		expect(await database.notices.attempts(id)).toEqual([]);
		expect([...(await database.notices.begin([id], "me", at(5)))]).toEqual([id]);
		expect(await database.notices.get(id)).toMatchObject({ status: "sending", attempts: 1 });
		const responses = [{ notice: id, attempt: 1, response: "250 2.0.0 ok\0" }];
		const append = appendOf(await database.cases.load(number), [settle(id, "accepted")]);
		expect(await database.cases.append({ ...append, responses })).toBe("appended");
		expect(await database.notices.attempts(id)).toEqual([
			{ attempt: 1, startedAt: at(5), endedAt: at(10), outcome: "accepted", code: 250, response: "250 2.0.0 ok" },
		]);
		expect(await database.notices.get(id)).toMatchObject({ status: "accepted", claimedBy: null });
		expect(await claim(number, "me", at(60))).toBeNull();
	});

	test("claims nothing of a paused case, and goes on after resuming", async () => {
		const number = "PAUSE-2026-0001";
		await sendingCase(database.cases, number, [1]);
		await appendAll(database.cases, number, [{ type: "SendingPaused", at: at(5), by: anna }]);
		expect(await claim(number, "me", at(6))).toBeNull();
		expect(await database.notices.casesDue(at(6))).not.toContain(number);
		await appendAll(database.cases, number, [{ type: "SendingResumed", at: at(7), by: anna }]);
		expect(await database.notices.casesDue(at(8))).toContain(number);
		expect(await claim(number, "me", at(8))).not.toBeNull();
		expect(await database.notices.casesDue(at(8))).not.toContain(number);
	});

	test("begins nothing that was paused, stopped, or taken by another since it was claimed", async () => {
		const number = "BEGIN-2026-0001";
		await sendingCase(database.cases, number, [1, 2]);
		const [first, second] = [`${number}-1-1`, `${number}-1-2`];
		await claim(number, "me", at(5));
		await claim(number, "other", at(5));
		const begin = async () => [...(await database.notices.begin([first, second], "me", at(6)))];
		await appendAll(database.cases, number, [{ type: "SendingPaused", at: at(5), by: anna }]);
		expect(await begin()).toEqual([]);
		await appendAll(database.cases, number, [{ type: "SendingResumed", at: at(6), by: anna }]);
		await stop(false);
		expect(await begin()).toEqual([]);
		expect(await claim(number, "me", at(6))).toBeNull();
		expect(await database.notices.casesDue(at(6))).toEqual([]);
		await stop(true);
		expect(await begin()).toEqual([first]);
		expect(await begin()).toEqual([]);
	});

	test("puts released notices back as they were, and none of another's", async () => {
		const number = "BACK-2026-0001";
		await sendingCase(database.cases, number, [1]);
		const id = `${number}-1-1`;
		const before = await database.notices.get(id);
		for (const taken of [claim, take]) {
			await taken(number, "me", at(5));
			const held = await database.notices.get(id);
			await database.notices.release([id], "other");
			expect(await database.notices.get(id)).toEqual(held);
			await database.notices.release([id], "me");
			await database.notices.release([id], "me");
			expect(await database.notices.get(id)).toEqual(before);
			expect(await database.notices.attempts(id)).toEqual([]);
		}
	});

	test("claims a deferred notice when it is due, not before", async () => {
		const number = "DEFER-2026-0001";
		await sendingCase(database.cases, number, [1]);
		const id = `${number}-1-1`;
		await take(number, "me", at(5));
		await appendAll(database.cases, number, [settle(id, "deferred", at(30))]);
		expect(await database.notices.nextClaimAt(number)).toBe(at(30));
		expect(await claim(number, "me", at(29))).toBeNull();
		expect(await claim(number, "me", at(30))).toMatchObject({ status: "claimed", attempts: 1 });
		expect(await database.notices.nextClaimAt(number)).toBeNull();
		await database.notices.begin([id], "me", at(30));
		await database.notices.release([id], "me");
		expect(await database.notices.get(id)).toMatchObject({ status: "deferred", attempts: 1, retryAt: at(30) });
		expect(await database.notices.attempts(id)).toHaveLength(1);
	});

	test("leaves time between two mails to one domain, and none between others", async () => {
		const number = "PACE-2026-0001";
		await sendingCase(database.cases, number, [1, 2]);
		await database.sqlExecutor(
			"update notices set operator_key = 'a@pace.example,b@x.example' where case_number = $1 and group_id = 1",
			[number],
		);
		await database.sqlExecutor(
			"update notices set operator_key = 'c@pace.example' where case_number = $1 and group_id = 2",
			[number],
		);
		const about = { caseNumber: number, claimedBy: "me", limit: 5, domainSpacingMs: 90_000 };
		expect(await database.notices.claim({ ...about, at: at(5) })).toMatchObject([{ group: 1 }]);
		expect(await database.notices.claim({ ...about, at: at(6) })).toEqual([]);
		expect(Date.parse((await database.notices.nextClaimAt(number)) ?? "")).toBe(Date.parse(at(5)) + 90_000);
		expect(await database.notices.claim({ ...about, at: at(7) })).toMatchObject([{ group: 2 }]);
	});

	test("books slots one after another, and none in the past", async () => {
		const slots: string[] = [];
		for (const when of [at(100), at(100), at(100), at(200)]) slots.push(await database.notices.bookSlot(when, 60_000));
		expect(slots).toEqual([at(100), at(101), at(102), at(200)]);
	});

	test("finds what a sender left that is no longer alive", async () => {
		const number = "DEAD-2026-0001";
		await sendingCase(database.cases, number, [1, 2, 3]);
		await take(number, "dead", at(5));
		await claim(number, "dead", at(5));
		const found = async (by = "nobody") =>
			(await database.notices.abandoned(number, by)).map(({ id, status }) => [id.at(-1), status]);
		await database.leases.hold(sendingLease(number, "alive"), async () => {
			await take(number, "alive", at(6));
			expect(await found()).toEqual([
				["1", "sending"],
				["2", "claimed"],
			]);
			expect(await found("alive")).toHaveLength(3);
			expect(await database.notices.heldByOthers(number, "alive")).toBe(true);
			await database.notices.release([`${number}-1-1`, `${number}-1-2`], "dead");
			expect(await database.notices.heldByOthers(number, "alive")).toBe(false);
			expect(await found()).toEqual([]);
		});
		expect(await found()).toEqual([["3", "sending"]]);
	});

	test("knows the first mail that an operator accepted in an earlier round", async () => {
		const number = "FIRST-2026-0001";
		await sendingCase(database.cases, number, [1, 2]);
		const [row, other] = [await take(number, "me", at(5)), await take(number, "me", at(5))];
		await appendAll(database.cases, number, [settle(row?.id ?? "", "accepted"), settle(other?.id ?? "", "refused")]);
		const key = async (id: string) =>
			(await database.sqlExecutor("select operator_key from notices where id = $1", [id]))[0]?.operator_key as string;
		const first = { messageId: row?.messageId, acceptedAt: at(10) };
		expect(await database.notices.firstMailTo(number, await key(row?.id ?? ""), 2)).toEqual(first);
		expect(await database.notices.firstMailTo(number, await key(row?.id ?? ""), 1)).toBeNull();
		expect(await database.notices.firstMailTo(number, await key(other?.id ?? ""), 2)).toBeNull();
	});

	test("makes rows for the parts of one that is too large, each with its own Message-ID", async () => {
		const number = "PART-2026-0001";
		await sendingCase(database.cases, number, [1, 2]);
		const id = `${number}-1-1`;
		const parts = [1, 2, 3].map((part) => ({ id: part === 1 ? id : `${id}-p${part}`, findings: 1 }));
		await appendAll(database.cases, number, [{ type: "NoticeSplit", at: at(5), by: "bot", notice: id, parts }]);
		const about = { caseNumber: number, claimedBy: "me", at: at(6), limit: 9, domainSpacingMs: 0 };
		const rows = await database.notices.claim(about);
		expect(rows.map((row) => row.id)).toEqual([id, `${id}-p2`, `${id}-p3`, `${number}-1-2`]);
		expect(new Set(rows.map(({ messageId }) => messageId)).size).toBe(4);
	});

	test("writes many outcomes at once, the last of each as it stands", async () => {
		const number = "MANY-2026-0001";
		await sendingCase(database.cases, number, [1, 2]);
		const [one, two] = [`${number}-1-1`, `${number}-1-2`];
		await take(number, "me", at(5));
		await appendAll(database.cases, number, [
			...[settle(one, "deferred", at(30)), settle(two, "accepted"), settle(one, "refused", null, 2)],
		]);
		expect(await database.notices.get(one)).toMatchObject({ status: "refused", retryAt: null });
		expect(await database.notices.attempts(one)).toMatchObject([{ outcome: "deferred" }, { outcome: "refused" }]);
		expect(await database.notices.get(two)).toMatchObject({ status: "accepted" });
	});

	test("an unknown outcome is claimed again only on a person's word", async () => {
		const number = "UNKN-2026-0001";
		await sendingCase(database.cases, number, [1, 2, 3]);
		for (const group of [1, 2, 3]) {
			await take(number, "me", at(5));
			await appendAll(database.cases, number, [settle(`${number}-1-${group}`, group === 3 ? "refused" : "unknown")]);
		}
		expect(await claim(number, "me", at(60))).toBeNull();
		await appendAll(database.cases, number, [
			{ type: "UnknownResolved", at: at(61), by: anna, notice: `${number}-1-1`, as: "sent" },
			{ type: "UnknownResolved", at: at(61), by: anna, notice: `${number}-1-2`, as: "again" },
			{ type: "NoticeRetried", at: at(61), by: anna, notice: `${number}-1-3` },
		]);
		expect((await database.notices.get(`${number}-1-1`))?.status).toBe("accepted");
		expect((await claim(number, "me", at(62)))?.id).toBe(`${number}-1-2`);
		expect((await claim(number, "me", at(62)))?.id).toBe(`${number}-1-3`);
		expect(await claim(number, "me", at(62))).toBeNull();
	});

	test("settles a notice whose attempt nobody opened", async () => {
		const number = "LOST-2026-0001";
		await sendingCase(database.cases, number, [1]);
		await appendAll(database.cases, number, [settle(`${number}-1-1`, "refused")]);
		expect(await database.notices.attempts(`${number}-1-1`)).toMatchObject([{ attempt: 1, outcome: "refused" }]);
	});

	test("knows no notice that was not queued", async () => {
		expect(await database.notices.get("nothing")).toBeNull();
		expect(await database.notices.attempts("nothing")).toEqual([]);
		expect(await database.notices.nextClaimAt("nothing")).toBeNull();
	});
});

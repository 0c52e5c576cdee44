import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CaseEvent, Outcome } from "../../src/core/case/event.ts";
import type { Database } from "../../src/db/open-database.ts";
import { type ContractDatabase, contractDatabases } from "../support/contract-databases.ts";
import { anna, appendAll, at, sendingCase } from "../support/sample-case.ts";

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

	test("gives each notice to one of eight claimers", async () => {
		const number = "CLAIM-2026-0001";
		const groups = Array.from({ length: 40 }, (_, index) => index + 1);
		await sendingCase(database.cases, number, groups);
		const claimer = async (name: string): Promise<string[]> => {
			const mine: string[] = [];
			for (;;) {
				const row = await database.notices.claim(number, name, at(5));
				if (row === null) return mine;
				mine.push(row.id);
			}
		};
		const claimed = await Promise.all(Array.from({ length: 8 }, (_, index) => claimer(`worker-${index}`)));
		const ids = claimed.flat();
		expect(ids).toHaveLength(40);
		expect(new Set(ids).size).toBe(40);
	});

	test("opens an attempt with the claim and closes it with the server's words", async () => {
		const number = "TRY-2026-0001";
		await sendingCase(database.cases, number, [7]);
		const row = await database.notices.claim(number, "me", at(5));
		expect(row).toEqual({
			id: `${number}-1-7`,
			caseNumber: number,
			round: 1,
			group: 7,
			messageId: `<${number}-1-7@test.example>`,
			status: "sending",
			attempts: 1,
			retryAt: null,
		});
		await database.notices.noteResponse(`${number}-1-7`, "250 2.0.0 ok\0", at(6));
		await appendAll(database.cases, number, [settle(`${number}-1-7`, "accepted")]);
		expect(await database.notices.attempts(`${number}-1-7`)).toEqual([
			{ attempt: 1, startedAt: at(5), endedAt: at(6), outcome: "accepted", code: 250, response: "250 2.0.0 ok" },
		]);
		expect((await database.notices.get(`${number}-1-7`))?.status).toBe("accepted");
		expect(await database.notices.claim(number, "me", at(60))).toBeNull();
	});

	test("claims nothing of a paused case, and goes on after resuming", async () => {
		const number = "PAUSE-2026-0001";
		await sendingCase(database.cases, number, [1]);
		await appendAll(database.cases, number, [{ type: "SendingPaused", at: at(5), by: anna }]);
		expect(await database.notices.claim(number, "me", at(6))).toBeNull();
		await appendAll(database.cases, number, [{ type: "SendingResumed", at: at(7), by: anna }]);
		expect(await database.notices.claim(number, "me", at(8))).not.toBeNull();
	});

	test("puts a released notice back as it was", async () => {
		const number = "BACK-2026-0001";
		await sendingCase(database.cases, number, [1]);
		const id = `${number}-1-1`;
		const before = await database.notices.get(id);
		await database.notices.claim(number, "me", at(5));
		await database.notices.release(id);
		await database.notices.release(id);
		expect(await database.notices.get(id)).toEqual(before);
		expect(await database.notices.attempts(id)).toEqual([]);
	});

	test("claims a deferred notice when it is due, not before", async () => {
		const number = "DEFER-2026-0001";
		await sendingCase(database.cases, number, [1]);
		const id = `${number}-1-1`;
		await database.notices.claim(number, "me", at(5));
		await appendAll(database.cases, number, [settle(id, "deferred", at(30))]);
		expect(await database.notices.nextRetryAt(number)).toBe(at(30));
		expect(await database.notices.claim(number, "me", at(29))).toBeNull();
		const again = await database.notices.claim(number, "me", at(30));
		expect(again).toMatchObject({ status: "sending", attempts: 2 });
		expect(await database.notices.nextRetryAt(number)).toBeNull();
		await database.notices.release(id);
		expect(await database.notices.get(id)).toMatchObject({ status: "deferred", attempts: 1, retryAt: at(30) });
		expect(await database.notices.attempts(id)).toHaveLength(1);
	});

	test("finds notices that were left under way", async () => {
		const number = "DEAD-2026-0001";
		await sendingCase(database.cases, number, [1, 2]);
		await database.notices.claim(number, "dead", at(5));
		await database.notices.claim(number, "me", at(6));
		const ids = async () => (await database.notices.abandoned(number)).map((notice) => notice.id);
		expect(await ids()).toEqual([`${number}-1-1`, `${number}-1-2`]);
		await database.notices.release(`${number}-1-1`);
		expect(await ids()).toEqual([`${number}-1-2`]);
	});

	test("an unknown outcome is claimed again only on a person's word", async () => {
		const number = "UNKN-2026-0001";
		await sendingCase(database.cases, number, [1, 2, 3]);
		for (const group of [1, 2, 3]) {
			await database.notices.claim(number, "me", at(5));
			await appendAll(database.cases, number, [settle(`${number}-1-${group}`, group === 3 ? "refused" : "unknown")]);
		}
		expect(await database.notices.claim(number, "me", at(60))).toBeNull();
		await appendAll(database.cases, number, [
			{ type: "UnknownResolved", at: at(61), by: anna, notice: `${number}-1-1`, as: "sent" },
			{ type: "UnknownResolved", at: at(61), by: anna, notice: `${number}-1-2`, as: "again" },
			{ type: "NoticeRetried", at: at(61), by: anna, notice: `${number}-1-3` },
		]);
		expect((await database.notices.get(`${number}-1-1`))?.status).toBe("accepted");
		expect((await database.notices.claim(number, "me", at(62)))?.id).toBe(`${number}-1-2`);
		expect((await database.notices.claim(number, "me", at(62)))?.id).toBe(`${number}-1-3`);
		expect(await database.notices.claim(number, "me", at(62))).toBeNull();
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
		expect(await database.notices.nextRetryAt("nothing")).toBeNull();
	});
});

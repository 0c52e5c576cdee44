import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CaseEvent } from "../../src/core/case/event.ts";
import type { Database } from "../../src/db/open-database.ts";
import type { Job } from "../../src/ports/jobs.ts";
import { type ContractDatabase, contractDatabases } from "../support/contract-databases.ts";
import { anna, appendAll, appendOf, at, bram, caseOpened, noticeRef, sendingCase } from "../support/sample-case.ts";

describe.each(contractDatabases)("the case store on $name", (create) => {
	let contract: ContractDatabase;
	let database: Database;
	let enqueue: (jobs: readonly Job[]) => Promise<void> = async () => {};

	beforeAll(async () => {
		contract = await create.make();
		database = await contract.open({ enqueueIn: (_, jobs) => enqueue(jobs) });
	});
	afterAll(async () => {
		await database?.close();
		await contract?.drop();
	});

	const note = (text: string): CaseEvent => ({ type: "NoteAdded", at: at(1), by: anna, text });

	test("gives numbers once, per prefix and year", async () => {
		const numbers = await Promise.all(Array.from({ length: 12 }, () => database.cases.nextNumber("NUM", 2026)));
		expect(new Set(numbers).size).toBe(12);
		expect([...numbers].sort().at(0)).toBe("NUM-2026-0001");
		expect([...numbers].sort().at(-1)).toBe("NUM-2026-0012");
		expect(await database.cases.nextNumber("NUM", 2027)).toBe("NUM-2027-0001");
	});

	test("knows no case that was not opened", async () => {
		expect(await database.cases.load("NSM-2026-9999")).toBeNull();
		expect(await database.cases.events("NSM-2026-9999", 0, 10)).toEqual([]);
	});

	test("loads the state that its events fold to, and gives the events in order", async () => {
		const number = "FOLD-2026-0001";
		const state = await appendAll(database.cases, number, [caseOpened(number), note("a"), note("b")]);
		expect(await database.cases.load(number)).toEqual(state);
		const events = await database.cases.events(number, 1, 1);
		expect(events).toEqual([{ caseNumber: number, seq: 2, event: note("a") }]);
	});

	test("refuses an append on a version that has passed", async () => {
		const number = "CONF-2026-0001";
		const state = await appendAll(database.cases, number, [caseOpened(number)]);
		expect(await database.cases.append(appendOf(state, [note("first")]))).toBe("appended");
		expect(await database.cases.append(appendOf(state, [note("second")]))).toBe("conflict");
		expect(await database.cases.append(appendOf(null, [caseOpened(number)]))).toBe("conflict");
		const events = await database.cases.events(number, 0, 10);
		expect(events.map((stored) => stored.seq)).toEqual([1, 2]);
	});

	test("of many appends on one version exactly one is stored", async () => {
		const number = "RACE-2026-0001";
		const state = await appendAll(database.cases, number, [caseOpened(number)]);
		const results = await Promise.all(
			Array.from({ length: 8 }, (_, index) => database.cases.append(appendOf(state, [note(`${index}`)]))),
		);
		expect(results.filter((result) => result === "appended")).toHaveLength(1);
		expect(await database.cases.events(number, 1, 10)).toHaveLength(1);
	});

	test("stores nothing when the jobs cannot be stored", async () => {
		const number = "ATOM-2026-0001";
		const state = await appendAll(database.cases, number, [caseOpened(number)]);
		enqueue = () => Promise.reject(new Error("no room"));
		const events: CaseEvent[] = [
			{ type: "PollOpened", at: at(), by: "bot", poll: 1, quorum: 2, deadline: at(60) },
			{ type: "VoteCast", at: at(), by: bram, poll: 1, voter: bram, vote: "valid", previous: null },
		];
		try {
			const failing = appendOf(state, events, [{ type: "PostSteps", caseNumber: number }]);
			await expect(database.cases.append(failing)).rejects.toThrow("no room");
		} finally {
			enqueue = async () => {};
		}
		expect(await database.cases.events(number, 1, 10)).toEqual([]);
		expect(await database.cases.load(number)).toEqual(state);
		const votes = await database.sqlExecutor("select * from votes where case_number = $1", [number]);
		expect(votes).toEqual([]);
		expect(await database.cases.append(appendOf(state, events))).toBe("appended");
	});

	test("keeps one vote per person, the newest", async () => {
		const number = "VOTE-2026-0001";
		await appendAll(database.cases, number, [
			caseOpened(number),
			{ type: "PollOpened", at: at(), by: "bot", poll: 1, quorum: 2, deadline: at(60) },
			{ type: "VoteCast", at: at(1), by: bram, poll: 1, voter: bram, vote: "valid", previous: null },
			{ type: "VoteCast", at: at(2), by: bram, poll: 1, voter: bram, vote: "invalid", previous: "valid" },
		]);
		const votes = await database.sqlExecutor("select voter_id, vote from votes where case_number = $1", [number]);
		expect(votes).toEqual([{ voter_id: bram.id, vote: "invalid" }]);
	});

	test("refuses a second notice to an operator in a round, and one more Message-ID", async () => {
		const number = "ONCE-2026-0001";
		const state = await sendingCase(database.cases, number, [1, 2]);
		const twice = { ...noticeRef(number, 1), id: `${number}-1-99`, group: 99 };
		const append = appendOf(state, [{ type: "NoticesQueued", at: at(5), by: anna, round: 1, notices: [twice] }]);
		await expect(database.cases.append(append)).rejects.toThrow();
		expect(await database.notices.get(twice.id)).toBeNull();
		expect((await database.cases.load(number))?.version).toBe(state.version);
	});

	test("refuses to change or delete an event, whoever asks", async () => {
		const number = "TRIG-2026-0001";
		await appendAll(database.cases, number, [caseOpened(number)]);
		const run = database.sqlExecutor;
		await expect(run("update events set type = $2 where case_number = $1", [number, "X"])).rejects.toThrow(
			"append-only",
		);
		await expect(run("delete from events where case_number = $1", [number])).rejects.toThrow("append-only");
		await expect(run("truncate events", [])).rejects.toThrow("append-only");
		expect(await database.cases.events(number, 0, 10)).toHaveLength(1);
	});

	test("drops NUL characters and mends lone surrogates in what people typed", async () => {
		const number = "NULL-2026-0001";
		await appendAll(database.cases, number, [caseOpened(number, "a\0b\ud800c"), note("x\0y")]);
		const [opened, added] = await database.cases.events(number, 0, 10);
		expect(opened?.event).toMatchObject({ description: "ab\ufffdc" });
		expect(added?.event).toMatchObject({ text: "xy" });
	});

	test("refuses a state that is not the one after the events", async () => {
		const number = "ODDS-2026-0001";
		const append = appendOf(null, [caseOpened(number)]);
		await expect(database.cases.append({ ...append, events: [...append.events, note("a")] })).rejects.toThrow();
	});

	test("lists newest first, open ones apart, and knows what is unfinished", async () => {
		const numbers = ["LIST-2026-0001", "LIST-2026-0002", "LIST-2026-0003"] as const;
		for (const [index, number] of numbers.entries()) {
			await appendAll(database.cases, number, [{ ...caseOpened(number), at: at(100 + index) }]);
		}
		await appendAll(database.cases, numbers[1], [
			{ type: "CaseWithdrawn", at: at(200), by: anna, reason: "test", purgeAt: at(300) },
		]);
		const all = await database.cases.list({ open: false, limit: 3 });
		expect(all.map((row) => row.number)).toEqual([...numbers].reverse());
		const open = await database.cases.list({ open: true, limit: 2 });
		expect(open.map((row) => row.number)).toEqual([numbers[2], numbers[0]]);
		expect(open[1]).toMatchObject({ status: "received", openedAt: at(100), closedAt: null, title: "Open databases" });
		const elsewhere = "LIST-2026-0004";
		await appendAll(database.cases, elsewhere, [
			{ ...caseOpened(elsewhere), platform: "elsewhere", at: at(103) } as CaseEvent,
		]);
		const there = await database.cases.list({ open: true, limit: 3, platform: "elsewhere" });
		expect(there.map((row) => row.number)).toEqual([elsewhere]);
		const unfinished = await database.cases.unfinished();
		expect(unfinished).toContain(numbers[0]);
		expect(unfinished).toContain(numbers[1]);
		await appendAll(database.cases, numbers[1], [{ type: "AddressesPurged", at: at(300), by: "bot" }]);
		expect(await database.cases.unfinished()).not.toContain(numbers[1]);
	});

	test("keeps a closed case unfinished until it is purged, and purges addresses with the event", async () => {
		const number = "DONE-2026-0001";
		await sendingCase(database.cases, number, [1]);
		const group = { id: 1, operatorKey: "a@op.example", operator: "Op", mailboxes: ["a@op.example"], path: ["x"] };
		await database.findings.saveGroups(number, [{ ...group, country: "NL", asn: 1, source: "registry", offers: [] }]);
		await appendAll(database.cases, number, [
			{ type: "NoticeSettled", ...settled(`${number}-1-1`), outcome: "accepted", code: 250 },
			{ type: "RoundFinished", at: at(7), by: "bot", round: 1, accepted: 1, refused: 0, unknown: 0 },
			{ type: "CaseClosed", at: at(8), by: anna, purgeAt: at(9) },
		]);
		expect(await database.cases.unfinished()).toContain(number);
		await appendAll(database.cases, number, [{ type: "AddressesPurged", at: at(10), by: "bot" }]);
		expect(await database.cases.unfinished()).not.toContain(number);
		expect((await database.findings.group(number, 1))?.mailboxes).toEqual([]);
	});

	test("totals count cases by status, what was sent since, and unknown outcomes", async () => {
		const before = await database.cases.totals(at(300));
		const number = "TOTL-2026-0001";
		await sendingCase(database.cases, number, [1, 2, 3]);
		await appendAll(database.cases, number, [
			{ type: "NoticeSettled", ...settled(`${number}-1-1`, 301), outcome: "accepted", code: 250 },
			{ type: "NoticeSettled", ...settled(`${number}-1-2`, 299), outcome: "accepted", code: 250 },
			{ type: "NoticeSettled", ...settled(`${number}-1-3`, 302), outcome: "unknown", code: null },
		]);
		const after = await database.cases.totals(at(300));
		expect(after.sentThisWeek - before.sentThisWeek).toBe(1);
		expect(after.unknownOutcomes - before.unknownOutcomes).toBe(1);
		expect((after.byStatus.sending ?? 0) - (before.byStatus.sending ?? 0)).toBe(1);
		expect(after.oldestOpen?.openedAt).toBe(at());
		expect((await database.cases.list({ open: true, limit: 100 })).find((row) => row.number === number)?.unknown).toBe(
			1,
		);
		await appendAll(database.cases, number, [
			{ type: "UnknownResolved", at: at(303), by: anna, notice: `${number}-1-3`, as: "sent" },
		]);
		const resolved = await database.cases.totals(at(300));
		expect(resolved.unknownOutcomes).toBe(before.unknownOutcomes);
		expect(resolved.sentThisWeek - before.sentThisWeek).toBe(2);
	});

	describe("the history per week", () => {
		/** Three weeks of a year in which no other case of these tests lives. */
		const starts = ["2031-01-05T23:00:00.000Z", "2031-01-12T23:00:00.000Z", "2031-01-19T23:00:00.000Z"];
		const [first, second, third] = ["2031-01-06T10:00:00.000Z", "2031-01-12T23:00:00.000Z", "2031-01-25T10:00:00.000Z"];
		const before = "2031-01-05T22:59:59.999Z";
		const opened = (number: string, when: string) => ({ ...caseOpened(number), at: when });
		const voting = (when: string): CaseEvent => ({
			...{ type: "PollOpened", at: when, by: "bot", poll: 1, quorum: 2, deadline: when },
		});
		const decided = (when: string, outcome: "approved" | "rejected"): CaseEvent => ({
			...{ type: "PollDecided", at: when, by: "bot", poll: 1, outcome },
		});
		const closed = (when: string): CaseEvent => ({ type: "CaseClosed", at: when, by: anna, purgeAt: when });
		const withdrawn = (when: string): CaseEvent => ({
			...{ type: "CaseWithdrawn", at: when, by: anna, reason: "test", purgeAt: when },
		});
		const finished = (when: string, round: number): CaseEvent => ({
			...{ type: "RoundFinished", at: when, by: "bot", round, accepted: 1, refused: 0, unknown: 0 },
		});
		const unreadable = (when: string): CaseEvent => ({
			...{ type: "ReportUnreadable", at: when, by: "bot", round: 1, reason: "empty", line: null },
		});
		const count = async () => {
			const weeks = await database.cases.history(starts);
			expect(weeks.map(({ start }) => start)).toEqual(starts);
			return weeks.map(({ opened: cases, ended }) => ({ opened: cases, ...ended }));
		};
		const live = (number: string, ...events: readonly CaseEvent[]) => appendAll(database.cases, number, events);

		test("is nothing where nothing happened", async () => {
			expect(await count()).toEqual([{ opened: 0 }, { opened: 0 }, { opened: 0 }]);
		});

		test("counts each case once, in the week of the outcome that it has now", async () => {
			// Opened before the first week; mailed in the second, and once more in the third.
			await live("WEEK-2031-0001", opened("WEEK-2031-0001", before), finished(second, 1), finished(third, 2));
			await live("WEEK-2031-0001", closed(third));
			// Ended before the first week.
			await live("WEEK-2031-0002", opened("WEEK-2031-0002", before), withdrawn(before));
			// Rejected, and closed a week later.
			await live("WEEK-2031-0003", opened("WEEK-2031-0003", first), voting(first), decided(first, "rejected"));
			await live("WEEK-2031-0003", closed(second));
			// Withdrawn, opened again, and still open.
			await live("WEEK-2031-0004", opened("WEEK-2031-0004", first), withdrawn(first));
			await live("WEEK-2031-0004", { type: "CaseReopened", at: second, by: anna });
			// Unreadable and not closed yet; valid but nobody to mail; withdrawn after a vote.
			await live("WEEK-2031-0005", opened("WEEK-2031-0005", second), unreadable(third));
			await live("WEEK-2031-0006", opened("WEEK-2031-0006", second), voting(second), decided(second, "approved"));
			await live("WEEK-2031-0006", closed(third));
			await live("WEEK-2031-0007", opened("WEEK-2031-0007", third), voting(third), decided(third, "rejected"));
			await live("WEEK-2031-0007", { type: "CaseReopened", at: third, by: anna }, voting(third), withdrawn(third));
			// Closed without ever a vote.
			await live("WEEK-2031-0008", opened("WEEK-2031-0008", third), closed(third));
			expect(await count()).toEqual([
				{ opened: 2, rejected: 1 },
				{ opened: 2, sent: 1 },
				{ opened: 2, unreadable: 1, unmailed: 2, withdrawn: 1 },
			]);
		});
	});

	test("a second process sees what the first stored, and the first what the second did", async () => {
		if (!contract.shared) return;
		const other = await contract.open();
		try {
			const number = "TWOP-2026-0001";
			await appendAll(database.cases, number, [caseOpened(number)]);
			await appendAll(other.cases, number, [note("from the other")]);
			expect((await database.cases.load(number))?.version).toBe(2);
			await appendAll(database.cases, number, [note("from the first")]);
			expect(await other.cases.load(number)).toEqual(await database.cases.load(number));
		} finally {
			await other.close();
		}
	});
});

function settled(notice: string, minute = 6) {
	return { at: at(minute), by: "bot" as const, notice, attempt: 1, retryAt: null };
}

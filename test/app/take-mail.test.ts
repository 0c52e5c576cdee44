import { describe, expect, it } from "vitest";
import { readMailbox } from "../../src/app/read-mailbox.ts";
import { takeMail } from "../../src/app/take-mail.ts";
import { buttonId } from "../../src/core/thread/buttons.ts";
import type { FailedRecipient, InboundMail, InboundMailbox } from "../../src/ports/inbound-mail.ts";
import type { NoticeRow } from "../../src/ports/notice-store.ts";
import { appSuite } from "../support/app-suite.ts";
import { confirmSend, readyCase, stateOf } from "../support/case-life.ts";
import { anna, buttonsOn, sentence, type TestApp } from "../support/open-app.ts";
import { waitUntil } from "../support/wait-until.ts";

const report = "ip\n192.0.2.1\n192.0.2.65\n198.51.100.1\n";

interface Sent {
	readonly number: string;
	readonly row: NoticeRow;
	readonly mailbox: string;
}

/** A case whose mails were accepted, with its first notice. */
async function sentCase(app: TestApp): Promise<Sent> {
	const number = await readyCase(app, report);
	await confirmSend(app, number);
	await app.work();
	const [notice] = Object.values((await stateOf(app, number)).notices);
	const row = await app.context.notices.get(notice?.id ?? "");
	if (row === null || notice === undefined) throw new Error("nothing was sent");
	return { number, row, mailbox: notice.operatorKey };
}

const dead = (mailbox: string, change: Partial<FailedRecipient> = {}): FailedRecipient => ({
	...{ mailbox, status: "5.1.1", permanent: true, forwarded: false },
	...change,
});

function bounce(
	messageIds: readonly string[],
	recipients: readonly FailedRecipient[],
	caseNumbers: readonly string[] = [],
): InboundMail {
	return { mark: "b1", verdict: { kind: "bounce", clues: { messageIds, caseNumbers }, recipients } };
}

function reply(messageIds: readonly string[], caseNumbers: readonly string[] = [], mark = "r1"): InboundMail {
	return { mark, verdict: { kind: "reply", clues: { messageIds, caseNumbers } } };
}

const eventsOf = async (app: TestApp, number: string) =>
	(await app.context.cases.events(number, 0, 500)).map(({ event }) => event);
const typesOf = async (app: TestApp, number: string) => (await eventsOf(app, number)).map(({ type }) => type);
const isBad = async ({ context }: TestApp, mailbox: string) =>
	(await context.badMailboxes.among([mailbox], context.clock())).has(mailbox);

describe("a bounce", () => {
	const app = appSuite();

	it("stands in the thread and marks the mailbox, once however often it is taken", async () => {
		const { number, row, mailbox } = await sentCase(app());
		for (const _ of [1, 2])
			expect(await takeMail(app().context, bounce(["<other@test.example>", row.messageId], [dead(mailbox)]))).toBe(
				"bounces",
			);
		expect((await eventsOf(app(), number)).filter(({ type }) => type === "NoticeBounced")).toMatchObject([
			{ notice: row.id, mailboxes: [mailbox], permanent: true, status: "5.1.1", by: "bot" },
		]);
		const marks = await app().context.badMailboxes.list(app().now);
		expect(marks).toMatchObject([{ mailbox, cause: "bounced", reason: "5.1.1", caseNumber: number, author: null }]);
		await app().work();
		expect(JSON.stringify(app().chat)).toContain("came back: there is no such mailbox (5.1.1)");
	});

	it("does not mark again what a coordinator cleared since", async () => {
		const { row, mailbox } = await sentCase(app());
		const { context } = app();
		await takeMail(context, bounce([row.messageId], [dead(mailbox)]));
		await context.badMailboxes.clear(mailbox, "Anna", context.clock());
		await takeMail(context, bounce([row.messageId], [dead(mailbox)]));
		expect(await isBad(app(), mailbox)).toBe(false);
	});

	it.each([
		["is delayed", { permanent: false, status: "4.4.1" }],
		["failed where the mailbox passes mail on to", { forwarded: true }],
		["was not wanted", { status: "5.7.1" }],
	] as const)("does not mark a mailbox whose mail %s", async (_what, change) => {
		const { number, row, mailbox } = await sentCase(app());
		await takeMail(app().context, bounce([row.messageId], [dead(mailbox, change)]));
		expect(await typesOf(app(), number)).toContain("NoticeBounced");
		expect(await isBad(app(), mailbox)).toBe(false);
	});

	it("of a mailbox that the notice did not go to marks nothing, and is told as mail to look at", async () => {
		const { number, row } = await sentCase(app());
		const filed = await takeMail(app().context, bounce([row.messageId], [dead("abuse@elsewhere.example")]));
		expect(filed).toBe("stay");
		expect((await eventsOf(app(), number)).at(-1)).toMatchObject({ type: "ReplyReceived", notice: null });
		expect(await isBad(app(), "abuse@elsewhere.example")).toBe(false);
	});

	it("that only guesses a case or a Message-ID marks nothing", async () => {
		const { number, row, mailbox } = await sentCase(app());
		const guessed = row.messageId.replace("@", ".0123456789abcdef@");
		expect(await takeMail(app().context, bounce([guessed], [dead(mailbox)], ["TST-2020-0001", number]))).toBe("stay");
		const events = await typesOf(app(), number);
		expect(events).not.toContain("NoticeBounced");
		expect(events.at(-1)).toBe("ReplyReceived");
		expect(await isBad(app(), mailbox)).toBe(false);
		expect(await takeMail(app().context, bounce([guessed], [dead(mailbox)], ["TST-2020-0001"]))).toBe("stay");
	});

	it("lets a volunteer choose another mailbox, which is mailed on Send and in the same round", async () => {
		const { number, row, mailbox } = await sentCase(app());
		await takeMail(app().context, bounce([row.messageId], [dead(mailbox)]));
		await app().work();
		const press = async (id: string, value: string | null = null) => {
			const given = await app().handlers.onPress(anna, id, value);
			return given.kind === "quiet" ? expect.fail("no card") : given.card;
		};
		const list = await press(buttonId(await stateOf(app(), number), "unknowns"));
		expect(list.table?.rows).toEqual([[expect.any(String), "came back", expect.any(String)]]);
		const judged = await press(list.menu?.id ?? "", row.id);
		expect(judged.fields).toContainEqual({
			label: "Came back from",
			value: `${mailbox}: there is no such mailbox (5.1.1)`,
		});
		const group = await press(buttonsOn(judged)["Another contact …"] ?? "");
		const form = buttonsOn(group)["Assign a contact …"] ?? "";
		const again = await app().handlers.onForm(anna, form, { operator: "Same", mailboxes: mailbox });
		expect(sentence(again)).toMatch(/this round/);
		await app().handlers.onForm(anna, form, { operator: "Same", mailboxes: "noc@another.example" });
		await confirmSend(app(), number);
		await app().work();
		const second = app().mail.taken.at(-1);
		expect([second?.noticeId, second?.envelopeTo]).toEqual([`${row.id}-2`, ["noc@another.example"]]);
		expect(app().mail.taken).toHaveLength(4);
		const state = await stateOf(app(), number);
		expect([state.status, state.notices[`${row.id}-2`]?.status]).toEqual(["sent", "accepted"]);
		expect(app().faults).toEqual([]);
	});
});

describe("an answer", () => {
	const app = appSuite();

	it("is told once, without what it says, and stays", async () => {
		const { number, row } = await sentCase(app());
		for (const mark of ["r1", "r1", "r2"])
			expect(await takeMail(app().context, reply([row.messageId.toUpperCase(), row.messageId], [], mark))).toBe("stay");
		const told = (await eventsOf(app(), number)).filter(({ type }) => type === "ReplyReceived");
		expect(told).toEqual([
			expect.objectContaining({ notice: row.id, mark: "r1" }),
			expect.objectContaining({ notice: row.id, mark: "r2" }),
		]);
	});

	it("that names the case alone is told as mail to look at, and one to nothing of ours not at all", async () => {
		const { number } = await sentCase(app());
		expect(await takeMail(app().context, reply([], [number]))).toBe("stay");
		expect((await eventsOf(app(), number)).at(-1)).toMatchObject({ type: "ReplyReceived", notice: null, mark: "r1" });
		const before = await typesOf(app(), number);
		expect(await takeMail(app().context, reply(["<theirs@elsewhere.example>"]))).toBe("stay");
		expect(await typesOf(app(), number)).toEqual(before);
	});

	it("of a machine is filed and not told; other mail stays", async () => {
		const { number, row } = await sentCase(app());
		const before = await typesOf(app(), number);
		const clues = { messageIds: [row.messageId], caseNumbers: [number] };
		expect(await takeMail(app().context, { mark: "a", verdict: { kind: "automatic", clues } })).toBe("automatic");
		expect(await takeMail(app().context, { mark: "o", verdict: { kind: "other", clues } })).toBe("stay");
		expect(await typesOf(app(), number)).toEqual(before);
	});
});

describe("the mailbox", () => {
	const app = appSuite();

	it("is read by one process at a time, and by the next one when that ends", async () => {
		const readers: string[] = [];
		const mailboxOf = (name: string): InboundMailbox => ({
			async read(_take, signal) {
				readers.push(name);
				await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
			},
		});
		const [first, second] = [new AbortController(), new AbortController()];
		const one = readMailbox(app().context, mailboxOf("one"), first.signal);
		await waitUntil(() => readers.length === 1);
		const other = readMailbox(app().restart().context, mailboxOf("other"), second.signal);
		second.abort();
		await other;
		expect(readers).toEqual(["one"]);
		first.abort();
		await one;
		const third = new AbortController();
		const next = readMailbox(app().context, mailboxOf("next"), third.signal);
		await waitUntil(() => readers.length === 2);
		third.abort();
		await next;
		expect(readers).toEqual(["one", "next"]);
	});

	it("that cannot be read is a fault in the log, and is read again", async () => {
		const stop = new AbortController();
		let reads = 0;
		const mailbox: InboundMailbox = {
			async read() {
				reads += 1;
				if (reads > 1) stop.abort();
				throw new Error("a fault of ours");
			},
		};
		await readMailbox(app().context, mailbox, stop.signal);
		expect(reads).toBe(2);
		expect(app().faults).toContain("mailbox.not-read");
	});
});

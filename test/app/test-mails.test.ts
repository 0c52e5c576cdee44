import PostalMime from "postal-mime";
import { describe, expect, it } from "vitest";
import { recover } from "../../src/app/background.ts";
import { requestTestMails } from "../../src/app/request-test-mails.ts";
import { sendTestMail } from "../../src/app/send-test-mail.ts";
import { buttonId } from "../../src/core/thread/buttons.ts";
import { confirmSend, readyCase, stateOf } from "../support/case-life.ts";
import { accepted } from "../support/memory-mail.ts";
import { anna, bram, buttonsOn, chris, guest, sentence } from "../support/open-app.ts";
import { testMailSuite } from "../support/test-mail-suite.ts";

const report = "ip\n192.0.2.1\n192.0.2.2\n192.0.2.65\n198.51.100.1\n";
const signal = new AbortController().signal;
/** What a process does that dies at that point. */
class Died extends Error {}

describe("test mails", () => {
	const { app, confirm, press, told, jobOf } = testMailSuite();

	it("bring the whole set to the presser alone, in full and marked, and leave the case as it is", async () => {
		const number = await readyCase(app(), report);
		await confirm(chris);
		const before = await stateOf(app(), number);
		const rows = await app().database.sqlExecutor("select * from notices", []);
		expect(sentence(await press(chris, number))).toBe(
			"3 test mails are on the way to chris@own.example. The operators get nothing.",
		);
		await app().work();
		const { taken } = app().mail;
		expect(taken).toHaveLength(3);
		const run = before.version + 1;
		expect(taken.map(({ noticeId }) => noticeId)).toEqual([1, 2, 3].map((group) => `${number}-1-${group}-test-${run}`));
		const listed: string[] = [];
		for (const mail of taken) {
			expect(mail.envelopeTo).toEqual(["chris@own.example"]);
			const email = await PostalMime.parse(mail.raw);
			expect([email.to, email.cc, email.bcc]).toEqual([
				[{ name: "", address: "chris@own.example" }],
				undefined,
				undefined,
			]);
			expect(email.subject).toMatch(/^\[(?:PROEF|TEST)\] /);
			expect(email.text?.slice(0, 200)).toMatch(/PROEF|TEST/);
			expect(Buffer.from(mail.raw).toString("latin1")).not.toMatch(/^(?:to|cc|bcc|delivered-to):.*abuse@/im);
			const [csv] = email.attachments;
			const text = typeof csv?.content === "string" ? csv.content : new TextDecoder().decode(csv?.content);
			listed.push(...(text.match(/\d+\.\d+\.\d+\.\d+/g) ?? []));
		}
		expect(listed.sort()).toEqual(["192.0.2.1", "192.0.2.2", "192.0.2.65", "198.51.100.1"]);
		expect(new Set(taken.map(({ messageId }) => messageId)).size).toBe(3);
		const after = await stateOf(app(), number);
		expect(after).toMatchObject({ status: "ready", epoch: before.epoch, notices: {}, groups: before.groups });
		expect(await app().database.sqlExecutor("select * from notices", [])).toEqual(rows);
		expect(told(number)).toEqual(["Chris has 3 test mails sent to themselves."]);
		expect(JSON.stringify(await app().context.cases.events(number, 0, 1_000))).not.toContain("own.example");
	});

	it("are in the language and with the files that the operator wants", async () => {
		const number = await readyCase(
			app(),
			"ip,port,protocol,timestamp,service,cve\n192.0.2.1,443,tcp,2026-11-20T10:00:00Z,https,CVE-2026-12345\n",
		);
		const [group] = (await stateOf(app(), number)).groups;
		await app().database.directory.setContact({
			...{ kind: "asn", value: "AS64511", operator: "Elsewhere", mailboxes: group?.mailboxes ?? [], reason: "asked" },
			...{ forwarder: false, author: "Anna", createdAt: app().now, expiresAt: null },
			...{ language: "en", xarf: true, pgpKey: null },
		});
		await confirm(chris);
		await press(chris, number);
		await app().work();
		const email = await PostalMime.parse(app().mail.taken[0]?.raw ?? "");
		expect(email.subject).toMatch(/^\[TEST\] /);
		expect(email.text).not.toMatch(/Met vriendelijke groet/);
		expect(email.attachments.map(({ mimeType }) => mimeType)).toEqual(["text/csv", "application/zip"]);
	});

	it("may be asked for by the uploader, and by nobody without a role", async () => {
		const number = await readyCase(app(), report);
		await confirm(bram);
		expect(sentence(await press(guest, number))).toMatch(/volunteers only/);
		expect(sentence(await press(bram, number))).toMatch(/bram@own\.example/);
		await app().work();
		expect(app().mail.taken.map(({ envelopeTo }) => envelopeTo.join())).toEqual(Array(3).fill("bram@own.example"));
	});

	it("do not keep the real mails from going out once, with ids and Message-IDs of their own", async () => {
		const number = await readyCase(app(), report);
		await confirm(chris);
		await press(chris, number);
		await confirmSend(app(), number);
		await app().work();
		const [tests, real] = [true, false].map((isTest) =>
			app().mail.taken.filter(({ noticeId }) => noticeId.includes("-test-") === isTest),
		);
		expect([tests?.length, real?.length]).toEqual([3, 3]);
		for (const { envelopeTo } of real ?? []) expect(envelopeTo.join()).not.toContain("own.example");
		expect(new Set(app().mail.taken.map(({ messageId }) => messageId)).size).toBe(6);
		expect((await stateOf(app(), number)).status).toBe("sent");
		// After sending, what went out can be looked at still.
		await app().pass(60_000);
		const card = await app().handlers.onCommand(chris, "send", { case: number });
		const id = card.kind === "quiet" ? undefined : buttonsOn(card.card)["Test mail"];
		expect(sentence(await app().handlers.onPress(chris, id ?? "", null))).toMatch(/^3 test mails/);
		await app().work();
		expect(app().mail.taken).toHaveLength(9);
		expect(Object.values((await stateOf(app(), number)).notices).map(({ status }) => status)).toEqual(
			Array(3).fill("accepted"),
		);
	});

	it("are asked for once by a double click", async () => {
		const number = await readyCase(app(), report);
		await confirm(chris);
		const both = await Promise.all([press(chris, number), press(chris, number)]);
		expect(both.map(sentence).sort()).toEqual([
			"3 test mails are on the way to chris@own.example. The operators get nothing.",
			"You asked for these test mails a moment ago; they are on their way.",
		]);
		await app().work();
		expect(app().mail.taken).toHaveLength(3);
	});

	it("go on after a restart: what went out is not sent again, what was under way once more at most", async () => {
		const number = await readyCase(app(), report);
		await confirm(chris);
		await press(chris, number);
		const first = jobOf();
		let dead = false;
		app().mail.answer = () => {
			if (dead) throw new Died();
			return accepted;
		};
		await sendTestMail(app().context, first, signal);
		app().jobs.waiting.splice(app().jobs.waiting.indexOf(first), 1);
		dead = true;
		await expect(sendTestMail(app().context, jobOf(), signal)).rejects.toThrow(Died);
		dead = false;
		const next = app().restart();
		await recover(next.context);
		await next.work();
		const ids = app().mail.taken.map(({ noticeId }) => noticeId);
		expect([ids.length, new Set(ids).size]).toEqual([3, 3]);
	});

	it("are not sent again at all where the transport knows", async () => {
		const number = await readyCase(app(), report);
		await confirm(chris);
		app().mail.knows = true;
		await press(chris, number);
		const job = jobOf();
		await sendTestMail(app().context, job, signal);
		await sendTestMail(app().context, job, signal);
		expect(app().mail.taken).toHaveLength(1);
	});

	it("go in the pace of all mails, and one after the other to their one domain", async () => {
		const number = await readyCase(app(), "ip\n192.0.2.1\n");
		await confirm(chris);
		await press(chris, number);
		const mailing = { ...app().context.mailing, perMinute: 60_000_000, domainSpacingMs: 1 };
		const asked: number[] = [];
		const notices = {
			...app().context.notices,
			bookSlot: async (at: string, spacingMs: number) => {
				asked.push(spacingMs);
				return new Date(Date.parse(at) + 1).toISOString();
			},
		};
		await sendTestMail({ ...app().context, mailing, notices }, jobOf(), signal);
		expect([asked, app().mail.taken.length]).toEqual([[1], 1]);
		const stopping = new AbortController();
		stopping.abort(new Error("the program is stopping"));
		await expect(sendTestMail({ ...app().context, mailing, notices }, jobOf(), stopping.signal)).rejects.toThrow(
			"stopping",
		);
		expect(app().mail.taken).toHaveLength(1);
	});

	it("of many operators go 25 at a time, with a button for the next ones", async () => {
		const number = await readyCase(app(), report);
		await confirm(chris);
		const all = (await stateOf(app(), number)).groups;
		const [group] = all;
		if (group === undefined) throw new Error("no group");
		const many = Array.from({ length: 30 }, (_, index) => ({
			...group,
			id: index + 1,
			operatorKey: `abuse@op${index}.example`,
		}));
		// As if the lookup had found thirty: only what is asked for matters here.
		const cases = {
			...app().context.cases,
			load: async (asked: string) => {
				const state = await app().context.cases.load(asked);
				return state === null ? null : { ...state, groups: many };
			},
		};
		const context = { ...app().context, cases };
		const state = { ...(await stateOf(app(), number)), groups: many };
		const first = await requestTestMails(context, chris, { state, start: 0 });
		expect(sentence(first)).toMatch(/^25 test mails .*\nThat is up to and including mail 25 of 30/);
		const next = first.kind === "quiet" ? {} : buttonsOn(first.card);
		expect(next).toEqual({ "The next 5": buttonId(state, "test-mail", "25") });
		const second = await requestTestMails(context, chris, { state, start: 25 });
		expect(sentence(second)).toMatch(/^5 test mails are/);
		expect(second.kind === "quiet" ? {} : buttonsOn(second.card)).toEqual({});
		expect(sentence(await requestTestMails(context, chris, { state, start: 30 }))).toMatch(/nothing to send/);
	});

	it("in the outbox go with the addresses of the case", async () => {
		const number = await readyCase(app(), report);
		await confirm(chris);
		await press(chris, number);
		await app().work();
		await app().handlers.onCommand(anna, "case withdraw", { case: number, text: "wrong list" });
		await app().pass(91 * 86_400_000);
		expect((await stateOf(app(), number)).purged).toBe(true);
		expect(app().mail.taken).toEqual([]);
	});
});

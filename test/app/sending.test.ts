import { createHash } from "node:crypto";
import PostalMime from "postal-mime";
import { describe, expect, it } from "vitest";
import { recover } from "../../src/app/background.ts";
import { joinSending } from "../../src/app/join-sending.ts";
import { sendNotices } from "../../src/app/send-notices.ts";
import { buttonId } from "../../src/core/thread/buttons.ts";
import type { MailWriter } from "../../src/ports/mail-writer.ts";
import { appSuite } from "../support/app-suite.ts";
import { confirmSend, readyCase, stateOf } from "../support/case-life.ts";
import { accepted } from "../support/memory-mail.ts";
import { anna, buttonsOn, fileOf, sentence } from "../support/open-app.ts";
import { waitUntil } from "../support/wait-until.ts";

const report = "ip\n192.0.2.1\n192.0.2.65\n198.51.100.1\n";
const signal = new AbortController().signal;
const outcomes = (state: Awaited<ReturnType<typeof stateOf>>) =>
	Object.values(state.notices).map((notice) => notice.status);

/** What a process does that dies at that point. */
class Died extends Error {}

describe("sending", () => {
	const app = appSuite();

	it("mails once when Send is pressed twice", async () => {
		const number = await readyCase(app(), report);
		const id = buttonId(await stateOf(app(), number), "send");
		const twice = await Promise.all([1, 2].map(() => app().handlers.onForm(anna, id, { confirmation: number })));
		expect(twice.map(sentence).sort()).toEqual([
			"The mails are going out.",
			"This button is from an earlier moment: the case has moved on. Use the newest card in the thread.",
		]);
		await app().work();
		expect(app().mail.taken).toHaveLength(3);
	});

	it("offers another mailbox in the next case where the server said that there is no such one", async () => {
		const first = await readyCase(app(), "ip\n192.0.2.65\n");
		const [group] = (await stateOf(app(), first)).groups;
		await confirmSend(app(), first);
		app().mail.answer = () => ({
			...{ outcome: "refused", code: 550, response: "5.1.1 no such user", gone: group?.mailboxes ?? [] },
		});
		await app().work();
		expect(outcomes(await stateOf(app(), first))).toEqual(["refused"]);

		app().mail.answer = () => accepted;
		const next = await readyCase(app(), "ip\n192.0.2.65\n");
		const state = await stateOf(app(), next);
		expect(state.groups).toMatchObject([{ bucket: "bad-contact", reason: "mailbox-does-not-work", mailboxes: [] }]);
		const list = await app().handlers.onPress(anna, buttonId(state, "groups"), null);
		const choose = list.kind === "quiet" ? undefined : list.card.menu;
		const shown = await app().handlers.onPress(anna, choose?.id ?? "", "1");
		const offers = shown.kind === "quiet" ? undefined : shown.card.menu;
		expect(offers?.options[0]?.label).toMatch(/^abuse@/);
		expect(sentence(await app().handlers.onPress(anna, offers?.id ?? "", "9"))).toMatch(/earlier moment/);
		await app().handlers.onPress(anna, offers?.id ?? "", "0");
		await confirmSend(app(), next);
		await app().work();
		expect(app().mail.taken.map(({ envelopeTo }) => envelopeTo.join())).toEqual([offers?.options[0]?.label]);
	});

	it("mails once when two workers send the same case at the same time", async () => {
		const number = await readyCase(app(), report);
		await confirmSend(app(), number);
		const other = app().restart();
		await Promise.all(
			[app().jobHandlers.SendNotices, other.jobHandlers.SendNotices].map((send) =>
				send({ type: "SendNotices", caseNumber: number, at: null }, signal),
			),
		);
		await app().work();
		expect(
			app()
				.mail.taken.map((mail) => mail.noticeId)
				.sort(),
		).toEqual([1, 2, 3].map((group) => `${number}-1-${group}`));
		expect((await stateOf(app(), number)).status).toBe("sent");
	});

	it("shows a mail as unknown, and sends it never again by itself, when the process died amid handing over", async () => {
		const number = await readyCase(app(), report);
		await confirmSend(app(), number);
		app().mail.answer = (mail) => {
			if (mail.noticeId.endsWith("-2")) throw new Died();
			return accepted;
		};
		await expect(sendNotices(app().context, number, signal)).rejects.toThrow(Died);
		app().mail.answer = () => accepted;
		const next = app().restart();
		await sendNotices(next.context, number, signal);
		await next.work();
		expect(outcomes(await stateOf(next, number))).toEqual(["accepted", "unknown", "accepted"]);
		expect(next.mail.taken.map((mail) => mail.noticeId)).toEqual([`${number}-1-1`, `${number}-1-3`]);
	});

	it("sends it after all when the transport knows that it did not go out, and counts it when it knows that it did", async () => {
		const number = await readyCase(app(), report);
		await confirmSend(app(), number);
		app().mail.knows = true;
		app().mail.answer = (mail) => {
			if (mail.noticeId.endsWith("-1")) app().mail.taken.push(mail);
			throw new Died();
		};
		await expect(sendNotices(app().context, number, signal)).rejects.toThrow(Died);
		const second = app().restart();
		await expect(sendNotices(second.context, number, signal)).rejects.toThrow(Died);
		app().mail.answer = () => accepted;
		await sendNotices(app().restart().context, number, signal);
		expect(outcomes(await stateOf(app(), number))).toEqual(["accepted", "accepted", "accepted"]);
		expect(app().mail.taken.map((mail) => mail.noticeId)).toEqual([1, 2, 3].map((group) => `${number}-1-${group}`));
	});

	it("lets a volunteer judge an unknown mail: sent, or once more", async () => {
		const number = await readyCase(app(), report);
		app().mail.answer = (mail) =>
			mail.noticeId.endsWith("-3") ? accepted : { outcome: "unknown", code: null, response: "line lost" };
		await confirmSend(app(), number);
		await app().work();
		const sent = await stateOf(app(), number);
		expect(outcomes(sent)).toEqual(["unknown", "unknown", "accepted"]);
		const inThread = { ...anna, caseNumber: number };
		expect(sentence(await app().handlers.onCommand(inThread, "case close", {}))).toMatch(
			/outcome of one or more mails is unknown/,
		);
		const list = await app().handlers.onPress(anna, buttonId(sent, "unknowns"), null);
		const menu = list.kind === "quiet" ? undefined : list.card.menu;
		const one = await app().handlers.onPress(anna, menu?.id ?? "", `${number}-1-1`);
		const buttons = one.kind === "quiet" ? {} : buttonsOn(one.card);
		await app().handlers.onPress(anna, buttons["Count as sent"] ?? "", null);
		app().mail.answer = () => accepted;
		app().mail.taken.length = 0;
		await app().handlers.onPress(anna, buttonId(await stateOf(app(), number), "send-again", `${number}-1-2`), null);
		await app().work();
		expect(app().mail.taken.map((mail) => mail.noticeId)).toEqual([`${number}-1-2`]);
		expect(outcomes(await stateOf(app(), number))).toEqual(["accepted", "accepted", "accepted"]);
	});

	it("tries a deferred mail again later, and gives up in the end", async () => {
		const number = await readyCase(app(), "ip\n192.0.2.1\n");
		let tries = 0;
		app().mail.answer = () => {
			tries += 1;
			return { outcome: "deferred", code: 451, response: "greylisted" };
		};
		await confirmSend(app(), number);
		await app().work();
		expect(tries).toBe(1);
		await app().pass(4 * 60_000);
		expect(tries).toBe(1);
		for (let day = 0; day < 20; day++) {
			await app().jobs.enqueue([{ type: "SendNotices", caseNumber: number, at: null }]);
			await app().pass(86_400_000);
		}
		expect(tries).toBe(7);
		expect(await stateOf(app(), number)).toMatchObject({ status: "sent" });
		expect(app().mail.taken).toEqual([]);
		app().mail.answer = () => accepted;
		await app().handlers.onPress(anna, buttonId(await stateOf(app(), number), "retry", `${number}-1-1`), null);
		await app().work();
		expect(app().mail.taken).toHaveLength(1);
	});

	it("stops after the mail under way when somebody pauses, and goes on where it was", async () => {
		const number = await readyCase(app(), report);
		await confirmSend(app(), number);
		app().mail.answer = async (mail) => {
			if (mail.noticeId.endsWith("-1"))
				await app().handlers.onPress(anna, buttonId(await stateOf(app(), number), "pause"), null);
			return accepted;
		};
		await app().work();
		expect(await stateOf(app(), number)).toMatchObject({ status: "paused" });
		expect(app().mail.taken).toHaveLength(1);
		app().mail.answer = () => accepted;
		await app().handlers.onPress(anna, buttonId(await stateOf(app(), number), "resume"), null);
		await app().work();
		expect(await stateOf(app(), number)).toMatchObject({ status: "sent" });
		expect(app().mail.taken).toHaveLength(3);
	});

	it("pauses, hands nothing over and logs it when a finished mail holds what is not its recipient's", async () => {
		const number = await readyCase(app(), report);
		await confirmSend(app(), number);
		const write: MailWriter["write"] = async (mail, allowed) => ({
			...(await app().context.mailWriter.write(mail, allowed)),
			foreign: 1,
		});
		const context = { ...app().context, mailWriter: { write } };
		await sendNotices(context, number, signal);
		expect(app().mail.taken).toEqual([]);
		expect(app().faults).toEqual(["leak-guard-stopped-a-mail"]);
		expect(await stateOf(app(), number)).toMatchObject({ status: "paused" });
		expect(outcomes(await stateOf(app(), number))).toEqual(["queued", "queued", "queued"]);
	});

	it("pauses when the findings of a group are no longer those that were shown", async () => {
		const number = await readyCase(app(), report);
		await confirmSend(app(), number);
		await app().context.findings.assign(number, [{ finding: 2, group: 1 }]);
		await app().work();
		expect(app().mail.taken).toEqual([]);
		expect(await stateOf(app(), number)).toMatchObject({ status: "paused" });
	});

	it("mails nobody who opted out between the lookup and the mail, and says so to who asks", async () => {
		const number = await readyCase(app(), report);
		for (const who of ["192.0.2.1", "abuse@molenwiek.example"])
			await app().handlers.onCommand(anna, "optout add", { who, reason: "asked today" });
		await confirmSend(app(), number);
		await app().work();
		const sent = await stateOf(app(), number);
		expect(outcomes(sent)).toEqual(["refused", "refused", "accepted"]);
		expect(app().mail.taken.map((mail) => mail.envelopeTo)).toEqual([["abuse@kustnet.example"]]);
		const asked = await app().handlers.onPress(anna, buttonId(sent, "notice"), `${number}-1-1`);
		expect(JSON.stringify(asked)).toContain("the operator opted out after the lookup");
	});

	it("records what became of a mail under way, also when the case was withdrawn meanwhile", async () => {
		const number = await readyCase(app(), report);
		await confirmSend(app(), number);
		app().mail.answer = () => {
			throw new Died();
		};
		await expect(sendNotices(app().context, number, signal)).rejects.toThrow(Died);
		await app().handlers.onCommand({ ...anna, caseNumber: number }, "case withdraw", { text: "wrong list" });
		app().jobs.waiting.length = 0;
		await recover(app().restart().context);
		await app().work();
		expect(await stateOf(app(), number)).toMatchObject({ status: "withdrawn" });
		expect(outcomes(await stateOf(app(), number))).toEqual(["unknown", "queued", "queued"]);
		expect(app().mail.taken).toEqual([]);
	});

	it("puts a notice back when writing its mail failed, and sends it at the next try", async () => {
		const number = await readyCase(app(), "ip\n192.0.2.1\n");
		await confirmSend(app(), number);
		const write = async () => {
			throw new Died();
		};
		const context = { ...app().context, mailWriter: { write } };
		await expect(sendNotices(context, number, signal)).rejects.toThrow(Died);
		await app().work();
		expect(outcomes(await stateOf(app(), number))).toEqual(["accepted"]);
	});

	it("ends a refused mail there, with its code in the thread", async () => {
		const number = await readyCase(app(), "ip\n192.0.2.1\n");
		app().mail.answer = () => ({ outcome: "refused", code: 550, response: "no such user" });
		await confirmSend(app(), number);
		await app().work();
		const [thread] = app().chat.threads.keys();
		expect(app().chat.told(thread ?? "")).toContain(
			"Veenland Internet B.V.: mail refused (code 550). Nothing arrived.",
		);
		expect(await app().context.notices.attempts(`${number}-1-1`)).toMatchObject([
			{ attempt: 1, outcome: "refused", code: 550, response: "no such user" },
		]);
	});

	it("keeps to the mails per minute", async () => {
		const number = await readyCase(app(), report);
		await confirmSend(app(), number);
		const at: number[] = [];
		app().mail.answer = () => {
			at.push(performance.now());
			return accepted;
		};
		await sendNotices({ ...app().context, mailing: { ...app().context.mailing, perMinute: 600 } }, number, signal);
		expect(at).toHaveLength(3);
		expect(Math.min(...at.slice(1).map((moment, index) => moment - (at[index] ?? 0)))).toBeGreaterThanOrEqual(99);
	});

	/** A row's hash makes it about 250 bytes that no zip makes smaller. */
	const hash = (index: number) =>
		[0, 1, 2, 3, 4].map((part) => createHash("sha256").update(`${index}-${part}`).digest("hex")).join("");
	const large = `ip,hash\n${Array.from({ length: 120 }, (_, index) => `192.0.2.${index + 1},${hash(index)}`).join("\n")}\n`;

	it("zips a list that is too large, and splits it when that is still too large: each finding in one part", async () => {
		const number = await readyCase(app(), large);
		await confirmSend(app(), number);
		app().mail.limit = 16_000;
		await app().work();
		const state = await stateOf(app(), number);
		expect(state.status).toBe("sent");
		const parts = Object.values(state.notices).filter(({ part }) => part !== undefined);
		expect(parts.length).toBeGreaterThan(1);
		for (const mail of app().mail.taken) expect(mail.raw.byteLength).toBeLessThanOrEqual(16_000);
		const [thread] = app().chat.threads.keys();
		expect(
			app()
				.chat.told(thread ?? "")
				.join("\n"),
		).toMatch(/the list is too large for one mail; it goes out in \d+ parts/);
		const sent = app().mail.taken.map(({ raw }) => Buffer.from(raw).toString("latin1"));
		expect(sent.some((raw) => raw.includes("application/zip"))).toBe(true);
		expect(sent).toHaveLength(Object.keys(state.notices).length);
		expect(new Set(app().mail.taken.map(({ messageId }) => messageId)).size).toBe(sent.length);
	});

	it("splits a notice while nobody else can take it", async () => {
		const number = await readyCase(app(), large);
		await confirmSend(app(), number);
		app().mail.limit = 16_000;
		const { cases, notices } = app().context;
		const seen: (string | undefined)[] = [];
		const append: typeof cases.append = async (one) => {
			for (const event of one.events)
				if (event.type === "NoticeSplit") seen.push((await notices.get(event.notice))?.status);
			return cases.append(one);
		};
		await sendNotices({ ...app().context, cases: { ...cases, append } }, number, signal);
		expect(seen).not.toEqual([]);
		expect(new Set(seen)).toEqual(new Set(["claimed"]));
	});

	it("refuses a mail that is too large however it is split, and says why", async () => {
		const number = await readyCase(app(), "ip\n192.0.2.1\n");
		await confirmSend(app(), number);
		app().mail.limit = 900;
		await app().work();
		expect(app().mail.taken).toEqual([]);
		expect(outcomes(await stateOf(app(), number))).toEqual(["refused"]);
		expect(await app().context.notices.attempts(`${number}-1-1`)).toMatchObject([
			{ response: "the mail is larger than the mail server takes (900 bytes)" },
		]);
	});

	it("refers in a second round to the first mail, and says in the text that it is a repeat", async () => {
		const number = await readyCase(app(), report);
		await confirmSend(app(), number);
		await app().work();
		const first = app().mail.taken.map(({ messageId, envelopeTo }) => ({ messageId, to: envelopeTo.join() }));
		app().mail.taken.length = 0;
		const inThread = { ...anna, caseNumber: number };
		await app().handlers.onCommand(inThread, "case round", { file: fileOf("ip\n192.0.2.65\n") });
		await app().work();
		await confirmSend(app(), number);
		await app().work();
		expect(app().mail.taken).toHaveLength(1);
		const [again] = app().mail.taken;
		const before = first.find(({ to }) => to === again?.envelopeTo.join())?.messageId;
		const email = await PostalMime.parse(again?.raw ?? "");
		expect(before).toBeDefined();
		expect(email).toMatchObject({ inReplyTo: before, references: before });
		expect(email.messageId).not.toBe(before);
		expect(email.text).toMatch(/herhaling/i);
	});

	it("tries nothing more for a minute when there is no mail server to be reached", async () => {
		const number = await readyCase(app(), report);
		await confirmSend(app(), number);
		let tries = 0;
		app().mail.answer = () => {
			tries += 1;
			return { outcome: "deferred", code: null, response: "no connection with the mail server", notReached: true };
		};
		await app().work();
		expect(tries).toBe(1);
		expect(outcomes(await stateOf(app(), number))).toEqual(["deferred", "queued", "queued"]);
		app().mail.answer = () => accepted;
		await app().pass(61_000);
		expect(outcomes(await stateOf(app(), number))).toEqual(["deferred", "accepted", "accepted"]);
		await app().pass(5 * 60_000);
		expect(outcomes(await stateOf(app(), number))).toEqual(["accepted", "accepted", "accepted"]);
	});

	it("sends over several sessions at once, each notice once, and settles what a failed run left", async () => {
		const number = await readyCase(app(), report);
		await confirmSend(app(), number);
		const context = { ...app().context, mailing: { ...app().context.mailing, sessions: 3 } };
		let under = 0;
		app().mail.answer = async (mail) => {
			under += 1;
			// Would wait in vain if one mail had to be over before the next begins.
			await waitUntil(() => under === 3);
			if (mail.noticeId.endsWith("-2")) throw new Died();
			return accepted;
		};
		await expect(sendNotices(context, number, signal)).rejects.toThrow(Died);
		expect(outcomes(await stateOf(app(), number))).toEqual(["accepted", "queued", "accepted"]);
		app().mail.answer = () => accepted;
		await sendNotices(context, number, signal);
		expect(outcomes(await stateOf(app(), number))).toEqual(["accepted", "unknown", "accepted"]);
	});

	it("lets another process join in where mails wait", async () => {
		const number = await readyCase(app(), report);
		await confirmSend(app(), number);
		const ended = new AbortController();
		const joined = joinSending(app().restart().context, ended.signal);
		await waitUntil(() => app().mail.taken.length === 3);
		ended.abort();
		await joined;
		expect(outcomes(await stateOf(app(), number))).toEqual(["accepted", "accepted", "accepted"]);
	});
});

import PostalMime from "postal-mime";
import { describe, expect, it } from "vitest";
import { sendTestMail } from "../../src/app/send-test-mail.ts";
import { readyCase, stateOf } from "../support/case-life.ts";
import { accepted } from "../support/memory-mail.ts";
import { anna, chris, sentence } from "../support/open-app.ts";
import { testMailSuite } from "../support/test-mail-suite.ts";

const report = "ip\n192.0.2.1\n192.0.2.2\n192.0.2.65\n198.51.100.1\n";
const signal = new AbortController().signal;

describe("test mails that do not go as they should", () => {
	const { app, confirm, press, told, jobOf } = testMailSuite();

	it("are tried again when the mail server takes nothing for a while, and then given up with a step", async () => {
		const number = await readyCase(app(), "ip\n192.0.2.1\n");
		await confirm(chris);
		app().mail.answer = () => ({ outcome: "deferred", code: 451, response: "later" });
		await press(chris, number);
		await app().work();
		expect(told(number)).toHaveLength(1);
		for (const minutes of [1, 5]) await app().pass(minutes * 60_000);
		app().mail.answer = () => accepted;
		await app().pass(15 * 60_000);
		expect(app().mail.taken).toHaveLength(1);

		app().mail.answer = () => ({ outcome: "deferred", code: 451, response: "later" });
		await press(chris, number);
		for (const minutes of [0, 1, 5, 15]) await app().pass(minutes * 60_000);
		expect(told(number).at(-1)).toMatch(/not sent: the mail server did not take it \(code 451\)\.$/);
		expect(app().jobs.later.filter(({ type }) => type === "SendTestMail")).toEqual([]);
	});

	it.each([
		[{ outcome: "refused", code: 550, response: "no" }, /did not take it \(code 550\)\.$/],
		[{ outcome: "unknown", code: null, response: "" }, /outcome unknown; look in your mailbox\.$/],
	] as const)("say so in the thread when the outcome is %j", async (handOver, said) => {
		const number = await readyCase(app(), "ip\n192.0.2.1\n");
		await confirm(chris);
		app().mail.answer = () => handOver;
		await press(chris, number);
		const job = jobOf();
		await app().work();
		await app().jobHandlers.SendTestMail(job, signal);
		await app().work();
		expect(told(number).filter((line) => said.test(line))).toHaveLength(1);
		expect((await stateOf(app(), number)).status).toBe("ready");
	});

	it("stay behind, with the reason in the thread, when something changed meanwhile", async () => {
		const number = await readyCase(app(), report);
		await confirm(chris);
		const last = async () => {
			await app().work();
			return told(number).at(-1);
		};
		await press(chris, number);
		await app().handlers.onCommand(chris, "mail forget", {});
		expect(await last()).toMatch(/address is not confirmed any more/);
		await app().pass(60_000);
		await confirm(chris);
		await press(chris, number);
		await app().database.directory.addOptOut({
			...{
				kind: "cidr",
				value: "192.0.2.0/24",
				reason: "asked",
				author: "Anna",
				createdAt: app().now,
				expiresAt: null,
			},
		});
		await app().work();
		expect(told(number).filter((line) => line.includes("asked for no notices")).length).toBeGreaterThan(0);
		expect(app().mail.taken.every(({ noticeId }) => !noticeId.includes("-1-1-test"))).toBe(true);
		await app().pass(60_000);
		await press(chris, number);
		await app().handlers.onCommand(anna, "case withdraw", { case: number, text: "wrong" });
		expect(await last()).toMatch(/the case has changed/);
		expect(sentence(await press(chris, number))).toMatch(/can't be done now/);
	});

	it("that would leak stay behind, and so say", async () => {
		const number = await readyCase(app(), "ip\n192.0.2.1\n");
		await confirm(chris);
		await press(chris, number);
		const { mailWriter } = app().context;
		const leaky = {
			...mailWriter,
			write: async (...given: Parameters<typeof mailWriter.write>) => ({
				...(await mailWriter.write(...given)),
				foreign: 2,
			}),
		};
		await sendTestMail({ ...app().context, mailWriter: leaky }, jobOf(), signal);
		await app().work();
		expect(told(number).at(-1)).toMatch(/not this operator's/);
		expect([app().mail.taken, app().faults]).toEqual([[], ["leak-guard-stopped-a-test-mail"]]);
	});

	it("are held against the presser's mailbox by the leak guard: one that went to an operator counts as leaking", async () => {
		const number = await readyCase(app(), "ip\n192.0.2.1\n");
		await confirm(chris);
		await press(chris, number);
		const { mailWriter } = app().context;
		const astray = {
			write: (...[mail, allowed]: Parameters<typeof mailWriter.write>) =>
				mailWriter.write({ ...mail, to: ["abuse@veenland.example"] }, allowed),
		};
		await sendTestMail({ ...app().context, mailWriter: astray }, jobOf(), signal);
		expect(app().mail.taken).toEqual([]);
	});

	it("too large for the mail server go zipped, and where that is no help stay behind", async () => {
		const rows = Array.from({ length: 60 }, (_, index) => `192.0.2.${index + 1}`);
		const number = await readyCase(app(), `ip\n${rows.join("\n")}\n`);
		await confirm(chris);
		await press(chris, number);
		const job = jobOf();
		await app().work();
		const plain = app().mail.taken[0]?.raw.byteLength ?? 0;
		app().mail.limit = plain - 1;
		await sendTestMail(app().context, job, signal);
		const zipped = await PostalMime.parse(app().mail.taken[1]?.raw ?? "");
		expect(zipped.attachments[0]?.mimeType).toBe("application/zip");
		app().mail.limit = 100;
		await sendTestMail(app().context, job, signal);
		await app().work();
		expect(told(number).at(-1)).toMatch(/too large for one mail/);
	});
});

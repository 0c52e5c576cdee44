import PostalMime from "postal-mime";
import { describe, expect, it } from "vitest";
import type { Asker, Reply } from "../../src/ports/chat.ts";
import { appSuite } from "../support/app-suite.ts";
import { readyCase, stateOf } from "../support/case-life.ts";
import { anna, bram, buttonsOn, guest, sentence } from "../support/open-app.ts";

const own = "bram+test@own.example";

describe("somebody's own address", () => {
	const app = appSuite();
	const run = (line: string, options = {}, asker: Asker = bram) => app().handlers.onCommand(asker, line, options);
	const buttons = (reply: Reply) => (reply.kind === "quiet" ? {} : buttonsOn(reply.card));
	/** The newest mail that went out, and the code in it. */
	const newest = async () => {
		const mail = app().mail.taken.at(-1);
		if (mail === undefined) throw new Error("no mail went out");
		const email = await PostalMime.parse(mail.raw);
		return { mail, email, code: /\d{6}/.exec(email.text ?? "")?.[0] ?? "" };
	};
	const wrong = (code: string) => (code === "000000" ? "000001" : "000000");

	it("is confirmed with the code that goes there, and to nobody else", async () => {
		expect(sentence(await run("mail address"))).toMatch(/no mail address of your own/);
		const asked = await run("mail address", { mailbox: ` ${own} ` });
		expect(sentence(asked)).toBe(`A code is on its way to ${own}. It works for 30 minutes; type it here.`);
		const { mail, code } = await newest();
		expect([mail.envelopeTo, mail.envelopeFrom]).toEqual([[own], "hotline@hotline.example"]);
		expect(sentence(await run("mail address"))).toMatch(/not confirmed yet/);
		expect(sentence(await run("mail code", { code: `${code.slice(0, 3)} ${code.slice(3)}` }))).toBe(
			`${own} is confirmed.`,
		);
		expect(sentence(await run("mail address"))).toBe(`Your address is ${own}. Test mails go there.`);
		expect(sentence(await run("mail address", {}, anna))).toMatch(/no mail address/);
		expect(sentence(await run("mail address", { mailbox: own }))).toMatch(/already, and it is confirmed/);
		expect(app().mail.taken).toHaveLength(1);
	});

	it("gets nothing but the code: a stranger whose address was typed reads of no case and no address", async () => {
		const number = await readyCase(app(), "ip\n192.0.2.1\n");
		await run("mail address", { mailbox: "stranger@elsewhere.example" }, { ...bram, caseNumber: number });
		const { mail, email, code } = await newest();
		expect(email.text?.trim().split("\n").filter(Boolean)).toEqual([
			`Your code is ${code}. It works for 30 minutes.`,
			expect.stringMatching(/^Didn't ask for it\?/),
			"Test hotline",
		]);
		expect([email.subject, email.attachments, email.cc, email.bcc]).toEqual([
			...["Code to confirm your mail address", [], undefined, undefined],
		]);
		expect(email.to).toEqual([{ name: "", address: "stranger@elsewhere.example" }]);
		const raw = Buffer.from(mail.raw).toString("latin1");
		for (const word of [number, "192.0.2", "Bram", "Open mail servers"]) expect(raw).not.toContain(word);
		expect(raw).toMatch(/^Auto-Submitted: auto-generated\r$/m);
	});

	it("can be given by buttons alone", async () => {
		const first = buttons(await run("mail address"));
		const askId = first["Give your address …"] ?? "";
		expect(app().handlers.formFor(bram, askId)).toMatchObject({ inputs: [{ name: "mailbox" }] });
		const sent = await app().handlers.onForm(bram, askId, { mailbox: own });
		const codeId = buttons(sent)["Enter the code …"] ?? "";
		expect(app().handlers.formFor(bram, codeId)).toMatchObject({ inputs: [{ name: "code" }] });
		const { code } = await newest();
		const mistyped = await app().handlers.onForm(bram, codeId, { code: wrong(code) });
		expect(sentence(mistyped)).toMatch(/not the code/);
		const right = await app().handlers.onForm(bram, buttons(mistyped)["Enter the code …"] ?? "", { code });
		expect([sentence(right), buttons(right)]).toEqual([`${own} is confirmed.`, {}]);
		for (const id of [askId, codeId])
			expect(sentence(await app().handlers.onForm(guest, id, { mailbox: own, code }))).toMatch(/volunteers only/);
	});

	it("is asked for where test mails are wanted, which are offered once it is confirmed", async () => {
		const number = await readyCase(app(), "ip\n192.0.2.1\n");
		const send = await run("send", { case: number });
		const testId = buttons(send)["Test mail"] ?? "";
		const asked = await app().handlers.onPress(bram, testId, null);
		const sent = await app().handlers.onForm(bram, buttons(asked)["Give your address …"] ?? "", { mailbox: own });
		const { code } = await newest();
		const right = await app().handlers.onForm(bram, buttons(sent)["Enter the code …"] ?? "", { code });
		expect(buttons(right)).toEqual({ "Test mail": testId });
		expect((await stateOf(app(), number)).testMails).toEqual({});
	});

	it("takes five tries of a code, and none after half an hour", async () => {
		await run("mail address", { mailbox: own });
		const { code } = await newest();
		for (let attempt = 0; attempt < 5; attempt++)
			expect(sentence(await run("mail code", { code: wrong(code) }))).toMatch(/not the code/);
		const over = await run("mail code", { code });
		expect(sentence(over)).toMatch(/no code that still works/);
		expect(Object.keys(buttons(over))).toEqual(["New code …"]);
		await app().pass(60_000);
		await run("mail address", { mailbox: own });
		const next = await newest();
		await app().pass(30 * 60_000);
		expect(sentence(await run("mail code", { code: next.code }))).toMatch(/no code that still works/);
		expect(sentence(await run("mail address"))).toMatch(/not confirmed/);
	});

	it("sends a code once a minute at most, also after forgetting, and keeps only the newest", async () => {
		await run("mail address", { mailbox: own });
		const first = await newest();
		expect(sentence(await run("mail address", { mailbox: own }))).toMatch(/less than a minute ago/);
		expect(sentence(await run("mail forget"))).toBe("Your address has been deleted.");
		expect(sentence(await run("mail forget"))).toMatch(/no mail address/);
		expect(sentence(await run("mail address", { mailbox: own }))).toMatch(/less than a minute ago/);
		expect(app().mail.taken).toHaveLength(1);
		await app().pass(60_000);
		expect(sentence(await run("mail address", { mailbox: own }))).toMatch(/on its way/);
		const second = await newest();
		if (first.code !== second.code)
			expect(sentence(await run("mail code", { code: first.code }))).toMatch(/not the code/);
		expect(sentence(await run("mail code", { code: second.code }))).toMatch(/confirmed/);
	});

	it("is kept with no code that could be read there", async () => {
		await run("mail address", { mailbox: own });
		const { code } = await newest();
		const [row] = await app().database.sqlExecutor("select code_hash from own_mailboxes", []);
		expect(String(row?.code_hash)).toMatch(/^[0-9a-f]{32}:[0-9a-f]{64}$/);
		expect(String(row?.code_hash)).not.toContain(code);
	});

	it("that is changed needs a new code, and one that is none is refused", async () => {
		await run("mail address", { mailbox: own });
		await run("mail code", { code: (await newest()).code });
		await app().pass(60_000);
		await run("mail address", { mailbox: "other@own.example" });
		expect(sentence(await run("mail address"))).toBe("Your address is other@own.example, but it is not confirmed yet.");
		for (const typed of ["nobody", "a@b", "a@own.example,b@own.example", "Anna <a@own.example>", "a@own.example\nb"])
			expect(sentence(await run("mail address", { mailbox: typed }))).toMatch(/not a mail address/);
	});

	it("says what the mail server made of it, and where the mail is without one", async () => {
		app().mail.answer = () => ({ outcome: "refused", code: 550, response: "no such user" });
		expect(sentence(await run("mail address", { mailbox: own }))).toMatch(/did not take the mail/);
		await app().pass(60_000);
		app().mail.answer = () => ({ outcome: "deferred", code: 451, response: "later" });
		expect(sentence(await run("mail address", { mailbox: own }))).toMatch(/takes nothing at the moment/);
		await app().pass(60_000);
		app().mail.answer = () => ({ outcome: "unknown", code: null, response: "" });
		expect(sentence(await run("mail address", { mailbox: own }))).toMatch(/on its way/);
		await app().pass(60_000);
		Object.assign(app().mail, { name: "eml" });
		expect(sentence(await run("mail address", { mailbox: own }))).toMatch(/is in the outbox/);
	});

	it("is for volunteers", async () => {
		for (const line of ["mail address", "mail forget"])
			expect(sentence(await run(line, {}, guest))).toMatch(/volunteers only/);
	});
});

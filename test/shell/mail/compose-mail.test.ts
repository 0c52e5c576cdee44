import PostalMime from "postal-mime";
import { describe, expect, it } from "vitest";
import { composeMail } from "../../../src/mail/compose-mail.ts";
import { parseCells } from "../../../src/mail/parse-cells.ts";
import type { NoticeMail } from "../../../src/ports/mail-writer.ts";
import { makeFinding } from "../../core/notice/make-finding.ts";
import { mailboxes, makeMail } from "./make-mail.ts";

const base: NoticeMail = {
	...{ subject: "Subject", text: "Text\n" },
	files: [{ fileName: "a.csv", type: "text/csv", content: "target\r\n" }],
	noticeId: "NSM-2026-0042-1-3",
	messageId: "<a.b@meldpunt.example>",
	date: "2026-11-21T09:00:00.000Z",
	to: mailboxes,
};
const us = { name: "Meldpunt", from: "meldpunt@meldpunt.example", envelopeFrom: "meldpunt@meldpunt.example" };

describe("composeMail", () => {
	it("makes a message that another library reads back as it was meant", async () => {
		const details = { note: "déjà vu €", hostname: "gw.example.nl" };
		const { mail } = await makeMail({
			case: { title: "Gaten in éénvoudige apparatuur ✓" },
			findings: [makeFinding("192.0.2.1", { details })],
		});
		const email = await PostalMime.parse(mail.raw);
		expect(email.subject).toContain("Gaten in éénvoudige apparatuur ✓");
		expect(email.from).toEqual({ name: "Meldpunt Proef", address: "meldpunt@meldpunt.example" });
		expect(email.replyTo).toEqual([{ name: "Meldpunt Proef", address: "meldpunt@meldpunt.example" }]);
		expect(email.to?.map((entry) => entry.address)).toEqual(mailboxes);
		expect(email.messageId).toBe("<NSM-2026-0042-1-3.0a1b@meldpunt.example>");
		expect(email.date).toBe("2026-11-21T09:00:00.000Z");
		expect(email.text).toContain("gw.example.nl");
		expect(email.attachments).toHaveLength(1);
		expect(email.attachments[0]).toMatchObject({ filename: "NSM-2026-0042.csv", mimeType: "text/csv" });
		const cells = parseCells(new TextDecoder().decode(email.attachments[0]?.content as ArrayBuffer));
		expect(cells[1]?.slice(-2)).toEqual(["déjà vu €", "gw.example.nl"]);
		expect(mail).toMatchObject({ envelopeFrom: "meldpunt@meldpunt.example", envelopeTo: mailboxes });
	});

	it("uses CRLF and ASCII throughout, lines of at most 998 bytes, and no header that keeps people from answering", async () => {
		const { mail } = await makeMail({ findings: [makeFinding(`https://shop.example/${"a".repeat(1500)}`)] });
		const raw = Buffer.from(mail.raw).toString("latin1");
		expect(raw.replaceAll("\r\n", "")).not.toMatch(/[\r\n]|[^\x20-\x7e]/);
		expect(Math.max(...raw.split("\r\n").map((line) => line.length))).toBeLessThanOrEqual(998);
		const head = raw.slice(0, raw.indexOf("\r\n\r\n"));
		expect(head).toContain("X-Meldkamer-Case: NSM-2026-0042");
		expect(head).not.toMatch(/^(auto-submitted|precedence|bcc|cc|x-mailer|user-agent):/im);
	});

	it.each([
		["a second line", "abuse@ok.example\r\nRCPT TO:<x@evil.example>"],
		["a line feed at the end", "abuse@ok.example\n"],
		["a list", "abuse@ok.example, x@evil.example"],
		["a display name", "x@evil.example <abuse@ok.example>"],
		["angle brackets", "<abuse@ok.example>"],
		["a quoted local part", '"x@evil.example"@ok.example'],
		["a comment", "abuse@ok.example(x)"],
		["a source route", "@evil.example:abuse@ok.example"],
		["letters outside ASCII", "abusé@ok.example"],
		["nothing", ""],
	])("refuses a mailbox with %s and does not say which", async (_, mailbox) => {
		const composing = composeMail({ ...base, to: ["abuse@hosting.example", mailbox] }, us);
		await expect(composing).rejects.toThrow("recipient 2 is not a plain mail address");
	});

	it("refuses an empty list, a bad address of our own, and an odd message id", async () => {
		await expect(composeMail({ ...base, to: [] }, us)).rejects.toThrow("an empty list of recipients");
		const from = "meldpunt@meldpunt.example\r\nBcc: x@evil.example";
		await expect(composeMail(base, { ...us, from })).rejects.toThrow("own address");
		await expect(composeMail({ ...base, messageId: "<a@b>\r\nBcc: x@evil.example" }, us)).rejects.toThrow("message id");
		await expect(composeMail({ ...base, noticeId: "../x" }, us)).rejects.toThrow("case number");
	});

	it("keeps line breaks in subject and names from becoming headers", async () => {
		const subject = "Hello\r\nBcc: x@evil.example\r\n\r\nbody";
		const name = 'M\r\nCc: y@evil.example, "z" <z@evil.example>';
		const mail = await composeMail({ ...base, subject }, { ...us, name });
		const email = await PostalMime.parse(mail.raw);
		expect(email.headers.map(({ key }) => key).filter((key) => /^b?cc$/.test(key))).toEqual([]);
		expect(email.from?.address).toBe("meldpunt@meldpunt.example");
		expect(email.to?.map((entry) => entry.address)).toEqual(mailboxes);
	});

	it("takes the id of a test mail too", async () => {
		const mail = await composeMail({ ...base, noticeId: "NSM-2026-0042-test-7" }, us);
		expect(Buffer.from(mail.raw).toString()).toContain("X-Meldkamer-Case: NSM-2026-0042\r\n");
	});
});

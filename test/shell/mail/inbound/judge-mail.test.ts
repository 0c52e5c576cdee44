import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { OwnMail } from "../../../../src/mail/inbound/find-clues.ts";
import { judgeMail } from "../../../../src/mail/inbound/judge-mail.ts";
import type { MailVerdict } from "../../../../src/ports/inbound-mail.ts";
import { mailFixture, mailFixtures, mailOf } from "../../../support/mail-fixtures.ts";

const own: OwnMail = { bounces: "bounces@meldpunt.example", domain: "meldpunt.example", casePrefix: "NSM" };
const messageId = "<nsm-2026-0042-1-3.0123456789abcdef@meldpunt.example>";
const abuse = "abuse@waterrand.example";
const noc = "noc@waterrand.example";

/** `mailbox status`, with `late` for a delay and `forwarded` where it failed further on. */
function told(verdict: MailVerdict): string[] {
	if (verdict.kind !== "bounce") return [];
	return verdict.recipients.map(({ mailbox, status, permanent, forwarded }) =>
		[mailbox, status ?? "-", ...(permanent ? [] : ["late"]), ...(forwarded ? ["forwarded"] : [])].join(" "),
	);
}

const bounces: Readonly<Record<string, readonly string[]>> = {
	"broken-boundary": [`${abuse} 5.1.1`],
	courier: [`${abuse} 5.2.2`],
	domino: [`${abuse} -`],
	"exchange-55": [`${abuse} -`],
	"exchange-dutch": [`${abuse} 5.7.133`],
	"exim-delay": [`${abuse} - late`],
	"exim-unrouteable": [`${abuse} -`],
	"failed-recipients-header": [`${abuse} -`],
	"fields-in-disorder": [`${abuse} 5.4.4`, `${noc} 5.4.4`],
	"forwarded-elsewhere": [`${abuse} 5.1.1 forwarded`],
	"gateway-dutch": [`${abuse} 5.2.1`],
	"gmail-report": [`${abuse} 5.1.1`],
	mdaemon: [`${abuse} 5.1.1`],
	"no-action-field": [`${abuse} 5.1.10`],
	"null-sender-only": [`${abuse} 5.4.14`],
	office365: [`${abuse} 5.1.10`],
	"one-delivered-one-failed": [`${noc} 5.1.1`],
	"postfix-delayed": [`${abuse} 4.4.1 late`],
	"postfix-unknown-user": [`${abuse} 5.1.1`],
	qmail: [`${abuse} 5.1.1`],
	"recipient-not-readable": [`${abuse} 5.1.2`],
	"report-without-fields": [`${abuse} 5.1.1`],
	"rfc6533-global": ["abuse+nl@waterrand.example 5.1.1"],
	"sendmail-old": [`${abuse} -`],
	"temporary-words": [`${abuse} 4.7.1 late`],
	"transcript-fields-in-text": [`${abuse} 5.1.1`],
	"two-recipients": [`${abuse} 5.2.2`, `${noc} 5.1.1`],
	"xtext-plus": ["abuse+nl@waterrand.example 5.2.1"],
};

describe("a bounce", () => {
	it.each(mailFixtures("bounces"))("%s is one, of the right mailboxes and the right notice", async (name) => {
		const verdict = await judgeMail(mailFixture("bounces", name), own);
		expect(told(verdict)).toEqual(bounces[name]);
		expect(verdict.clues.messageIds[0]).toBe(messageId);
	});

	it("is known by the mail that came back when its address says nothing", async () => {
		const ids = async (name: string, own_ = { ...own, bounces: null }) =>
			(await judgeMail(mailFixture("bounces", name), own_)).clues.messageIds;
		for (const name of ["postfix-unknown-user", "postfix-delayed", "rfc6533-global", "qmail", "exim-unrouteable"])
			expect(await ids(name), name).toEqual([messageId]);
		// What the mail that came back referred to is an earlier mail.
		expect((await ids("office365"))[0]).toBe(messageId);
		expect(await ids("mdaemon")).toEqual([]);
	});

	it("names the case in its subject, which proves nothing", async () => {
		const { clues } = await judgeMail(mailFixture("bounces", "office365"), own);
		expect(clues.caseNumbers).toEqual(["NSM-2026-0042"]);
	});

	it("with no mailbox to be read in it is one of nobody", async () => {
		const report = (fields: string, text: string) =>
			mailOf(`From: a@b.example
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b

${text}
--b
Content-Type: message/delivery-status

${fields}
--b--
`);
		const verdict = await judgeMail(report("Final-Recipient: x400; /G=Jan/\nAction: failed\n", "x"), own);
		expect(verdict).toMatchObject({ kind: "bounce", recipients: [] });
		expect(await judgeMail(report("Reporting-MTA: dns; x\n", "x"), own)).toMatchObject({ kind: "other" });
		const bare = report("Final-Recipient: abuse@waterrand.example\nStatus: 4.4.1\n", "x");
		expect(told(await judgeMail(bare, own))).toEqual([`${abuse} 4.4.1 late`]);
		const none = report("Final-Recipient: rfc822; abuse@waterrand.example\n", "x");
		expect(await judgeMail(none, own)).toMatchObject({ kind: "automatic" });
	});

	it("says each mailbox once, a lasting failure before a delay", async () => {
		const twice = mailOf(`From: MAILER-DAEMON@x.example
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: message/delivery-status

Final-Recipient: rfc822; ${abuse}
Action: delayed
Status: 4.4.1

Final-Recipient: rfc822; ${abuse}
Action: failed
Status: 4.4.7

Final-Recipient: rfc822; ${abuse}
Action: failed
Status: 5.1.1
--b--
`);
		expect(told(await judgeMail(twice, own))).toEqual([`${abuse} 4.4.7`]);
	});
});

describe("an ordinary mail", () => {
	const names = mailFixtures("ordinary");

	it("is there in more than fifty kinds", () => expect(names.length).toBeGreaterThan(50));

	it.each(names)("%s is judged as its name says, and is no bounce", async (name) => {
		const verdict = await judgeMail(mailFixture("ordinary", name), own);
		expect(verdict.kind).toBe(name.slice(0, name.indexOf("-")));
	});

	it("is an answer to the newest of the mails that it refers to", async () => {
		const older = "<nsm-2026-0042-1-1.aaaaaaaaaaaaaaaa@meldpunt.example>";
		const answer = mailOf(`From: a@b.example\nReferences: ${older} ${messageId}\n\nHi`);
		expect((await judgeMail(answer, own)).clues.messageIds).toEqual([messageId, older]);
	});
});

/** A bounce, and something in it or around it that is not as it should be. */
const begin = "Return-Path: <>\nFrom: MAILER-DAEMON@x.example\nSubject: Undelivered\n";
const report = `${begin}Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\n`;
const long = (text: string, length = 1_500_000) => text.repeat(Math.ceil(length / text.length));
const nested = Array.from(
	{ length: 5_000 },
	(_, at) => `Content-Type: multipart/mixed; boundary="b${at}"\n\n--b${at}\n`,
);
const hostile: Readonly<Record<string, string>> = {
	"nothing at all": "",
	"only line ends": long("\n"),
	"one endless line": `${begin}\n${long("a")}`,
	"an endless run of signs": `${begin}\n${long("a@")}`,
	"endless blanks": `${begin}\nfailed${long(" ")}`,
	"endless folded lines": `${begin}X-A: b\n${long(" c\n")}\nx`,
	"a bomb of headers": `${long("X-A: b\n")}\nx`,
	"one endless header": `X-A: ${long("b")}\n\nx`,
	"parts in parts": `${begin}${nested.join("")}`,
	"mails in mails": `${begin}${long("Content-Type: message/rfc822\n\n")}`,
	"endless parts": `${begin}Content-Type: multipart/mixed; boundary=b\n\n${long("--b\n\n")}`,
	"endless recipients": `${report}${long("Final-Recipient: rfc822;a@b.example\nAction: failed\n\n")}`,
	"an endless status": `${report}Final-Recipient: rfc822;a@b.example\nStatus: ${long("5.1.1 ")}`,
	"endless escapes": `${report}Final-Recipient: utf-8;${long("\\x{FFFFF}")}@a.example\nAction: failed`,
	"endless references": `References: ${long("<a@b> ")}\n\nx`,
	"endless HTML": `${begin}Content-Type: text/html\n\n<table>${long("<tr><td>")}`,
};

describe("a hostile mail", () => {
	it.each(Object.entries(hostile))("%s is judged in little time", async (_what, text) => {
		const raw = mailOf(text);
		const start = performance.now();
		const verdict = await judgeMail(raw, own);
		expect(performance.now() - start).toBeLessThan(5_000);
		expect(verdict.clues.messageIds.length).toBeLessThanOrEqual(40);
		expect(told(verdict).length).toBeLessThanOrEqual(100);
	});

	it("is judged whatever its bytes are", async () => {
		await fc.assert(
			fc.asyncProperty(fc.uint8Array({ maxLength: 2_000 }), async (raw) => {
				expect(["bounce", "automatic", "reply", "other"]).toContain((await judgeMail(raw, own)).kind);
			}),
			{ numRuns: 200 },
		);
	});

	it("that is a damaged bounce names no mailbox that does not stand in it, and no notice but the one in it", async () => {
		const fixtures = mailFixtures("bounces").map((name) => mailFixture("bounces", name));
		const damage = fc.tuple(fc.nat(), fc.nat(), fc.uint8Array({ minLength: 1, maxLength: 12 }));
		await fc.assert(
			fc.asyncProperty(fc.constantFrom(...fixtures), fc.array(damage, { maxLength: 6 }), async (whole, damages) => {
				const raw = Uint8Array.from(whole);
				for (const [at, , bytes] of damages)
					raw.set(bytes.subarray(0, raw.length - (at % raw.length)), at % raw.length);
				const verdict = await judgeMail(raw, own);
				const text = new TextDecoder("latin1").decode(raw).toLowerCase();
				for (const line of told(verdict)) {
					const local = line.slice(0, line.indexOf("@")).replace("+nl", "");
					expect(text).toContain(local);
				}
			}),
			{ numRuns: 300 },
		);
	});

	it("cannot guess a notice: the address that it came to is ours whole, or says nothing", async () => {
		const to = async (address: string) =>
			(await judgeMail(mailOf(`${begin}To: <${address}>\n\n<${abuse}>: failed`), own)).clues.messageIds;
		expect(await to("bounces+nsm-2026-0042-1-3.0123456789abcdef@meldpunt.example")).toEqual([messageId]);
		expect(await to("BOUNCES+NSM-2026-0042-1-3.0123456789ABCDEF@MELDPUNT.EXAMPLE")).toEqual([messageId]);
		for (const other of ["bounces@meldpunt.example", "bounces+@meldpunt.example", "bounces+x@elsewhere.example"])
			expect(await to(other)).toEqual([]);
	});
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Finding } from "../../../src/core/report/finding.ts";
import { checkLeaks } from "../../../src/mail/check-leaks.ts";
import { openMailWriter } from "../../../src/mail/mail-writer.ts";
import { parseCells } from "../../../src/mail/parse-cells.ts";
import type { FinishedMail } from "../../../src/ports/mail.ts";
import type { LeakAllowance } from "../../../src/ports/mail-writer.ts";
import { makeFinding } from "../../core/notice/make-finding.ts";
import { mailboxes, makeMail } from "./make-mail.ts";

/** The mail with the first occurrence of `from` in its bytes replaced. */
function tamper(mail: FinishedMail, from: string, to: string): FinishedMail {
	const raw = Buffer.from(mail.raw).toString("latin1");
	if (!raw.includes(from)) throw new Error(`not in the mail: ${from}`);
	return { ...mail, raw: Buffer.from(raw.replace(from, to), "latin1") };
}

/** Targets of the group are even, foreign ones odd, in each kind. */
const kinds = ["v4", "v6", "network", "range", "host", "url", "address-url"] as const;
function target(kind: (typeof kinds)[number], number: number): string {
	switch (kind) {
		case "v4":
			return `203.0.${number >> 8}.${number & 255}`;
		case "v6":
			return `2001:db8:1::${number.toString(16)}`;
		case "network":
			return `198.18.${number & 255}.0/24`;
		case "range":
			return `198.19.${number & 255}.3-198.19.${number & 255}.9`;
		case "host":
			return `host-${number}.example`;
		case "url":
			return `https://site-${number}.example/p/${number}?q=(${number})`;
		case "address-url":
			return `http://203.1.${number >> 8}.${number & 255}:8080/x.`;
	}
}
const number = fc.integer({ min: 0, max: 20_000 });
const anyTarget = fc.tuple(fc.constantFrom(...kinds), number);
const details = fc.dictionary(
	fc.oneof(
		fc.constantFrom("hostname", "tag", "version", "source.fqdn", "banner", "dst_ip"),
		fc.string({ maxLength: 12 }),
	),
	fc.oneof(
		fc.string({ unit: "binary", maxLength: 60 }),
		fc.webUrl(),
		fc.ipV4(),
		fc.ipV6(),
		fc.domain(),
		fc.constantFrom("=1+1", "13.0.47.24", "a, b\r\nc", "x [.] y"),
	),
	{ maxKeys: 4 },
);
const ownFinding = fc
	.tuple(anyTarget, details, fc.option(fc.integer({ min: 0, max: 65_535 })))
	.map(([[kind, id], columns, port]) => makeFinding(target(kind, id * 2), { details: columns, port }));
const typedText = fc.oneof(
	fc.string({ unit: "binary", maxLength: 80 }),
	fc.lorem({ maxCount: 40 }),
	fc.tuple(fc.lorem(), fc.webUrl(), fc.domain(), fc.ipV4()).map((words) => words.join(" ")),
);

describe("checkLeaks", () => {
	it("never refuses a clean mail", { timeout: 60_000 }, async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(ownFinding, { minLength: 1, maxLength: 60 }),
				fc.record({ title: typedText, description: typedText, name: typedText, reference: fc.option(fc.webUrl()) }),
				fc.boolean(),
				async (findings, { title, description, name, reference }, dutch) => {
					const change = { case: { title, description, reference }, operator: { name, dutch }, findings };
					const { mail, allowed, own: us } = await makeMail(change);
					expect(await checkLeaks(mail, allowed, us)).toEqual({ ok: true });
				},
			),
			{ numRuns: 150 },
		);
	});

	it("takes a URL in which a formula is marked for the one it was", async () => {
		for (const url of ["http://a.example/;-", 'http://a.example/;"=1', "http://a.example/x;@b;+c"])
			for (const finding of [makeFinding(url), makeFinding("192.0.2.1", { details: { seen: url, [url]: "x" } })]) {
				const { mail, allowed, own: us } = await makeMail({ findings: [finding] });
				expect(await checkLeaks(mail, allowed, us), url).toEqual({ ok: true });
			}
	});

	it("always catches a foreign finding among the own ones", { timeout: 60_000 }, async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(ownFinding, { minLength: 1, maxLength: 60 }),
				anyTarget,
				fc.nat(),
				async (own, [kind, id], place) => {
					const foreign = makeFinding(target(kind, id * 2 + 1));
					const findings = own.toSpliced(place % (own.length + 1), 0, foreign);
					const { mail, allowed, own: us } = await makeMail({ findings, allowedFindings: own });
					expect(await checkLeaks(mail, allowed, us)).toMatchObject({ ok: false, kind: "addresses" });
				},
			),
			{ numRuns: 150 },
		);
	});

	it("finds one foreign address in each place a mail has, in any spelling", async () => {
		const { mail, allowed, own: us } = await makeMail();
		expect(await checkLeaks(mail, allowed, us)).toEqual({ ok: true });
		const places: [string, string, string][] = [
			["body", "Met vriendelijke groet,", "Ook 198.51.100.7"],
			["body, defanged", "Met vriendelijke groet,", "Ook 198[.]51[.]100[.]7"],
			["body, mapped", "Met vriendelijke groet,", "Ook ::ffff:c633:6407"],
			["body, encoded", "Met vriendelijke groet,", "Ook 198=2E51=2E100=2E7"],
			["body, over two lines of the encoding", "Met vriendelijke groet,", "Ook 198.51.=\r\n100.7"],
			["body, IPv6", "Met vriendelijke groet,", "Ook 2001:db8::7"],
			["body, network", "Met vriendelijke groet,", "Ook 192.0.2.0/24"],
			["body, host", "Met vriendelijke groet,", "Ook victim.example"],
			["body, path of a URL", "https://advisory.example/2026/42", "https://advisory.example/2026/43"],
			["subject", "Subject: ", "Subject: 198.51.100.7 "],
			["subject, encoded word", "Subject: ", "Subject: =?utf-8?B?MTk4LjUxLjEwMC43?= "],
			["a header of a part", "Content-Disposition", "X-Note: 198.51.100.7\r\nContent-Disposition"],
			["another header", "MIME-Version", "X-Note: 198.51.100.7\r\nMIME-Version"],
			["name of the attachment", "filename=NSM-2026-0042.csv", "filename=198.51.100.7.csv"],
			["a name of a sender", "From: Meldpunt Proef", 'From: "Meldpunt 198.51.100.7"'],
		];
		for (const [place, from, to] of places)
			expect(await checkLeaks(tamper(mail, from, to), allowed, us), place).toMatchObject({
				ok: false,
				kind: "addresses",
			});
	});

	it("finds a foreign address in any cell of the attachment", async () => {
		for (const cell of ["198.51.100.7", "'=198.51.100.7", '"a, ""198.51.100.7"""', "x;198.51.100.7"]) {
			const { mail, allowed, own: us } = await makeMail();
			const before = Buffer.from(mail.raw).toString();
			const encoded = /base64\r\nContent-Disposition:[^\r]*\r\n\r\n([\s\S]*?)\r\n--/.exec(before)?.[1] ?? "";
			const csv = Buffer.from(encoded, "base64").toString().replace("tcp", cell);
			const changed = tamper(mail, encoded, Buffer.from(csv).toString("base64"));
			expect(await checkLeaks(changed, allowed, us), cell).toEqual({ ok: false, kind: "addresses", leaks: 1 });
		}
	});

	it("counts each thing once", async () => {
		const foreign: Finding[] = [makeFinding("198.51.100.7"), makeFinding("198.51.100.8")];
		const own = [makeFinding("192.0.2.1")];
		const { mail, allowed, own: us } = await makeMail({ findings: [...own, ...foreign], allowedFindings: own });
		expect(await checkLeaks(mail, allowed, us)).toEqual({ ok: false, kind: "addresses", leaks: 2 });
	});

	it("wants exactly the group's mailboxes, in the header and in the envelope", async () => {
		const { mail, allowed, own: us } = await makeMail();
		const wrong: [string, FinishedMail][] = [
			["one too many in the envelope", { ...mail, envelopeTo: [...mailboxes, "x@evil.example"] }],
			["one too few in the envelope", { ...mail, envelopeTo: mailboxes.slice(1) }],
			["one twice", { ...mail, envelopeTo: [...mailboxes, mailboxes[0] ?? ""] }],
			["another sender", { ...mail, envelopeFrom: "x@hosting.example" }],
			["one too many in To", tamper(mail, "To: abuse@", "To: x@hosting.example, abuse@")],
			["one too few in To", tamper(mail, "To: abuse@hosting.example, ", "To: ")],
			["a group in To", tamper(mail, "To: abuse@hosting.example", "To: us: abuse@hosting.example;")],
			["a second To", tamper(mail, "MIME-Version", "To: abuse@hosting.example\r\nMIME-Version")],
			["a Cc", tamper(mail, "MIME-Version", "Cc: noc@hosting.example\r\nMIME-Version")],
			["a Bcc", tamper(mail, "MIME-Version", "Bcc: x@hosting.example\r\nMIME-Version")],
			["a Resent-To", tamper(mail, "MIME-Version", "Resent-To: x@hosting.example\r\nMIME-Version")],
			["another Reply-To", tamper(mail, "Reply-To: ", "Reply-To: x@hosting.example, ")],
			["another From", tamper(mail, "<meldpunt@meldpunt.example>", "<x@meldpunt.example>")],
		];
		for (const [what, changed] of wrong)
			expect(await checkLeaks(changed, allowed, us), what).toMatchObject({ ok: false, kind: "recipients" });
		const others = { ...allowed, to: ["abuse@other.example"] };
		expect(await checkLeaks(mail, others, us)).toMatchObject({ ok: false, kind: "recipients" });
	});

	it("refuses what it cannot judge", async () => {
		const { mail, allowed, own: us } = await makeMail();
		const odd: [string, FinishedMail][] = [
			["HTML", tamper(mail, "Content-Type: text/plain", "Content-Type: text/html")],
			["another kind of attachment", tamper(mail, "Content-Type: text/csv", "Content-Type: application/zip")],
			["text before the parts", tamper(mail, "\r\n\r\n--", "\r\n\r\nAlso 198.51.100.7\r\n--")],
			["text after the parts", { ...mail, raw: Buffer.concat([mail.raw, Buffer.from("Also 198.51.100.7\r\n")]) }],
			["parts within parts", tamper(mail, "Content-Type: text/csv", 'Content-Type: multipart/mixed; boundary="x"')],
			["another message id", { ...mail, messageId: "<other@meldpunt.example>" }],
			["no headers' end", { ...mail, raw: Buffer.from(`To: ${"x".repeat(3_000_000)}`) }],
		];
		for (const [what, changed] of odd)
			expect(await checkLeaks(changed, allowed, us), what).toMatchObject({ ok: false, kind: "shape" });
	});

	it("judges a later round by its own file name", async () => {
		const { mail, allowed, own: us } = await makeMail({ round: 3 });
		expect(await checkLeaks(mail, allowed, us)).toEqual({ ok: true });
	});

	it("reads ten thousand rows within seconds", async () => {
		const findings = Array.from({ length: 10_000 }, (_, index) =>
			makeFinding(`10.0.${index >> 8}.${index & 255}`, {
				details: { hostname: `h${index}.example.nl`, tag: "vpn;eol" },
			}),
		);
		const { mail, allowed, own: us } = await makeMail({ findings });
		const started = performance.now();
		expect(await checkLeaks(mail, allowed, us)).toEqual({ ok: true });
		expect(performance.now() - started).toBeLessThan(10_000);
	});
});

describe("openMailWriter", () => {
	const hotline = { name: "Meldpunt", website: "https://meldpunt.example", from: "meldpunt@meldpunt.example" };
	const writer = openMailWriter({ ...hotline, bounces: null, dkim: null, pgp: null });
	const notice = {
		noticeId: "NSM-2026-0042-1-3",
		messageId: "<x@meldpunt.example>",
		to: mailboxes,
		subject: "About hosting.nl",
		text: "192.0.2.1 https://advisory.example/1\n",
		files: [{ fileName: "NSM-2026-0042.csv", type: "text/csv" as const, content: "target\r\n192.0.2.1\r\n" }],
		date: "2026-11-21T09:00:00.000Z",
	};

	it("composes, and counts what is not the recipient's", async () => {
		const allowed = { to: mailboxes, links: ["https://advisory.example/1"], typed: ["hosting.nl"] };
		const findings = [makeFinding("192.0.2.1")];
		const foreign = async (more: LeakAllowance) => (await writer.write(notice, more)).foreign;
		expect(await foreign({ ...allowed, findings })).toBe(0);
		expect(await foreign({ ...allowed, findings: [makeFinding("192.0.2.2")] })).toBe(1);
		expect(await foreign({ findings, to: mailboxes, links: [] })).toBe(2);
		expect(await foreign({ ...allowed, findings, to: ["a@b.example"] })).toBeGreaterThan(0);
	});
});

describe("parseCells", () => {
	it.each([
		[
			"a,b\r\nc,d\r\n",
			[
				["a", "b"],
				["c", "d"],
			],
		],
		["a,\n", [["a", ""]]],
		["a,", [["a", ""]]],
		['"a ""b"", c",d\n', [['a "b", c', "d"]]],
		['"a\r\nb"', [["a\r\nb"]]],
		['"never closed,x', [["never closed,x"]]],
		['"a"b,c', [["ab", "c"]]],
		["", []],
	])("reads %j", (text, cells) => {
		expect(parseCells(text)).toEqual(cells);
	});
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isAddrSpec } from "../../../src/core/contact/parse-mailboxes.ts";
import { readSecurityTxt, type SecurityTxtAnswer } from "../../../src/core/contact/read-security-txt.ts";
import { SecurityTxt } from "../../../src/core/contact/security-txt.ts";

const place = "https://www.winkel.nl/.well-known/security.txt";
const contact = "Contact: mailto:security@winkel.nl";
const expires = "Expires: 2027-06-01T00:00:00Z";

function answer(text: string | Uint8Array, change: Partial<SecurityTxtAnswer> = {}): SecurityTxtAnswer {
	const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
	return {
		...{ asked: place, url: place, sameDomain: true, contentType: "text/plain; charset=utf-8" },
		...{ bytes, cut: false, now: "2026-11-25T08:00:00.000Z" },
		...change,
	};
}
const read = (lines: readonly string[] | string, change: Partial<SecurityTxtAnswer> = {}) =>
	readSecurityTxt(answer(typeof lines === "string" ? lines : `${lines.join("\n")}\n`, change));
const problems = (...lines: string[]) => read(lines)?.problems;

describe("a security.txt", () => {
	it("says whom to tell, and what the volunteer may want to know", () => {
		const file = read([
			"# Our security address",
			"Contact: mailto:security%2Bcvd@Winkel.nl",
			"Contact: https://winkel.nl/cvd",
			"Contact: tel:+31-20-5550123",
			"Expires: 2027-06-01T02:00:00+02:00",
			"Encryption: https://winkel.nl/pgp.txt",
			"Encryption: openpgp4fpr:5f2de5521c63a801ab59ccb603d49de44b29100f",
			"Acknowledgments: https://winkel.nl/thanks",
			"Preferred-Languages: nl, en, not a tag",
			`Canonical: ${place}`,
			"Policy: https://winkel.nl/policy",
			"Hiring: https://winkel.nl/jobs",
			"CSAF: https://winkel.nl/provider-metadata.json",
		]);
		expect(file).toEqual({
			url: place,
			mailboxes: ["security+cvd@winkel.nl"],
			contacts: [
				{ value: "mailto:security%2Bcvd@Winkel.nl", kind: "mail", mailbox: "security+cvd@winkel.nl" },
				{ value: "https://winkel.nl/cvd", kind: "web", mailbox: null },
				{ value: "tel:+31-20-5550123", kind: "phone", mailbox: null },
			],
			expires: "2027-06-01T00:00:00.000Z",
			problems: [],
			remarks: [],
			signed: false,
			policy: ["https://winkel.nl/policy"],
			encryption: ["https://winkel.nl/pgp.txt", "openpgp4fpr:5f2de5521c63a801ab59ccb603d49de44b29100f"],
			languages: ["nl", "en"],
		});
		expect(SecurityTxt.parse(file)).toEqual(file);
	});

	it("reads names in any case, CRLF, blanks at the end of a line, and the last line without an end", () => {
		expect(read(`CONTACT: mailto:a@winkel.nl \t\r\n\r\n  \r\n#x\r\nexpires: 2027-06-01t00:00:00z`)).toMatchObject({
			mailboxes: ["a@winkel.nl"],
			problems: [],
			remarks: [],
		});
	});

	it("keeps mailboxes in the order of preference, each once", () => {
		const order = ["b@winkel.nl", "a@winkel.nl", "B@winkel.nl", "c@winkel.nl"];
		expect(read([...order.map((mailbox) => `Contact: mailto:${mailbox}`), expires])?.mailboxes).toEqual([
			"b@winkel.nl",
			"a@winkel.nl",
			"c@winkel.nl",
		]);
	});

	it("shows ways to reach somebody that are no mail, and mails none of them", () => {
		const ways = [
			"https://a.nl/x",
			"http://a.nl/x",
			"tel:+31201234567",
			"https://",
			"javascript:alert(1)",
			"mailto:a@b.nl,c@d.nl",
		];
		const file = read([...ways.map((way) => `Contact: ${way}`), "Contact: info@winkel.nl", expires]);
		expect(file?.contacts.map(({ kind }) => kind)).toEqual(["web", "web", "phone", "other", "other", "mail", "other"]);
		expect(file?.mailboxes).toEqual([]);
		expect(file?.contacts.at(-1)).toEqual({ value: "info@winkel.nl", kind: "other", mailbox: "info@winkel.nl" });
		expect(file).toMatchObject({ problems: [], remarks: ["contact-without-scheme", "contact-over-http"] });
	});

	it("keeps twenty contacts, five links and ten languages", () => {
		const many = (line: (index: number) => string) => Array.from({ length: 50 }, (_, index) => line(index));
		const file = read([
			...many((index) => `Contact: mailto:a${index}@winkel.nl`),
			...many((index) => `Policy: https://winkel.nl/${index}`),
			...many((index) => `Encryption: https://winkel.nl/${index}`),
			`Preferred-Languages: ${many(() => "nl").join(",")}`,
			expires,
		]);
		expect([file?.contacts.length, file?.policy.length, file?.encryption.length, file?.languages.length]).toEqual([
			20, 5, 5, 10,
		]);
	});

	describe("is none", () => {
		it.each([
			["", "nothing"],
			["<!doctype html><title>Contact: us</title>", "a page"],
			["# Contact: mailto:a@b.nl", "a comment"],
			["Contact: call us", "a contact that is none, and no Expires"],
			["User-agent: *\nDisallow: /", "another file"],
		])("where %j stands (%s)", (text) => {
			expect(read(text)).toBeNull();
			expect(read(text, { contentType: "text/html" })).toBeNull();
		});
	});

	describe("is never mailed to by itself when", () => {
		it.each([
			["it has no Expires", ["expires-missing"], [contact]],
			["it has two", ["expires-twice"], [contact, expires, expires]],
			["it has two, the second one expired", ["expires-twice"], [contact, expires, "Expires: 2020-01-01T00:00:00Z"]],
			["it expired", ["expired"], [contact, "Expires: 2026-11-25T07:59:59Z"]],
			["it expires now", ["expired"], [contact, "Expires: 2026-11-25T08:00:00Z"]],
			["it expired in its own zone", ["expired"], [contact, "Expires: 2026-11-25T09:00:00+01:00"]],
			["its Expires is a day", ["expires-unreadable"], [contact, "Expires: 2027-06-01"]],
			["its Expires has no zone", ["expires-unreadable"], [contact, "Expires: 2027-06-01T00:00:00"]],
			["its Expires is no moment", ["expires-unreadable"], [contact, "Expires: 2027-02-30T00:00:00Z"]],
			["its Expires is words", ["expires-unreadable"], [contact, "Expires: Thu, 31 Dec 2027 18:37:07 -0800"]],
			["it has no Contact", ["no-contact"], [expires]],
			[
				"it is about another address",
				["canonical-elsewhere"],
				[contact, expires, "Canonical: https://winkel.nl/.well-known/security.txt"],
			],
			["its Canonical cannot be read", ["canonical-elsewhere"], [contact, expires, "Canonical: here"]],
			["all of that", ["no-contact", "expires-twice", "canonical-elsewhere"], [expires, expires, "Canonical: x:y"]],
		])("%s", (_when, expected, lines) => {
			const file = read(lines);
			expect(file?.problems).toEqual(expected);
			expect(file?.mailboxes).toEqual([]);
			expect(file?.contacts).toHaveLength(lines.includes(contact) ? 1 : 0);
		});

		it.each([
			[null, "wrong-type"],
			["text/html", "wrong-type"],
			["text/plain, text/html", "wrong-type"],
			["application/octet-stream; charset=utf-8", "wrong-type"],
			["text/plain; charset=iso-8859-1", "wrong-charset"],
			['text/plain; format=flowed; charset="us-ascii"', "wrong-charset"],
		])("sent as %s", (contentType, problem) => {
			expect(read([contact, expires], { contentType })).toMatchObject({ problems: [problem], mailboxes: [] });
		});

		it.each([
			"text/plain",
			"Text/Plain",
			"text/plain;charset=UTF-8",
			'text/plain ; charset = "utf-8"',
			"text/plain; format=flowed",
			"text/plain; charset=",
		])("but not for %s", (contentType) => {
			expect(read([contact, expires], { contentType })?.problems).toEqual([]);
		});

		it("not in UTF-8", () => {
			const latin1 = Buffer.from(`# Caf\xe9\n${contact}\n${expires}\n`, "latin1");
			expect(readSecurityTxt(answer(latin1))).toMatchObject({ problems: ["not-utf-8"], mailboxes: [] });
		});

		it("too large; the line that was cut does not count", () => {
			const cut = `${expires}\n${contact}\nContact: mailto:sec`;
			expect(read(cut, { cut: true })).toMatchObject({
				problems: ["too-large"],
				contacts: [{ mailbox: "security@winkel.nl" }],
			});
			// Cut in the middle of a letter.
			const bytes = new TextEncoder().encode(`${cut}é`).subarray(0, -1);
			expect(readSecurityTxt(answer(bytes, { cut: true }))?.problems).toEqual(["too-large"]);
		});
	});

	it("takes the leap second and fractions of one", () => {
		expect(read([contact, "Expires: 2027-06-30T23:59:60Z"])?.expires).toBe("2027-06-30T23:59:59.000Z");
		expect(read([contact, "Expires: 2027-06-30T23:59:60.5-01:00"])?.expires).toBe("2027-07-01T00:59:59.500Z");
	});

	describe("after redirects", () => {
		const elsewhere = "https://elders.example/.well-known/security.txt";
		it.each([
			["without Canonical, on its own domain", true, [], []],
			["with the first address as Canonical", false, [place], []],
			["with the last address as Canonical, on its own domain", true, [elsewhere], []],
			["with both", false, [elsewhere, place], []],
			["without Canonical, on another domain", false, [], ["other-domain"]],
			["with the last address as Canonical, on another domain", false, [elsewhere], ["other-domain"]],
			[
				"with another address as Canonical, on another domain",
				false,
				["https://x.nl/"],
				["canonical-elsewhere", "other-domain"],
			],
		])("%s", (_how, sameDomain, canonical, expected) => {
			const lines = [contact, expires, ...canonical.map((url) => `Canonical: ${url}`)];
			expect(read(lines, { url: elsewhere, sameDomain })?.problems).toEqual(expected);
		});

		it("compares addresses as URLs", () => {
			expect(problems(contact, expires, "Canonical: HTTPS://WWW.Winkel.nl:443/.well-known/security.txt")).toEqual([]);
			expect(problems(contact, expires, "Canonical: http://www.winkel.nl/.well-known/security.txt")).toEqual([
				"canonical-elsewhere",
			]);
		});
	});

	describe("that is signed", () => {
		const begin = "-----BEGIN PGP SIGNED MESSAGE-----";
		const signature = ["-----BEGIN PGP SIGNATURE-----", "", "iQIzBAEBCAAdFiEE", "=abcd", "-----END PGP SIGNATURE-----"];
		const signed = [begin, "Hash: SHA512", "", "# ours", contact, expires, ...signature];

		it("is read without its frame, and not verified", () => {
			expect(read(signed)).toMatchObject({
				signed: true,
				mailboxes: ["security@winkel.nl"],
				problems: [],
				remarks: [],
			});
			expect(read(signed.join("\r\n"))).toMatchObject({ signed: true, problems: [] });
			expect(read([begin, "", contact, expires, ...signature])).toMatchObject({ signed: true, problems: [] });
		});

		it("has the dashes before its dashes taken off", () => {
			const dashed = [begin, "Hash: SHA512", "", "- -----", `- ${contact}`, expires, ...signature];
			expect(read(dashed)).toMatchObject({ mailboxes: ["security@winkel.nl"], remarks: ["odd-lines"] });
		});

		it("speaks only with what the signature is about", () => {
			const around = ["Contact: mailto:before@kwaad.nl", ...signed, "Contact: mailto:after@kwaad.nl"];
			expect(read(around)).toMatchObject({ mailboxes: ["security@winkel.nl"], remarks: ["outside-signature"] });
			expect(
				read([...signed, ...signed.slice(0, 3), "Contact: mailto:after@kwaad.nl", ...signature])?.mailboxes,
			).toEqual(["security@winkel.nl"]);
		});

		it.each([
			["no signature", [begin, "Hash: SHA512", "", contact, expires]],
			["no end", signed.slice(0, -1)],
			["no empty line after its headers", [begin, "Hash: SHA512", contact, expires, ...signature]],
			["something else for a header", [begin, "Contact mailto", "", contact, expires, ...signature]],
			["the signature first", [begin, "Hash: SHA512", ...signature, "", contact, expires]],
		])("is never mailed to by itself with %s", (_what, lines) => {
			expect(read(lines)).toMatchObject({
				signed: true,
				mailboxes: [],
				problems: expect.arrayContaining(["broken-signature"]),
			});
		});

		it("with nothing in it is wrong, not absent", () => {
			expect(read([begin, "", "", ...signature])?.problems).toEqual(["no-contact", "expires-missing"]);
		});
	});

	describe("with oddities that take nothing from it", () => {
		it.each([
			["a byte order mark", [`\uFEFF${contact}`, expires], ["byte-order-mark"]],
			["no space after a colon", ["Contact:mailto:security@winkel.nl", expires], ["odd-lines"]],
			["two spaces after a colon", ["Contact:  mailto:security@winkel.nl", expires], ["odd-lines"]],
			["a space before a name", [` ${contact}`, expires], ["odd-lines"]],
			["a space before the colon", [contact, expires, "Policy : https://a.nl"], ["odd-lines"]],
			["a line that is none", [contact, "we like reports", expires], ["odd-lines"]],
			["an empty field", [contact, "Policy:", expires], ["odd-lines"]],
			["a field without a name", [contact, ": x", expires], ["odd-lines"]],
			["control characters", [contact, "Contact: mailto:a@winkel.nl\u0007", expires], ["odd-lines"]],
			["characters that turn text round", [contact, "Policy: https://a.nl/\u202Ex", expires], ["odd-lines"]],
			["a very long line", [contact, `Policy: https://a.nl/${"x".repeat(3000)}`, expires], ["odd-lines"]],
			[
				"a field twice that may stand once",
				[contact, "Preferred-Languages: nl", "preferred-languages: en", expires],
				["languages-twice"],
			],
		])("%s", (_what, lines, remarks) => {
			expect(read(lines)).toMatchObject({ mailboxes: ["security@winkel.nl"], problems: [], remarks });
		});

		it("knows fields by their whole name, and ignores those that it does not know", () => {
			expect(read([contact, "X-Contact: mailto:x@kwaad.nl", "Contacts: mailto:x@kwaad.nl", expires])).toMatchObject({
				mailboxes: ["security@winkel.nl"],
				remarks: [],
			});
		});
	});

	it("never fails, and never gives anything but plain mailboxes of a file without problems", () => {
		const line = fc.oneof(
			fc.string({ unit: "binary" }),
			fc.constantFrom(
				contact,
				expires,
				"",
				"-----BEGIN PGP SIGNED MESSAGE-----",
				"-----BEGIN PGP SIGNATURE-----",
				"-----END PGP SIGNATURE-----",
			),
			fc
				.tuple(fc.constantFrom("Contact", "Expires", "Canonical", "Policy"), fc.string())
				.map(([name, value]) => `${name}: ${value}`),
			fc.emailAddress().map((mailbox) => `Contact: mailto:${encodeURIComponent(mailbox)}`),
		);
		fc.assert(
			fc.property(fc.array(line), fc.boolean(), fc.constantFrom("\n", "\r\n"), (lines, cut, eol) => {
				const file = read(lines.join(eol), { cut });
				if (file === null) return;
				expect(SecurityTxt.parse(file)).toEqual(file);
				expect(file.mailboxes.every(isAddrSpec)).toBe(true);
				if (file.problems.length > 0) expect(file.mailboxes).toEqual([]);
				else expect(file.expires && file.expires > "2026-11-25T08:00:00.000Z").toBe(true);
				expect(file.mailboxes.every((mailbox) => file.contacts.some((way) => way.mailbox === mailbox))).toBe(true);
			}),
		);
		fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => void readSecurityTxt(answer(bytes))));
	});

	it("reads a hostile file of full size at once", () => {
		for (const text of [
			"a".repeat(32_768),
			":".repeat(32_768),
			" \t".repeat(16_384),
			"Contact: ".repeat(3_640),
			`Expires: ${"1".repeat(32_000)}`,
			"-\n".repeat(16_384),
			"Contact: mailto:%41@".repeat(1_600),
		]) {
			const begun = performance.now();
			read(`${contact}\n${text}\n`);
			expect(performance.now() - begun).toBeLessThan(250);
		}
	});
});

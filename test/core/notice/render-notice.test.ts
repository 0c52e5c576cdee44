import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Category } from "../../../src/core/case/event.ts";
import { maxInlineRows, type NoticeInput, renderNotice } from "../../../src/core/notice/render-notice.ts";
import { addressesIn, findAddresses } from "../../../src/core/report/find-addresses.ts";
import { mailWords } from "../../../src/text/mail-words.ts";
import { builtInTemplates } from "../../support/built-in-templates.ts";
import { makeFinding } from "./make-finding.ts";
import { makeInput } from "./make-input.ts";

const render = (input: NoticeInput) => renderNotice(input, builtInTemplates);

describe("renderNotice", () => {
	it("opens in Dutch for a Dutch operator and goes on in English", () => {
		const { subject, text } = render(makeInput());
		expect(subject).toBe("[NSM-2026-0042] 1 kwetsbaar systeem in uw netwerk: Unpatched gateways");
		expect(text.startsWith("L.S.,\n\n(English below)\n\nWij zijn Meldpunt Proef")).toBe(true);
		expect(text.indexOf("Dear abuse team,")).toBeGreaterThan(text.indexOf("Met vriendelijke groet,"));
		expect(text).toContain("abuse-contact van Voorbeeld Hosting B.V.\n");
	});

	it("opens in English for an operator elsewhere", () => {
		const { subject, text } = render(makeInput({ operator: { dutch: false, country: "DE", name: "Beispiel GmbH" } }));
		expect(subject).toBe("[NSM-2026-0042] 1 vulnerable system in your network: Unpatched gateways");
		expect(text.startsWith("Dear abuse team,\n\n(Nederlands hieronder)\n\nWe are Meldpunt Proef")).toBe(true);
		expect(text).toContain("\nNederlands\n\nL.S.,");
		expect(text).toContain("Beispiel GmbH.");
	});

	it("holds all facts: what, since when, description, list, reference, opt-out, privacy, signature", () => {
		const findings = [
			makeFinding("192.0.2.9", {
				port: 443,
				protocol: "tcp",
				firstSeen: "2026-10-31T23:59:59.000Z",
				lastSeen: "2026-11-20T14:03:21.000Z",
				count: 3,
				details: { hostname: "gw.example.nl" },
			}),
			makeFinding("192.0.2.10", { port: 8443, firstSeen: "2026-11-01T00:00:00.000Z" }),
			makeFinding("192.0.2.10", { protocol: "udp" }),
		];
		const { subject, text, csv } = render(makeInput({ findings }));
		expect(subject).toContain("2 kwetsbare systemen");
		expect(text).toContain("Voor het eerst gezien op 31 oktober 2026, voor het laatst op 20 november\n2026 (UTC).");
		expect(text).toContain("Beschrijving\n------------\nThe gateways run a version with a known hole.");
		expect(text).toContain(
			[
				"Adres       Poort    Laatst gezien (UTC)  Aantal  hostname",
				"----------  -------  -------------------  ------  -------------",
				"192.0.2.9   443/tcp  2026-11-20 14:03     3       gw.example.nl",
				"192.0.2.10  udp",
				"192.0.2.10  8443     2026-11-01 00:00",
			].join("\n"),
		);
		expect(text).toContain("Meer informatie: https://advisory.example/2026/42");
		expect(text).toContain("geen meldingen meer");
		expect(text).toContain("AVG");
		expect(text).toContain("GDPR");
		expect(text).toContain("Meldpunt Proef\nhttps://meldpunt.example\nmeldpunt@meldpunt.example");
		expect(csv.fileName).toBe("NSM-2026-0042.csv");
		expect(csv.content.split("\r\n")).toHaveLength(5);
	});

	it("shows 50 lines and says how many more the attachment holds", () => {
		const many = Array.from({ length: maxInlineRows + 12 }, (_, index) => makeFinding(`192.0.2.${index + 1}`));
		const { text, csv } = render(makeInput({ findings: [...many].reverse() }));
		expect(text).toContain("192.0.2.50\n");
		expect(text).not.toContain("192.0.2.51");
		expect(text).toContain("… en nog 12 in de bijlage NSM-2026-0042.csv");
		expect(text).toContain("de eerste 50 van 62 regels");
		expect(csv.content).toContain("192.0.2.62,");
		expect(csv.content.indexOf("192.0.2.9,")).toBeLessThan(csv.content.indexOf("192.0.2.10,"));
		const english = render(makeInput({ findings: many, operator: { dutch: false } }));
		expect(english.text).toContain("… and 12 more in the attachment NSM-2026-0042.csv");
		expect(english.text).toContain("the first 50 of 62 lines");
	});

	it("says from the second round on that it is a repeat", () => {
		const { subject, text, csv } = render(makeInput({ round: 2 }));
		expect(subject).toContain("Herhaling: ");
		expect(text).toContain("Dit is een herhaling (ronde 2)");
		expect(text).toContain("This is a repeat (round 2)");
		expect(csv.fileName).toBe("NSM-2026-0042-2.csv");
		expect(render(makeInput({ round: 2, operator: { dutch: false } })).subject).toContain("Repeat: ");
	});

	it.each(["phishing", "fraud-shop", "malware"] as const)("says that %s is urgent, in both languages", (category) => {
		const { text } = render(makeInput({ case: { category } }));
		const line = text.replace(/\s+/g, " ");
		expect(line).toContain("Dit heeft haast. In de Gedragscode Abusebestrijding");
		expect(line).toContain("This is urgent. Under the Dutch code of conduct");
		expect(line.indexOf("Dit heeft haast")).toBeLessThan(line.indexOf("Wat kunt u doen?"));
	});

	it.each(["vulnerability", "infection", "other"] as const)("does not say so of %s", (category) => {
		expect(render(makeInput({ case: { category } })).text).not.toMatch(/haast|urgent/);
	});

	it.each(Category.options)("counts in the subject: one and several of %s", (category) => {
		const subjects = [1, 2].flatMap((count) =>
			[true, false].map((dutch) => {
				const findings = Array.from({ length: count }, (_, index) => makeFinding(`192.0.2.${index + 1}`));
				return render(makeInput({ case: { category }, operator: { dutch }, findings })).subject;
			}),
		);
		expect(new Set(subjects).size).toBe(4);
		for (const [index, subject] of subjects.entries())
			expect(subject).toMatch(index < 2 ? /^\[NSM-2026-0042\] 1 \p{L}/u : /^\[NSM-2026-0042\] 2 \p{L}/u);
	});

	it("is in one language alone when the operator asked for that", () => {
		const dutch = render({ ...makeInput({ operator: { dutch: false } }), language: "nl" });
		expect(dutch.subject).toContain("in uw netwerk");
		expect(dutch.text).toMatch(/^L\.S\.,\n\nWij zijn/);
		expect(dutch.text).not.toMatch(/Dear|English|\(Nederlands/);
		const english = render({ ...makeInput(), language: "en" });
		expect(english.subject).toContain("in your network");
		expect(english.text).toMatch(/^Dear abuse team,\n\nWe are/);
		expect(english.text).not.toMatch(/L\.S\.|Nederlands/);
		expect(english.text).toContain("Address     Port");
	});

	it("names the first mail's day in a repeat, and that only systems seen again are in it", () => {
		const input = { ...makeInput({ round: 2 }), firstMailAt: "2026-11-09T22:00:00.000Z" };
		const line = render(input).text.replace(/\s+/g, " ");
		expect(line).toContain("Op 9 november 2026 hebben wij u hier al over geschreven.");
		expect(line).toContain("We wrote to you about this on 9 November 2026.");
		expect(line).toContain("alleen systemen die opnieuw zijn gezien");
		expect(render(makeInput({ round: 2 })).text.replace(/\s+/g, " ")).toContain("eerder mails over verstuurd");
	});

	it("says which part of how many it is, in subject, text and file name", () => {
		const { subject, text, csv } = render({ ...makeInput({ round: 2 }), part: { number: 1, of: 3 } });
		expect(subject).toContain(" in uw netwerk (deel 1 van 3): ");
		expect(text).toContain("Dit is deel 1 van 3");
		expect(text).toContain("This is part 1 of 3");
		expect(csv.fileName).toBe("NSM-2026-0042-2-p1-3.csv");
		expect(text).toContain(csv.fileName);
		expect(render({ ...makeInput(), part: { number: 12, of: 12 } }).csv.fileName).toBe("NSM-2026-0042-p12-12.csv");
	});

	it("names the zip file where the attachment goes out in one", () => {
		const findings = Array.from({ length: maxInlineRows + 1 }, (_, index) => makeFinding(`192.0.2.${index + 1}`));
		const { text, csv } = render({ ...makeInput({ findings }), zipped: true });
		expect(csv.fileName).toBe("NSM-2026-0042.csv");
		expect(text).toContain("… en nog 1 in de bijlage NSM-2026-0042.zip");
		expect(text).not.toContain(".csv");
	});

	it("marks a test mail in the subject and in its first lines", () => {
		const dutch = render({ ...makeInput(), test: true });
		expect(dutch.subject).toMatch(/^\[PROEF\] \[NSM-2026-0042\] /);
		expect(dutch.text).toMatch(/^\*\*\* PROEFMAIL: /);
		expect(dutch.text).toContain("*** TEST MAIL: ");
		const english = render({ ...makeInput({ operator: { dutch: false } }), test: true });
		expect(english.subject).toMatch(/^\[TEST\] /);
		expect(english.text).toMatch(/^\*\*\* TEST MAIL: /);
	});

	it("has every row of the list in the mail or in the attachment", () => {
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 140 }), (rows) => {
				const findings = Array.from({ length: rows }, (_, index) => makeFinding(`192.0.2.${index + 1}`));
				const { text, csv } = render(makeInput({ findings }));
				const inText = new Set(addressesIn(text));
				const inFile = new Set(addressesIn(csv.content));
				for (const [index, { target }] of findings.entries()) {
					expect(inFile.has(target.text)).toBe(true);
					expect(inText.has(target.text)).toBe(index < maxInlineRows);
				}
			}),
			{ numRuns: 30 },
		);
	});

	it("takes nothing that was typed or reported as a template", () => {
		const trap = "{{list}} {{if test}} {{opt_out}} == text == # {{title}}";
		const input = makeInput({
			case: { title: trap, description: `${trap}\n{{list}}\n# note\n== subject ==`, reference: trap },
			operator: { name: trap },
			findings: [makeFinding("192.0.2.10", { details: { tag: "{{list}}" } })],
		});
		const { subject, text, csv } = render({ ...input, hotline: { ...input.hotline, name: trap } });
		expect(subject).toBe(`[NSM-2026-0042] 1 kwetsbaar systeem in uw netwerk: ${trap}`);
		expect(text).toContain(`\n${trap}\n{{list}}\n# note\n== subject ==\n`);
		expect(text.replace(/\s+/g, " ")).toContain(`Wij zijn ${trap}, een meldpunt`);
		expect(text.replace(/\s+/g, " ")).toContain(`abuse-contact van ${trap}.`);
		expect(text).toContain("192.0.2.10  {{list}}\n");
		expect(csv.content).toContain(",{{list}}\r\n");
	});

	it("leaves no placeholder of a template in a mail", () => {
		const change = fc.record({
			round: fc.constantFrom(1, 2),
			firstMailAt: fc.constantFrom(null, "2026-11-09T22:00:00.000Z"),
			language: fc.constantFrom(null, "nl" as const, "en" as const),
			part: fc.constantFrom(null, { number: 2, of: 3 }),
			test: fc.boolean(),
		});
		const mailed = fc.record({
			category: fc.constantFrom(...Category.options),
			title: fc.constantFrom("", "Hole"),
			description: fc.constantFrom("", "What\n\nit is"),
			reference: fc.constantFrom(null, "https://advisory.example/1"),
		});
		const rows = fc.constantFrom(1, maxInlineRows + 1);
		fc.assert(
			fc.property(change, mailed, rows, fc.boolean(), (more, own, count, dutch) => {
				const findings = Array.from({ length: count }, (_, index) => makeFinding(`192.0.2.${index + 1}`));
				const { subject, text } = render({ ...makeInput({ case: own, findings, operator: { dutch } }), ...more });
				expect(subject).not.toMatch(/[{}]| {2}|^ | $/);
				expect(text).not.toMatch(/[{}]|\n\n\n|undefined|null|NaN/);
				expect(text).toMatch(/^\S[\s\S]*\S\n$/);
			}),
		);
	});

	it("leaves out what is not known", () => {
		const findings = [makeFinding("shop.example"), makeFinding("https://shop.example/pay"), makeFinding("2001:db8::1")];
		const change = { description: "", reference: null };
		const { text } = render(makeInput({ case: change, operator: { name: "" }, findings }));
		expect(text).not.toMatch(/Beschrijving|Meer informatie|gezien op/);
		expect(text).toContain("abuse-contact van het netwerk waarin de systemen staan.");
		expect(text).toContain("Adres\n------------------------\n2001:db8::1\nhttps://shop.example/pay\nshop.example\n");
		expect(text).toContain("\nThe list is above.");
		expect(render(makeInput({ operator: { name: "", dutch: false } })).text).toContain("the network that the");
		expect(render(makeInput({ case: change, operator: { dutch: false } })).text).toContain(
			"\nDe lijst staat hierboven.",
		);
		expect(render(makeInput({ case: { reference: "" } })).text).not.toContain("Meer informatie");
	});

	it("says it was seen on one day when it was", () => {
		const seen = { firstSeen: "2026-11-18T08:00:00.000Z", lastSeen: "2026-11-18T20:00:00.000Z" };
		const { text } = render(makeInput({ findings: [makeFinding("192.0.2.1", seen)] }));
		expect(text).toContain("Gezien op 18 november 2026 (UTC).");
		expect(text).toContain("Seen on 18 November 2026 (UTC).");
	});

	it("takes first and last day from all findings, whatever their order", () => {
		const days = ["2026-11-18", "2026-11-20", "2026-11-02", "2026-11-19"];
		const findings = days.map((day, index) =>
			makeFinding(`192.0.2.${index + 1}`, { lastSeen: `${day}T08:00:00.000Z`, firstSeen: null }),
		);
		const { text } = render(makeInput({ findings }));
		expect(text).toContain("First seen on 2 November 2026, last seen on 20 November 2026 (UTC).");
	});

	it("puts two telling columns in the list and leaves long values to the attachment", () => {
		const details = {
			Tag: "exchange;cve-2021-26855",
			hostname: "x".repeat(41),
			version: "15.2.721",
			product: "Exchange",
		};
		const { text, csv } = render(
			makeInput({ findings: [makeFinding("192.0.2.1", { details }), makeFinding("192.0.2.2")] }),
		);
		expect(text).toContain("Adres      Tag                      product\n");
		expect(text).toContain("192.0.2.1  exchange;cve-2021-26855  Exchange\n192.0.2.2\n");
		expect(csv.content).toContain("x".repeat(41));
		const mixed = ["a".repeat(41), "short"].map((tag, index) =>
			makeFinding(`192.0.2.${index + 1}`, { details: { tag } }),
		);
		expect(render(makeInput({ findings: mixed })).text).toContain("192.0.2.1  …\n192.0.2.2  short\n");
	});

	it("puts the URL of a page beside its address, and two columns that say the same once", () => {
		const details = { url: "https://shop.example/pay/now?x=1", infection: "virut", family: "virut", tag: "x" };
		const { text } = render(makeInput({ findings: [makeFinding("192.0.2.1", { details })] }));
		expect(text).toContain("Adres      infection  tag  url\n");
		expect(text).toContain("192.0.2.1  virut      x    https://shop.example/pay/now?x=1\n");
	});

	it("keeps typed addresses, control and direction marks out, and the subject on one line", () => {
		const title = "Hole\r\nBcc: x@evil.example\u202e at 198.51.100[.]7\u0000";
		const description = "Line one\r\nat 198.51.100.7 and 2001:db8::7\u2028next\t\u200bend\n\n\n\nlast  ";
		const { subject, text } = render(makeInput({ case: { title, description }, operator: { name: "198.51.100.7" } }));
		expect(subject).toBe("[NSM-2026-0042] 1 kwetsbaar systeem in uw netwerk: Hole Bcc: x@evil.example at […]");
		expect(text).toContain("Line one\nat […] and […]\nnext end\n\nlast\n");
		expect(addressesIn(text)).toEqual(["192.0.2.10"]);
	});

	it("shortens a long title in the subject between words", () => {
		const { subject } = render(makeInput({ case: { title: `${"lorem ".repeat(40)}ipsum` } }));
		expect(subject.length).toBeLessThanOrEqual(150);
		expect(subject).toMatch(/lorem …$/);
		expect(render(makeInput({ case: { title: "x".repeat(200) } })).subject).toBe(
			"[NSM-2026-0042] 1 kwetsbaar systeem in uw netwerk",
		);
		expect(render(makeInput({ case: { title: "" } })).subject).toBe(
			"[NSM-2026-0042] 1 kwetsbaar systeem in uw netwerk",
		);
	});

	it("names no address but the findings', whatever was typed", () => {
		const typed = fc.oneof(
			fc.string({ unit: "binary", maxLength: 60 }),
			fc.ipV4(),
			fc.ipV6(),
			fc.constant("198.51.100.0/24\r\nTo: x"),
		);
		fc.assert(
			fc.property(typed, typed, typed, (title, description, name) => {
				const { subject, text } = render(makeInput({ case: { title, description }, operator: { name } }));
				expect(addressesIn(subject)).toEqual([]);
				expect(addressesIn(text)).toEqual(["192.0.2.10"]);
				expect(subject).not.toMatch(/[\p{Cc}\p{Cf}]/u);
				expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}]/u);
			}),
		);
	});

	it("orders networks and addresses by number, then names, then ports", () => {
		const targets = [
			"b.example",
			"2001:db8::",
			"192.0.2.0/24",
			"192.0.2.0",
			"a.example",
			"http://192.0.2.1/",
			"10.0.0.1",
		];
		const findings = [
			...targets.map((target) => makeFinding(target)),
			makeFinding("a.example", { port: 1, protocol: "udp" }),
			makeFinding("a.example", { port: 1, protocol: "tcp" }),
		];
		const { csv } = render(makeInput({ findings }));
		const order = csv.content
			.split("\r\n")
			.slice(1, -1)
			.map((line) =>
				line
					.split(",")
					.filter((_, index) => [0, 2, 3].includes(index))
					.join(" ")
					.trimEnd(),
			);
		expect(order).toEqual([
			"10.0.0.1",
			"192.0.2.0",
			"192.0.2.0/24",
			"http://192.0.2.1/",
			"2001:db8::",
			"a.example",
			"a.example 1 udp",
			"a.example 1 tcp",
			"b.example",
		]);
	});
});

describe("the words of a mail", () => {
	it("name no host, so that the leak guard has nothing to excuse", () => {
		const findings = [makeFinding("192.0.2.1")];
		for (const category of Category.options) {
			const change = { category, title: "x", description: "y", reference: null };
			const { text } = render(makeInput({ case: change, operator: { name: "Z" }, findings, round: 2 }));
			const names = findAddresses(text).map((found) => found.text);
			const allowed = ["192.0.2.1", "https://meldpunt.example", "meldpunt.example", "nsm-2026-0042-2.csv"];
			expect(names.filter((name) => !allowed.includes(name))).toEqual([]);
		}
	});

	it("know every month", () => {
		const days = Array.from({ length: 12 }, (_, month) => `2026-${String(month + 1).padStart(2, "0")}-01`);
		expect(new Set(days.map(mailWords.nl.day)).size).toBe(12);
		expect(days.map(mailWords.en.day)[4]).toBe("1 May 2026");
	});
});

import { describe, expect, it } from "vitest";
import { examineMx } from "../../../src/core/deliverability/judge-mx.ts";
import { examineReverse } from "../../../src/core/deliverability/judge-reverse.ts";
import { sendingAddresses } from "../../../src/core/deliverability/sending-addresses.ts";
import { judgeSmtp, type SmtpProbe } from "../../../src/core/deliverability/smtp-probe.ts";
import { deliverabilityTexts } from "../../../src/text/deliverability.ts";
import { isTold, seen } from "./seen.ts";
import { address, type Zone, zoneDns } from "./zone.ts";

const words = deliverabilityTexts.en;
const domain = "example.nl";
const registered = (name: string) => name.split(".").slice(-2).join(".");

describe("the server for answers", () => {
	const examine = async (zone: Zone) => {
		const findings = await examineMx({ domain, host: "mail.example.nl" }, zoneDns(zone), words);
		isTold(findings);
		return seen(findings);
	};
	const publish = "10 mail.example.nl.";

	it("is there", async () => {
		const zone = {
			[domain]: { MX: ["a.nl", "b.nl", "c.nl"] },
			"a.nl": { A: ["192.0.2.1"], AAAA: null },
			"b.nl": { AAAA: ["2001:db8::1"] },
			"c.nl": { A: ["192.0.2.1"] },
		};
		expect(await examine(zone)).toEqual([
			["✓", "Mail to example.nl goes to a.nl, b.nl and c.nl: answers and bounces can arrive."],
		]);
		expect(await examine({ [domain]: { A: ["192.0.2.1"] } })).toEqual([
			["✓", expect.stringContaining("has no MX record")],
		]);
	});

	it("is not there, or takes nothing", async () => {
		expect(await examine({})).toEqual([["✗", expect.stringContaining("has no mail server"), publish]]);
		expect(await examine({ [domain]: { MX: [""] } })).toEqual([["✗", expect.stringContaining("null MX"), publish]]);
		expect(await examine({ [domain]: { MX: ["a.nl", "gone.nl"] }, "a.nl": { A: ["192.0.2.1"] } })).toEqual([
			["✗", "The MX record of example.nl names gone.nl, which has no address."],
		]);
	});

	it("is not told by DNS", async () => {
		const what = [["✗", "The mail server for answers (MX) could not be checked: DNS gave no answer for example.nl."]];
		expect(await examine({ [domain]: { MX: null } })).toEqual(what);
		expect(await examine({ [domain]: { A: null } })).toEqual(what);
		expect(await examine({ [domain]: { MX: ["a.nl"] }, "a.nl": { AAAA: null } })).toEqual(what);
	});
});

describe("reverse DNS", () => {
	const examine = async (
		zone: Zone,
		{ ip = "192.0.2.25", ehlo = null }: { ip?: string; ehlo?: string | null } = {},
	) => {
		const finding = await examineReverse(
			{ address: address(ip), ehlo, host: "smtp.example.nl", registered },
			zoneDns(zone),
			words,
		);
		isTold([finding]);
		return finding;
	};
	const zone = { "192.0.2.25": { PTR: ["old.nl", "mail.example.nl"] }, "mail.example.nl": { A: ["192.0.2.25"] } };

	it("that leads back, under our own name or another", async () => {
		const what = "Reverse DNS of 192.0.2.25 is mail.example.nl, and that leads back to it.";
		expect(await examine(zone)).toEqual({ ok: true, what, todo: null });
		expect(await examine(zone, { ehlo: "bot.example.nl" })).toEqual({ ok: true, what, todo: null });
		expect(await examine(zone, { ehlo: "bot.other.nl" })).toEqual({
			ok: true,
			what: expect.stringContaining("while MAIL_EHLO_NAME is bot.other.nl"),
			todo: expect.stringContaining("mail.example.nl"),
		});
	});

	it("that is missing or does not lead back", async () => {
		expect((await examine({})).publish).toEqual([
			{ name: "25.2.0.192.in-addr.arpa", type: "PTR", value: "smtp.example.nl." },
		]);
		expect((await examine({}, { ehlo: "bot.nl" })).publish?.[0]?.value).toBe("bot.nl.");
		expect(seen([await examine({ "192.0.2.25": { PTR: ["x.nl"] }, "x.nl": { A: ["192.0.2.26"] } })])).toEqual([
			["✗", "Reverse DNS of 192.0.2.25 is x.nl, but that name does not lead back to it.", "192.0.2.25"],
		]);
		const six = await examine({ "2001:db8::1": { PTR: ["x.nl"] } }, { ip: "2001:db8::1" });
		expect(six.publish).toEqual([{ name: "x.nl", type: "AAAA", value: "2001:db8::1" }]);
	});

	it("that DNS does not tell", async () => {
		const what = "Reverse DNS could not be checked: DNS gave no answer for 192.0.2.25.";
		expect(await examine({ "192.0.2.25": { PTR: null } })).toMatchObject({ ok: false, what });
		expect(await examine({ "192.0.2.25": { PTR: ["x.nl"] }, "x.nl": { A: null } })).toMatchObject({ ok: false, what });
	});
});

describe("where mail leaves from", () => {
	const of = (zone: Zone, host: string, ips: readonly string[] = []) =>
		sendingAddresses({ ips, host, allowedSpecialUse: [address("198.51.100.1")] }, zoneDns(zone), words);

	it("is what the settings say, or where the server is", async () => {
		expect(await of({}, "mail", ["192.0.2.1", "2001:db8::1"])).toMatchObject({
			...{ isAssumed: false, addresses: [address("192.0.2.1"), address("2001:db8::1")] },
			finding: { ok: true, what: "Mail leaves from 192.0.2.1 and 2001:db8::1 (MAIL_IPS).", todo: null },
		});
		expect(await of({ "mail.nl": { A: ["8.8.8.8", "10.0.0.1"] } }, "mail.nl")).toMatchObject({
			...{ isAssumed: true, addresses: [address("8.8.8.8")] },
			finding: { ok: true, what: "Mail is taken to leave from 8.8.8.8, where mail.nl is." },
		});
		expect(await of({}, "198.51.100.1")).toMatchObject({ addresses: [address("198.51.100.1")] });
	});

	it("is not to be seen for a host of this network, and not told where DNS is silent", async () => {
		const unknown = { ok: false, what: expect.stringContaining("not to be seen"), todo: words.setMailIps };
		expect(await of({ "mail.nl": { A: ["10.0.0.1"] } }, "mail.nl")).toMatchObject({ addresses: [], finding: unknown });
		expect(await of({}, "localhost")).toMatchObject({ addresses: [], finding: unknown });
		expect(await of({ "mail.nl": { A: null } }, "mail.nl")).toMatchObject({
			...{
				addresses: [],
				finding: { ok: false, what: expect.stringContaining("no answer for mail.nl"), todo: words.askAgain },
			},
		});
	});
});

describe("the SMTP server", () => {
	const asked = { host: "mail.example.nl", port: 587, tls: true, logsIn: true };
	const tls = { version: "TLSv1.3", daysLeft: 60, wrong: null };
	const probe: SmtpProbe = { kind: "reached", tls, auth: ["PLAIN", "LOGIN"], maxBytes: 35_882_577 };
	const judge = (change: Partial<SmtpProbe>, to: Partial<typeof asked> = {}) => {
		const findings = judgeSmtp({ ...probe, ...change } as SmtpProbe, { ...asked, ...to }, words);
		isTold(findings);
		return seen(findings);
	};

	it("that takes mail", () => {
		expect(judge({})).toEqual([
			[
				"✓",
				"The SMTP server mail.example.nl:587 answers with TLSv1.3, and its certificate is good for 60 more days. It takes mails up to 35 MB and has the logins PLAIN, LOGIN.",
			],
		]);
		expect(judge({ auth: [], maxBytes: null }, { logsIn: false })[0]?.[1]).toMatch(
			/mails of any size and has no login\.$/,
		);
		expect(judge({ tls: null }, { tls: false })).toEqual([
			["✓", expect.stringContaining("without TLS as SMTP_URL says")],
		]);
	});

	it("that does not", () => {
		for (const why of ["no-address", "refused", "time-out", "no-greeting", "tls-failed"] as const)
			expect(judgeSmtp({ kind: "unreachable", why }, asked, words)).toEqual([
				{ ok: false, what: words.serverUnreachable[why]({ server: "mail.example.nl:587" }), todo: words.checkServer },
			]);
		expect(judge({ tls: null })).toEqual([["✗", expect.stringContaining("has no TLS (STARTTLS)")]]);
		for (const wrong of ["expired", "other-name", "untrusted"] as const)
			expect(judge({ tls: { ...tls, wrong } })).toEqual([["✗", expect.stringContaining("so nothing will be sent")]]);
		expect(judge({ auth: [] })[1]).toEqual(["✗", expect.stringContaining("has no login")]);
	});

	it("whose certificate ends soon", () => {
		for (const [daysLeft, when] of [
			[0, "today"],
			[1, "tomorrow"],
			[13, "in 13 days"],
		] as const)
			expect(judge({ tls: { ...tls, daysLeft } })).toEqual([["✗", expect.stringContaining(`ends ${when}.`)]]);
	});
});

import { describe, expect, it } from "vitest";
import { examineDkim } from "../../../src/core/deliverability/judge-dkim.ts";
import { type DmarcSubject, examineDmarc } from "../../../src/core/deliverability/judge-dmarc.ts";
import { examineSpf } from "../../../src/core/deliverability/judge-spf.ts";
import { deliverabilityTexts } from "../../../src/text/deliverability.ts";
import { isTold, seen } from "./seen.ts";
import { address, type Zone, zoneDns } from "./zone.ts";

const words = deliverabilityTexts.en;
const domain = "example.nl";
const registered = (name: string) => name.split(".").slice(-2).join(".");

describe("SPF", () => {
	const examine = async (zone: Zone, ips: readonly string[] = ["192.0.2.25"], isAssumed = false) => {
		const subject = {
			sender: { local: "meldpunt", domain },
			helo: "mail.example.nl",
			isAssumed,
			addresses: ips.map(address),
		};
		const findings = await examineSpf(subject, zoneDns(zone), words);
		isTold(findings);
		return findings;
	};
	const spf = (...texts: string[]): Zone => ({ [domain]: { TXT: texts } });

	it("that is right", async () => {
		expect(seen(await examine(spf("v=spf1 ip4:192.0.2.0/24 -all")))).toEqual([
			["✓", "The SPF record of example.nl can be used; it asks DNS 0 times of 10 allowed."],
			["✓", "SPF of example.nl allows 192.0.2.25."],
		]);
	});

	it("that is missing, there twice, or void: one finding", async () => {
		expect(seen(await examine(spf("other")))).toEqual([
			["✗", expect.stringContaining("no SPF record"), "v=spf1 ip4:192.0.2.25 ~all"],
		]);
		expect(await examine({}, [])).toEqual([
			{ ok: false, what: expect.stringContaining("no SPF record"), todo: words.addressesFirst },
		]);
		expect(seen(await examine(spf("v=spf1 mx -all", "v=spf1 a -all")))).toEqual([
			["✗", expect.stringContaining("more than one"), "v=spf1 mx a ip4:192.0.2.25 ~all"],
		]);
		expect(seen(await examine(spf("v=spf1 ipv4:192.0.2.1 -all")))).toEqual([
			["✗", "The SPF record of example.nl has a term that is not right (ipv4:192.0.2.1), which makes it void."],
		]);
	});

	it("that DNS does not tell, or not to the end", async () => {
		const whole = await examine({ [domain]: { TXT: null } });
		expect(seen(whole)).toEqual([["✗", "SPF could not be checked: DNS gave no answer for example.nl."]]);
		const part = await examine({ ...spf("v=spf1 include:x.nl -all"), "x.nl": { TXT: null } });
		expect(seen(part)).toEqual([["✗", "SPF could not be checked to the end: DNS gave no answer for x.nl."]]);
		expect([...whole, ...part].map(({ todo }) => todo)).toEqual([words.askAgain, words.askAgain]);
	});

	it("that costs too much", async () => {
		const hosts = Array.from({ length: 11 }, (_, at) => `a:h${at}.nl`).join(" ");
		expect(seen(await examine(spf(`v=spf1 ip4:192.0.2.25 ${hosts} -all`)))).toEqual([
			["✗", "The SPF record of example.nl asks DNS 11 times; more than 10 makes it void to receivers."],
			["✗", expect.stringContaining("asks 11 times for what is not there")],
			["✓", expect.stringContaining("allows")],
		]);
	});

	it("that is void for one address alone: its version is nowhere there", async () => {
		const hosts = ["a.nl", "b.nl", "c.nl"];
		const zone = {
			...spf(`v=spf1 ${hosts.map((host) => `a:${host}`).join(" ")} -all`),
			...Object.fromEntries(hosts.map((host) => [host, { A: ["192.0.2.25"] }])),
		};
		expect(seen(await examine(zone, ["192.0.2.25", "2001:db8::1"]))).toEqual([
			["✓", expect.stringContaining("3 times of 10")],
			["✗", expect.stringMatching(/more than 2 hosts that have no such address \(at a:c\.nl/)],
			["✓", "SPF of example.nl allows 192.0.2.25."],
		]);
	});

	it("that allows everybody, or says nothing of the rest, or uses ptr", async () => {
		expect(seen(await examine(spf("v=spf1 mx +all"))).slice(1)).toEqual([
			["✗", expect.stringContaining("the whole internet"), "v=spf1 mx ip4:192.0.2.25 ~all"],
			["✓", expect.stringContaining("allows")],
		]);
		const through = { ...spf("v=spf1 redirect=x.nl"), "x.nl": { TXT: ["v=spf1 +all"] } };
		expect(seen(await examine(through))[1]).toEqual(["✗", expect.stringContaining("the whole internet")]);
		expect(seen(await examine(spf("v=spf1 ip4:192.0.2.25 ptr"))).slice(1, 3)).toEqual([
			["✓", expect.stringContaining("says nothing of who else")],
			["✓", expect.stringContaining("uses ptr")],
		]);
	});

	it("that does not allow what we send from: a record that does, and a smarthost's own addresses where ours are a guess", async () => {
		const zone = spf("v=spf1 mx ~all");
		const [, known] = await examine(zone, ["192.0.2.25", "2001:db8::25"]);
		expect(known).toEqual({
			ok: false,
			what: "SPF of example.nl does not allow 192.0.2.25 and 2001:db8::25 (softfail).",
			todo: words.publishWithAddress,
			publish: [{ name: domain, type: "TXT", value: "v=spf1 mx ip4:192.0.2.25 ip6:2001:db8::25 ~all" }],
		});
		const [, assumed] = await examine(zone, ["192.0.2.25"], true);
		expect(assumed?.todo).toContain("MAIL_IPS");
		expect(await examine(zone, [])).toHaveLength(1);
	});
});

describe("DKIM", () => {
	const key = { bits: 2_048, publicKeys: ["SPKI==", "PKCS1"] } as const;
	const name = "s1._domainkey.example.nl";
	const examine = async (texts: readonly string[] | null, bits = 2_048) => {
		const signing = { domain, selector: "s1", key: { ...key, bits } };
		const findings = await examineDkim(signing, zoneDns({ [name]: { TXT: texts } }), words);
		isTold(findings);
		return findings;
	};
	const own = "v=DKIM1; k=rsa; p=SPKI==";

	it("that is right, in either form of the key and however it is spaced", async () => {
		for (const text of [own, "p=SPKI", "v=DKIM1;p= PK CS1 ; h=sha1:sha256; s=email; t=s;", "p=SPKI==; s=*"])
			expect(await examine([text])).toEqual([
				{ ok: true, what: `Notices are signed (DKIM, 2048 bits), and ${name} has the key.`, todo: null },
			]);
	});

	it("that is off, or with a key that can't be used", async () => {
		expect(await examineDkim(null, zoneDns({}), words)).toEqual([
			{ ok: false, what: words.dkimOff, todo: words.makeKey },
		]);
		expect(await examineDkim({ unusable: "No key." }, zoneDns({}), words)).toEqual([
			{ ok: false, what: "No key.", todo: words.makeKey },
		]);
		expect(seen(await examine([own], 512))).toEqual([["✗", expect.stringContaining("512 bits")]]);
		expect(await examine([own], 1_024)).toEqual([expect.objectContaining({ ok: true, todo: words.longerKey })]);
	});

	it("whose record is not as it should be", async () => {
		expect(seen(await examine(null))).toEqual([["✗", `DKIM could not be checked: DNS gave no answer for ${name}.`]]);
		for (const [texts, what] of [
			[[], "There is no DKIM record"],
			[[own, own], "more than one record"],
			[["something"], "is no DKIM record"],
			[["v=DKIM1; k=rsa"], "is no DKIM record"],
			[["v=DKIM2; p=SPKI"], "is no DKIM record"],
			[["p=OTHER"], "is another than the one in DKIM_KEY"],
			[["k=ed25519; p=SPKI"], "is another than the one in DKIM_KEY"],
			[["p=SPKI; h=sha1"], "(h=)"],
			[["p=SPKI; s=other"], "(s=)"],
		] as const)
			expect(seen(await examine(texts))).toEqual([["✗", expect.stringContaining(what), own]]);
		expect(seen(await examine(["v=DKIM1; p="]))).toEqual([["✗", expect.stringContaining("is revoked")]]);
		expect(seen(await examine(["p=SPKI; t=s : y"]))[1]).toEqual(["✓", expect.stringContaining("t=y")]);
	});
});

describe("DMARC", () => {
	const base: DmarcSubject = { from: { local: "meldpunt", domain }, envelope: domain, signing: domain, registered };
	const examine = async (zone: Zone, change: Partial<DmarcSubject> = {}) => {
		const findings = await examineDmarc({ ...base, ...change }, zoneDns(zone), words);
		isTold(findings);
		return findings;
	};
	const dmarc = (...texts: string[]): Zone => ({ "_dmarc.example.nl": { TXT: texts } });
	const full = dmarc("v=DMARC1; p=reject; rua=mailto:d@example.nl!10m,mailto:e@sub.example.nl");

	it("that is right", async () => {
		expect(seen(await examine(full))).toEqual([
			["✓", "DMARC of example.nl asks receivers to reject what is not from you."],
			["✓", "SPF and DKIM both count for example.nl (alignment)."],
		]);
	});

	it("that is missing, there twice, not to be read, or not told", async () => {
		const start = "v=DMARC1; p=none; rua=mailto:meldpunt@example.nl";
		for (const [texts, what] of [
			[["other"], "has no DMARC record"],
			[["v=DMARC1; p=none", "v=DMARC1; p=none"], "more than one"],
			[["v=DMARC1; p"], "can't be read"],
			[["v=DMARC1; p=block"], "can't be read"],
			[["v=DMARC1"], "can't be read"],
		] as const)
			expect(seen(await examine(dmarc(...texts)))[0]).toEqual(["✗", expect.stringContaining(what), start]);
		expect(seen(await examine({ "_dmarc.example.nl": { TXT: null } }))).toEqual([
			["✗", "DMARC could not be checked: DNS gave no answer for example.nl."],
		]);
	});

	it("of the registered domain, where the domain itself has none", async () => {
		const change = { from: { local: "meldpunt", domain: "mail.example.nl" } };
		const what = async (...texts: string[]) => seen(await examine(dmarc(...texts), change))[0];
		expect(await what("v=DMARC1; p=reject; sp=QUARANTINE")).toEqual([
			"✓",
			expect.stringContaining("to quarantine what"),
		]);
		expect(await what("v=DMARC1; p=reject")).toEqual(["✓", expect.stringContaining("to reject what")]);
		expect(await what()).toEqual(["✗", expect.stringMatching(/^mail\.example\.nl has no/), expect.any(String)]);
		const silent = await examine({ "_dmarc.example.nl": { TXT: null } }, change);
		expect(seen(silent)[0]).toEqual(["✗", expect.stringContaining("no answer for mail.example.nl")]);
	});

	it("that asks for nothing, or reports to nobody", async () => {
		expect(await examine(dmarc("v=DMARC1; p=none"))).toEqual([
			{ ok: true, what: expect.stringContaining("asks nothing"), todo: words.strictenDmarc },
			{ ok: true, what: expect.stringContaining("no mailbox for reports"), todo: words.addReports },
			expect.objectContaining({ ok: true }),
		]);
	});

	it("that reports to another's domain, which has to agree", async () => {
		const zone = dmarc("v=DMARC1; p=reject; rua=mailto:x@reports.org");
		const name = "example.nl._report._dmarc.reports.org";
		expect((await examine(zone))[1]).toEqual({
			ok: false,
			what: expect.stringContaining("x@reports.org do not arrive"),
			todo: words.allowReports,
			publish: [{ name, type: "TXT", value: "v=DMARC1" }],
		});
		expect(await examine({ ...zone, [name]: { TXT: ["v=DMARC1;"] } })).toHaveLength(2);
		expect(seen(await examine({ ...zone, [name]: { TXT: null } }))[1]).toEqual([
			"✗",
			expect.stringContaining(`for ${name}`),
		]);
	});

	it("needs SPF or DKIM for the domain that people see", async () => {
		const last = async (change: Partial<DmarcSubject>, zone = full) => (await examine(zone, change)).at(-1);
		expect(await last({ envelope: "bounces.example.nl", signing: "mail.example.nl" })).toMatchObject({
			ok: true,
			todo: null,
		});
		expect(await last({ envelope: "other.org" })).toMatchObject({ ok: true, todo: words.alignBounces });
		expect(await last({ signing: null })).toMatchObject({
			ok: true,
			what: expect.stringContaining("Only SPF"),
			todo: null,
		});
		expect(await last({ signing: "other.org" })).toMatchObject({
			ok: false,
			todo: expect.stringContaining("DKIM_DOMAIN"),
		});
		expect(await last({ envelope: "other.org", signing: "other.org" })).toMatchObject({
			ok: false,
			todo: expect.stringContaining("DKIM_DOMAIN"),
		});
		expect(await last({ envelope: "other.org", signing: null })).toMatchObject({ ok: false, todo: words.makeKey });
		const strict = dmarc("v=DMARC1; p=reject; aspf=S; adkim=s; rua=mailto:d@example.nl");
		expect(await last({ envelope: "b.example.nl", signing: "b.example.nl" }, strict)).toMatchObject({ ok: false });
		expect(await last({}, strict)).toMatchObject({ ok: true, todo: null });
	});
});

import { describe, expect, it } from "vitest";
import { examineMail, type MailSetup } from "../../../src/core/deliverability/examine-mail.ts";
import { deliverabilityTexts } from "../../../src/text/deliverability.ts";
import { type Zone, zoneDns } from "./zone.ts";

const registered = (name: string) => name.split(".").slice(-2).join(".");
const setup: MailSetup = {
	...{ from: "meldpunt@Example.nl", bounces: null, host: "smtp.provider.nl", ips: ["192.0.2.25"], ehlo: null },
	...{
		dkim: { domain: "example.nl", selector: "s1", key: { bits: 2_048, publicKeys: ["KEY"] } },
		allowedSpecialUse: [],
	},
};
const zone: Zone = {
	"example.nl": { TXT: ["v=spf1 ip4:192.0.2.25 ~all"], MX: ["mx.example.nl"] },
	"mx.example.nl": { A: ["192.0.2.25"] },
	"s1._domainkey.example.nl": { TXT: ["v=DKIM1; p=KEY"] },
	"_dmarc.example.nl": { TXT: ["v=DMARC1; p=reject; rua=mailto:d@example.nl"] },
	"192.0.2.25": { PTR: ["mx.example.nl"] },
};
const examine = (change: Partial<MailSetup> = {}, records = zone) =>
	examineMail({ ...setup, ...change }, { dns: zoneDns(records), registered, words: deliverabilityTexts.en });

/** Every sentence, by the path of its key; one that takes facts gets a mark for each. */
function sentences(words: object, path = ""): Record<string, string> {
	const marks = new Proxy({}, { get: (_, key) => (key === "auth" ? ["§"] : "§") });
	return Object.fromEntries(
		Object.entries(words).flatMap(([key, value]): [string, string][] => {
			const here = `${path}.${key}`;
			if (typeof value === "string") return [[here, value]];
			if (typeof value === "function") return [[here, value(marks)]];
			return Object.entries(sentences(value, here));
		}),
	);
}

describe("all that DNS tells of how a hotline sends", () => {
	it("all is well: one finding for each thing, in order", async () => {
		const findings = await examine();
		expect(findings.map(({ ok, todo }) => [ok, todo])).toEqual(Array(8).fill([true, null]));
		const subjects = ["leaves from", "goes to", "SPF record", "SPF", "DKIM", "DMARC", "alignment", "Reverse DNS"];
		for (const [at, subject] of subjects.entries()) expect(findings[at]?.what).toContain(subject);
	});

	it("nothing is there: each record to publish", async () => {
		const findings = await examine({ bounces: "b@bounces.example.nl", host: "192.0.2.25", ehlo: "bot.example.nl" }, {});
		expect(
			findings.flatMap(({ publish = [] }) => publish.map(({ name, type, value }) => `${name} ${type} ${value}`)),
		).toEqual([
			"example.nl MX 10 bot.example.nl.",
			"bounces.example.nl MX 10 bot.example.nl.",
			"bounces.example.nl TXT v=spf1 ip4:192.0.2.25 ~all",
			"s1._domainkey.example.nl TXT v=DKIM1; k=rsa; p=KEY",
			"_dmarc.example.nl TXT v=DMARC1; p=none; rua=mailto:meldpunt@example.nl",
			"25.2.0.192.in-addr.arpa PTR bot.example.nl.",
		]);
	});

	it("without a key, or a name of its own, or an address", async () => {
		const off = await examine({ dkim: null, host: "192.0.2.25" }, {});
		expect(off.find(({ publish }) => publish?.[0]?.type === "MX")?.publish?.[0]?.value).toBe("10 example.nl.");
		expect(off.some(({ what }) => what === deliverabilityTexts.en.dkimOff)).toBe(true);
		const unusable = await examine({ dkim: { unusable: "No key." }, ips: [], host: "localhost" });
		expect(unusable.map(({ what }) => what)).toContain("No key.");
		expect(unusable.some(({ what }) => what.startsWith("Reverse"))).toBe(false);
	});

	it("has the same sentences in both languages, each with all that it is given", () => {
		const [nl, en] = [sentences(deliverabilityTexts.nl), sentences(deliverabilityTexts.en)];
		expect(Object.keys(nl)).toEqual(Object.keys(en));
		for (const key of Object.keys(en)) {
			expect(nl[key]).toMatch(/\S/);
			const count = (text: string | undefined) => text?.split("§").length;
			expect([key, count(nl[key])]).toEqual([key, count(en[key])]);
			expect([key, /undefined|NaN|\[object/.test(`${nl[key]} ${en[key]}`)]).toEqual([key, false]);
		}
	});
});

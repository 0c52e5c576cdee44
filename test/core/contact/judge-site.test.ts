import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { combine } from "../../../src/core/contact/combine.ts";
import { judgeSite } from "../../../src/core/contact/judge-site.ts";
import { type Resolution, unresolved } from "../../../src/core/contact/resolution.ts";
import type { SecurityTxt } from "../../../src/core/contact/security-txt.ts";
import type { WebsiteAnswer } from "../../../src/core/contact/website-answer.ts";
import { mailed, rulesOf } from "./a-contact.ts";

const asOf = "2026-11-20T08:00:00.000Z";
const file = (mailboxes: readonly string[], change: Partial<SecurityTxt> = {}): SecurityTxt => ({
	...{ url: "https://www.site.example/.well-known/security.txt", expires: "2027-01-01T00:00:00.000Z" },
	mailboxes: [...mailboxes],
	contacts: mailboxes.map((mailbox) => ({ value: `mailto:${mailbox}`, kind: "mail", mailbox })),
	...{ problems: [], remarks: [], signed: false, policy: [], encryption: [], languages: [] },
	...change,
});
const found = (of: SecurityTxt): WebsiteAnswer => ({ kind: "found", file: of, asOf });
const site = found(file(["security@site.example"]));
const host = "www.site.example";

function judge(website: WebsiteAnswer | null, each: readonly [Resolution, ...Resolution[]] = [mailed], more = {}) {
	const given = { host, prefer: "security-txt" as const, rules: rulesOf({}), ...more };
	const operator = combine(each, "several-addresses");
	return judgeSite({ host: given.host, operator, each, website }, given.prefer, given.rules);
}
const offersOf = ({ offers }: Resolution) => offers.map(({ mailboxes, source }) => `${source} ${mailboxes.join(",")}`);

describe("the contact of a website", () => {
	it("is whom its security.txt names, with the operator of the network offered", () => {
		const resolution = judge(site);
		expect(resolution).toMatchObject({
			...{ bucket: null, operator: "site.example", mailboxes: ["security@site.example"], source: "security-txt", asOf },
			...{ country: "NL", asn: 64496, range: "192.0.2.0/24", reason: null },
			path: ["security.txt"],
		});
		expect(offersOf(resolution)).toEqual(["registry abuse@polder.example"]);
	});

	it("does not name the host, which is an affected address: the answer goes into events and the thread", () => {
		const shop = "winkel.site.example";
		for (const prefer of ["security-txt", "operator"] as const)
			expect(JSON.stringify(judge(site, [mailed], { host: shop, prefer }))).not.toContain(shop);
	});

	it("is the operator where the setting says so, with the other offered", () => {
		const resolution = judge(site, [mailed], { prefer: "operator" });
		expect(resolution).toMatchObject({ source: "registry", mailboxes: ["abuse@polder.example"] });
		expect(offersOf(resolution)).toEqual(["security-txt security@site.example"]);
	});

	it.each([
		["none", { kind: "none", asOf } as const],
		["one that could not be read", { kind: "failed", reason: "time-out" } as const],
		["one that was not asked for", null],
	])("is the operator when there is %s", (_, website) => {
		expect(judge(website)).toEqual(mailed);
	});

	it("is the operator when the file is expired; what it names can be chosen", () => {
		const expired = file([], {
			problems: ["expired"],
			contacts: [
				{ value: "mailto:security@site.example", kind: "mail", mailbox: "security@site.example" },
				{ value: "https://site.example/form", kind: "web", mailbox: null },
			],
		});
		const resolution = judge(found(expired));
		expect(resolution.source).toBe("registry");
		expect(offersOf(resolution)).toEqual(["security-txt security@site.example"]);
	});

	it("takes the first mailbox that may be used, never that of a person, one that opted out or one that fails", () => {
		const mailboxes = ["jan.jansen@site.example", "gone@gone.example", "bad@bad.example", "cert@site.example"];
		const rules = rulesOf({ optOuts: [{ kind: "domain", value: "gone.example" }], badMailboxes: ["bad@bad.example"] });
		const resolution = judge(found(file(mailboxes, { signed: true })), [mailed], { rules });
		expect(resolution.mailboxes).toEqual(["cert@site.example"]);
		expect(resolution.path[0]).toMatch(/signature not checked/);
		expect(offersOf(resolution)).toEqual(["registry abuse@polder.example"]);
		expect(judge(found(file(["jan.jansen@site.example"]))).source).toBe("registry");
	});

	it("is told also where the networks' operators differ or have no contact", () => {
		const other: Resolution = {
			...mailed,
			operator: "Other",
			mailboxes: ["abuse@o.example"],
			operatorKey: "abuse@o.example",
		};
		expect(judge(site, [mailed, other])).toMatchObject({ bucket: null, source: "security-txt" });
		expect(judge(site, [unresolved("no-contact", "no-mailbox")])).toMatchObject({ bucket: null, offers: [] });
	});

	it.each(["abroad", "country-unclear", "lookup-failed"] as const)(
		"that may be %s is not mailed by itself, also when one address is; its security.txt can be chosen",
		(bucket) => {
			const away = { ...mailed, ...unresolved(bucket, "time-out"), operatorKey: mailed.operatorKey };
			for (const each of [[away], [mailed, away]] as const) {
				const resolution = judge(site, [...each] as [Resolution, ...Resolution[]]);
				expect(resolution.bucket).not.toBeNull();
				expect(offersOf(resolution)).toContain("security-txt security@site.example");
			}
		},
	);

	it("under our own top domain and abroad is a case of its own", () => {
		const away: Resolution = { ...mailed, bucket: "abroad", reason: "organisation-abroad" };
		expect(judge(site, [away], { host: "www.site.nl" })).toMatchObject({ bucket: "abroad", reason: "site-abroad" });
		expect(judge(null, [away], { host: "www.site.de" })).toMatchObject({ reason: "organisation-abroad" });
	});

	it("whose network opted out is told to nobody", () => {
		const silent = unresolved("opted-out", "network-opted-out");
		expect(judge(site, [silent])).toEqual(silent);
		const resolution = judge(site, [mailed, silent]);
		expect(resolution).toMatchObject({ bucket: "several-operators" });
	});

	it("is never offered twice, nor beside itself", () => {
		const same = judge(found(file(["ABUSE@polder.example", "abuse@polder.example"])));
		expect(same.offers).toEqual([]);
		const many = Array.from({ length: 9 }, (_, index) => `cert${index}@site.example`);
		expect(judge(found(file(many))).offers).toHaveLength(5);
	});

	it("mails nobody but one mailbox of the file or the operator's, whatever the file says", () => {
		const mailbox = fc.constantFrom("a@x.example", "b@x.example", "jan.jansen@x.example", "abuse@polder.example");
		fc.assert(
			fc.property(
				fc.array(mailbox, { maxLength: 4 }),
				fc.boolean(),
				fc.boolean(),
				(mailboxes, wrong, operatorFirst) => {
					const given = wrong ? file([], { problems: ["expired"] }) : file([...new Set(mailboxes)]);
					const prefer = operatorFirst ? "operator" : "security-txt";
					const resolution = judge(found(given), [mailed], { prefer });
					if (resolution.source === "security-txt") {
						expect(wrong || operatorFirst).toBe(false);
						expect(resolution.mailboxes).toHaveLength(1);
						expect(given.mailboxes).toContain(resolution.mailboxes[0]);
					} else expect(resolution.mailboxes).toEqual(mailed.mailboxes);
				},
			),
		);
	});
});

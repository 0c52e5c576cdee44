import { describe, expect, it } from "vitest";
import { consumerDomains } from "../../../src/lookup/consumer-domains.ts";

describe("consumerDomains", () => {
	const domains = consumerDomains([" @Example.NL", "mail.example", ""]);

	it("holds the mail services of the package, ours, and those of the setting", () => {
		for (const domain of ["gmail.com", "hotmail.com", "gmx.net", "ziggo.nl", "kpnmail.nl", "telenet.be", "tuta.com"])
			expect([domain, domains.has(domain)]).toEqual([domain, true]);
		expect(domains.has("example.nl")).toBe(true);
		expect(domains.has("mail.example")).toBe(true);
		expect(domains.size).toBeGreaterThan(8_000);
	});

	it("holds only domain names in lower case, and none of the trade's own", () => {
		for (const domain of domains) expect(domain).toMatch(/^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/);
		for (const domain of ["kpn.com", "ziggo.com", "surf.nl", "transip.nl", "leaseweb.com", "ripe.net", "amsterdam.nl"])
			expect([domain, domains.has(domain)]).toEqual([domain, false]);
	});
});

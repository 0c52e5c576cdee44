import { afterEach, describe, expect, it } from "vitest";
import { parseRange } from "../../../src/core/report/range.ts";
import type { AddressRange } from "../../../src/core/report/target.ts";
import { openMailDns } from "../../../src/lookup/dns/mail-dns.ts";
import { registeredDomain } from "../../../src/lookup/registered-domain.ts";
import { type DnsReply, type DnsServer, type DnsType, dnsServer } from "../../support/dns-server.ts";
import { waitUntil } from "../../support/wait-until.ts";

const range = (text: string) => parseRange(text) as AddressRange;

describe("DNS for the mail", () => {
	let server: DnsServer | null = null;
	afterEach(async () => {
		await server?.close();
		server = null;
	});
	async function open(reply: (name: string, type: DnsType) => DnsReply, signal = new AbortController().signal) {
		server = await dnsServer(reply);
		return openMailDns({ timeoutMs: 200, attempts: 1, servers: [server.address], signal });
	}

	it("joins the strings of a TXT record, also one that is too long for UDP", async () => {
		const long = `v=DKIM1; p=${"A".repeat(900)}`;
		const dns = await open(() => ({
			records: [
				{ data: long, type: "TXT" },
				{ data: "v=spf1 -all", type: "TXT" },
			],
		}));
		expect(await dns.txt("s1._domainkey.example.nl")).toEqual([long, "v=spf1 -all"]);
	});

	it("gives addresses, mail servers in their order, and names", async () => {
		const dns = await open((name, type) => {
			if (type === "A") return { records: [{ data: "192.0.2.1" }, { data: "192.0.2.2" }] };
			if (type === "AAAA") return { records: [{ data: "2001:db8::1" }] };
			if (type === "PTR")
				return { records: [{ data: name.startsWith("1.2.0.192") ? "Mail.Example.nl" : "six.example.nl", type }] };
			return {
				records: [
					{ data: "20 b.example.nl", type: "MX" },
					{ data: "10 A.example.nl", type: "MX" },
				],
			};
		});
		expect(await dns.addresses("example.nl", 4)).toEqual([range("192.0.2.1"), range("192.0.2.2")]);
		expect(await dns.addresses("example.nl", 6)).toEqual([range("2001:db8::1")]);
		expect(await dns.mx("example.nl")).toEqual(["a.example.nl", "b.example.nl"]);
		expect(await dns.ptr(range("192.0.2.1"))).toEqual(["mail.example.nl"]);
		expect(await dns.ptr(range("2001:db8::1"))).toEqual(["six.example.nl"]);
		expect(server?.asked.slice(-2)).toEqual([
			"PTR 1.2.0.192.in-addr.arpa",
			`PTR ${`1.${"0.".repeat(23)}`}8.b.d.0.1.0.0.2.ip6.arpa`,
		]);
	});

	it("gives the null MX as an empty name", async () => {
		const dns = await open(() => ({ records: [{ data: "0 .", type: "MX" }] }));
		expect(await dns.mx("example.nl")).toEqual([""]);
	});

	it("tells nothing there from no answer", async () => {
		const dns = await open((name) => {
			if (name.startsWith("gone")) return { code: 3 };
			if (name.startsWith("broken")) return { code: 2 };
			if (name.startsWith("refused")) return { code: 5 };
			if (name.startsWith("2.2.0.192")) return { code: 2 };
			return name.startsWith("silent") || name.startsWith("3.2.0.192") ? null : {};
		});
		expect(await dns.txt("gone.example.nl")).toEqual([]);
		expect(await dns.mx("empty.example.nl")).toEqual([]);
		expect(await dns.addresses("not..a.name", 4)).toEqual([]);
		expect(await dns.txt("broken.example.nl")).toBeNull();
		expect(await dns.txt("refused.example.nl")).toBeNull();
		expect(await dns.txt("silent.example.nl")).toBeNull();
		expect(await dns.ptr(range("192.0.2.1"))).toEqual([]);
		expect(await dns.ptr(range("192.0.2.2"))).toBeNull();
		expect(await dns.ptr(range("192.0.2.3"))).toBeNull();
	});

	it("asks each thing once, and nothing after the end", async () => {
		const end = new AbortController();
		const dns = await open(
			(name) => (name === "silent.example.nl" ? null : { records: [{ data: "x", type: "TXT" }] }),
			end.signal,
		);
		await Promise.all([dns.txt("example.nl"), dns.txt("example.nl")]);
		await dns.txt("example.nl");
		expect(server?.asked).toEqual(["TXT example.nl"]);
		const waiting = dns.txt("silent.example.nl");
		await waitUntil(() => server?.asked.length === 2);
		end.abort();
		expect(await waiting).toBeNull();
		expect(await dns.txt("other.example.nl")).toBeNull();
		expect(server?.asked).toHaveLength(2);
	});

	it("asks the servers of this machine when none are named", () => {
		const { signal } = new AbortController();
		expect(openMailDns({ timeoutMs: 1, attempts: 1, servers: null, signal })).toHaveProperty("txt");
	});
});

describe("the registered domain", () => {
	it.each([
		["mail.example.nl", "example.nl"],
		["a.b.example.co.uk", "example.co.uk"],
		["team.github.io", "team.github.io"],
		["meldpunt.example", "meldpunt.example"],
		["co.uk", "co.uk"],
		["localhost", "localhost"],
	])("of %s is %s", (name, expected) => {
		expect(registeredDomain(name)).toBe(expected);
	});
});

import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseMailboxes } from "../../../src/core/contact/parse-mailboxes.ts";
import { parseRpsl, rpslValues } from "../../../src/core/contact/rpsl.ts";
import { parseAddress } from "../../../src/core/report/parse-address.ts";
import { containsRange } from "../../../src/core/report/range.ts";
import type { AddressRange } from "../../../src/core/report/target.ts";
import { memoryBudgets } from "../../../src/lookup/memory-budgets.ts";
import { Autnum, IpNetwork } from "../../../src/lookup/rdap/rdap-shapes.ts";
import { rdapSource } from "../../../src/lookup/rdap/rdap-source.ts";
import { abuseOf } from "../../../src/lookup/rdap/read-entities.ts";
import { checkErrorLine, readAnswer } from "../../../src/lookup/whois/read-answer.ts";
import { httpServer, type Loopback, sendJson } from "./loopback.ts";

/** A folder with real answers of registries, kept outside this repository; without it these tests are left out. */
const samples = process.env.MELDKAMER_SAMPLES;
const signal = new AbortController().signal;
const json = (path: string) => JSON.parse(readFileSync(`${samples}/${path}`, "utf8"));
const range = (text: string) => (parseAddress(text) as { range: AddressRange }).range;

const bt = ["zzdnsr@bt.com", "steve.a.marshall@bt.com", "lee.bailey-hague@bt.com"];
const triara = "operacion.redes@triara.com";
const uco = "sistemas.red@uco.edu.co";
const google = "arin-contact@google.com";
type Expected = readonly [mailboxes: readonly string[], country: string];
/** What stands in the answers of the five registries, read by hand. WHOIS of APNIC is from before it wrote the line on the abuse contact. */
const truth: Record<string, { readonly rdap: Expected; readonly whois: Expected | "fault" }> = {
	"2a00:2381:ffff::1": { rdap: [bt, "GB"], whois: [["protect@bt.com"], "GB"] },
	"2001:240:10c:1::ca20:9d1d": { rdap: [[], "JP"], whois: "fault" },
	"2001:43f8:7b0::": { rdap: [[], "KE"], whois: [[], "KE"] },
	"62.239.237.1": { rdap: [bt, "GB"], whois: [["protect@bt.com"], "GB"] },
	"200.57.141.161": { rdap: [[triara], "MX"], whois: [[triara], "MX"] },
	"2001:4860:4860::8888": { rdap: [[google], "US"], whois: [[google], "US"] },
	// Only an irt bears the role.
	"210.107.73.73": { rdap: [[], "KR"], whois: "fault" },
	"2801:10:c000::": { rdap: [[uco], "CO"], whois: [[uco], "CO"] },
	"74.125.225.229": { rdap: [[google], "US"], whois: [[google], "US"] },
	"196.11.240.215": { rdap: [[], "ZA"], whois: [[], "ZA"] },
};

describe.skipIf(samples === undefined)("real answers", () => {
	let server: Loopback;
	beforeAll(async () => {
		const rdap = samples === undefined ? {} : json("rdap/ipwhois-rdap.json");
		server = await httpServer((path, response) => {
			const services = [[["0.0.0.0/0", "::/0"], [server.url]]];
			if (path.endsWith(".json")) sendJson(response, { services });
			else sendJson(response, rdap[decodeURIComponent(path.replace("/ip/", ""))]?.response);
		});
	});
	afterAll(() => server?.close());

	it("RDAP", async () => {
		const pace = { concurrency: 5, count: 1000, perMs: 1 };
		const source = rdapSource({
			clock: () => "2026-11-21T12:00:00.000Z",
			budgets: memoryBudgets(),
			bootstrapUrl: server.url,
			bootstrapMaxAgeMs: 1000,
			hosts: [server.host],
			timeoutMs: 5000,
			maxBytes: 1_000_000,
			pace,
			paceByHost: {},
			retries: 0,
			retryDelayMs: 1,
		});
		for (const [address, { rdap: expected }] of Object.entries(truth)) {
			const answer = await source.find(range(address), signal);
			if (answer.kind !== "contact") throw new Error("a known network is not covered");
			const { contact } = answer;
			expect(containsRange(contact.range, range(address))).toBe(true);
			expect([address, contact.mailboxes, contact.organisationCountry ?? contact.rangeCountry]).toEqual([
				address,
				...expected,
			]);
			expect(contact.operator).not.toBe("");
		}
		expect(Object.keys(truth)).toEqual(Object.keys(json("rdap/ipwhois-rdap.json")));
	});

	it("WHOIS", () => {
		const whois = json("whois/ipwhois-whois.json") as Record<string, { response: string }>;
		for (const [address, { response }] of Object.entries(whois)) {
			const registry = /arin\.net/.test(response) ? "arin" : /lacnic/.test(response) ? "lacnic" : "ripe";
			const expected = truth[address]?.whois;
			const read = () => {
				checkErrorLine(response);
				const answer = readAnswer(registry, response);
				if (answer.kind !== "record") throw new Error(answer.kind);
				expect(containsRange(answer.record.range as AddressRange, range(address))).toBe(true);
				return [answer.record.mailboxes, answer.record.organisationCountry ?? answer.record.rangeCountry];
			};
			if (expected === "fault") expect(read).toThrow("a WHOIS answer says nothing of an abuse contact");
			else expect([address, ...read()]).toEqual([address, ...(expected ?? [])]);
		}
	});

	it("ARIN's organisation inside the registrant, and no registrar of a domain", () => {
		const { entities } = json("rdap/arin-nested.json");
		expect(abuseOf(entities)).toMatchObject({ handle: "MAC74-ARIN", mailboxes: ["abuse@microsoft.com"], others: [] });
		const domain = json("rdap/domain.json");
		expect(IpNetwork.safeParse(domain).success).toBe(false);
		expect(Autnum.safeParse(domain).success).toBe(false);
	});

	it("SIDN's and the registry's texts", () => {
		const text = (path: string) => readFileSync(`${samples}/${path}`, "latin1");
		expect(() => checkErrorLine(text("whois/sidn-response_throttled.txt"))).toThrow(/too often/);
		// A domain's text, with its registrar, is no answer about a network.
		for (const name of ["property_nameservers_with_ip", "status_available"])
			expect(() => readAnswer("ripe", text(`whois/sidn-${name}.txt`))).toThrow(/says nothing of an abuse contact/);
		const roles = ["simple", "multiple_addresses", "trailing_comment"].flatMap((name) =>
			parseRpsl(gunzipSync(readFileSync(`${samples}/registry/role_${name}.txt.gz`)).toString("latin1")),
		);
		const mailboxes = roles.map((role) => rpslValues(role, "abuse-mailbox").flatMap(parseMailboxes));
		expect(mailboxes.map(({ length }) => length)).toEqual([1, 2, 2, 1, 1, 1]);
	});
});

import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseMailboxes } from "../../../src/core/contact/parse-mailboxes.ts";
import { parseRpsl, rpslValues } from "../../../src/core/contact/rpsl.ts";
import { parseAddress } from "../../../src/core/report/parse-address.ts";
import { containsRange } from "../../../src/core/report/range.ts";
import type { AddressRange } from "../../../src/core/report/target.ts";
import { memoryBudgets } from "../../../src/lookup/memory-budgets.ts";
import { rdapSource } from "../../../src/lookup/rdap/rdap-source.ts";
import { checkErrorLine, readAnswer } from "../../../src/lookup/whois/read-answer.ts";
import { httpServer, type Loopback, sendJson } from "./loopback.ts";

/** A folder with real answers of registries, kept outside this repository; without it these tests are left out. */
const samples = process.env.MELDKAMER_SAMPLES;
const signal = new AbortController().signal;
const json = (path: string) => JSON.parse(readFileSync(`${samples}/${path}`, "utf8"));
const range = (text: string) => (parseAddress(text) as { range: AddressRange }).range;

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
		let withMailbox = 0;
		for (const address of Object.keys(json("rdap/ipwhois-rdap.json"))) {
			const answer = await source.find(range(address), signal);
			if (answer.kind !== "contact") throw new Error("a known network is not covered");
			expect(containsRange(answer.contact.range, range(address))).toBe(true);
			expect(answer.contact.operator).not.toBe("");
			expect(answer.contact.organisationCountry ?? answer.contact.rangeCountry).toMatch(/^[A-Z]{2}$/);
			if (answer.contact.mailboxes.length > 0) withMailbox++;
		}
		// The others have no abuse entity, or only an irt's.
		expect(withMailbox).toBe(6);
	});

	it("WHOIS", () => {
		const faults: string[] = [];
		let withMailbox = 0;
		const whois = json("whois/ipwhois-whois.json") as Record<string, { response: string }>;
		for (const [address, { response }] of Object.entries(whois)) {
			const registry = /arin\.net/.test(response) ? "arin" : /lacnic/.test(response) ? "lacnic" : "ripe";
			try {
				checkErrorLine(response);
				const answer = readAnswer(registry, response);
				if (answer.kind !== "record") throw new Error(answer.kind);
				expect(containsRange(answer.record.range as AddressRange, range(address))).toBe(true);
				if (answer.record.mailboxes.length > 0) withMailbox++;
			} catch (error) {
				faults.push((error as Error).message);
			}
		}
		// APNIC's are from before it wrote the line on the abuse contact.
		expect(faults).toEqual(Array(2).fill("a WHOIS answer says nothing of an abuse contact"));
		expect(withMailbox).toBe(6);
	});

	it("SIDN's and the registry's texts", () => {
		const text = (path: string) => readFileSync(`${samples}/${path}`, "latin1");
		expect(() => checkErrorLine(text("whois/sidn-response_throttled.txt"))).toThrow(/too often/);
		const roles = ["simple", "multiple_addresses", "trailing_comment"].flatMap((name) =>
			parseRpsl(gunzipSync(readFileSync(`${samples}/registry/role_${name}.txt.gz`)).toString("latin1")),
		);
		const mailboxes = roles.map((role) => rpslValues(role, "abuse-mailbox").flatMap(parseMailboxes));
		expect(mailboxes.map(({ length }) => length)).toEqual([1, 2, 2, 1, 1, 1]);
	});
});

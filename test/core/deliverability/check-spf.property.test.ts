import fc from "fast-check";
import { spf as mailauthSpf } from "mailauth/lib/spf/index.js";
import { describe, expect, it } from "vitest";
import { checkSpf } from "../../../src/core/deliverability/check-spf.ts";
import { address, type Zone, zoneDns } from "./zone.ts";

/**
 * All have addresses of both versions: what counts as an empty answer for one of the two, readers of RFC 7208 see differently. And of
 * wrong terms only unknown ones: at others the other reader looks only when it comes to them, where section 4.6 wants it at once.
 */
const names = ["a.example", "b.example", "c.example", "d.example"];
const name = fc.constantFrom(...names);
const four = fc.integer({ min: 0, max: 15 }).map((end) => `192.0.2.${end}`);
const six = fc.integer({ min: 0, max: 15 }).map((end) => `2001:db8::${(end + 1).toString(16)}`);
const mechanism = fc.oneof(
	fc.constant("all"),
	fc.tuple(four, fc.integer({ min: 27, max: 32 })).map(([ip, bits]) => `ip4:${ip}/${bits}`),
	fc.tuple(six, fc.integer({ min: 123, max: 128 })).map(([ip, bits]) => `ip6:${ip}/${bits}`),
	name.map((host) => `include:${host}`),
	name.map((host) => `a:${host}/30//126`),
	name.map((host) => `mx:${host}`),
	fc.constantFrom("a", "mx", "a/29", "foo:bar"),
	name.map((host) => `exists:${host}`),
);
const term = fc.tuple(fc.constantFrom("", "-", "~", "?"), mechanism).map((parts) => parts.join(""));
const record = fc
	.tuple(fc.array(term, { maxLength: 4 }), fc.option(name))
	.map(([terms, redirect]) => ["v=spf1", ...terms, ...(redirect === null ? [] : [`redirect=${redirect}`])].join(" "));
const host = fc.record({
	TXT: fc.oneof({ weight: 8, arbitrary: fc.tuple(record) }, fc.constant([]), fc.tuple(record, record)),
	A: fc.array(four, { minLength: 1, maxLength: 3 }),
	AAAA: fc.array(six, { minLength: 1, maxLength: 3 }),
	MX: fc.array(name, { minLength: 1, maxLength: 3 }),
});
const zones = fc
	.tuple(host, host, host, host)
	.map((hosts): Zone => Object.fromEntries(hosts.map((each, at) => [names[at], each])));

const gone = () => Object.assign(new Error("none"), { code: "ENODATA" });

async function theirs(zone: Zone, ip: string): Promise<string> {
	const resolver = async (asked: string, type: string): Promise<unknown> => {
		const found = zone[asked]?.[type as "TXT"] ?? [];
		if (found.length === 0) throw gone();
		if (type === "TXT") return found.map((text) => [text]);
		return type === "MX" ? found.map((exchange, priority) => ({ exchange, priority })) : found;
	};
	const outcome = await mailauthSpf({
		...{ sender: "meldpunt@a.example", ip, helo: "a.example", mta: "mx.example" },
		resolver: resolver as never,
	});
	return (outcome as { status: { result: string } }).status.result;
}

describe("what a receiver makes of an SPF record, over random zones", () => {
	it("is what another reader makes of it", async () => {
		await fc.assert(
			fc.asyncProperty(zones, fc.oneof(four, six), async (zone, ip) => {
				const sender = { local: "meldpunt", domain: "a.example" };
				const ours = await checkSpf(
					{ domain: "a.example", sender, helo: "a.example", address: address(ip) },
					zoneDns(zone),
				);
				expect(ours.result).toBe(await theirs(zone, ip));
			}),
			{ numRuns: 1_500 },
		);
	});
});

import { beforeAll, describe, expect, it } from "vitest";
import { attributeReport } from "../../src/app/attribute-report.ts";
import { GroupCollector } from "../../src/app/group-collector.ts";
import { resolveRange } from "../../src/app/resolve-range.ts";
import { parseTarget } from "../../src/core/report/parse-target.ts";
import { parseAllowedSpecialUse } from "../../src/intake/allowed-special-use.ts";
import { TargetTally } from "../../src/intake/target-tally.ts";
import type { LocalRegistry } from "../../src/ports/contact-source.ts";
import { openSplitFiles } from "../../src/registry/open-registry.ts";
import { rulesOf } from "../core/contact/a-contact.ts";
import { documentation } from "../shell/intake/reading.ts";

const targets = [
	...["192.0.2.1", "192.0.2.70", "192.0.2.71", "198.51.100.7", "203.0.113.5", "203.0.113.209", "9.9.9.9"],
	...["2001:db8::1", "2001:db8:aa::1", "192.0.2.130", "192.0.2.200", "198.51.100.200", "203.0.113.130"],
	...["2001:db8:ff::5", "192.0.2.0/24", "192.0.2.64/30", "192.0.2.60-192.0.2.70", "198.51.100.0/25", "203.0.113.0/24"],
	...["9.0.0.0/24", "2001:db8::/32", "2001:db8:aa::/64", "198.51.100.0/24", "http://192.0.2.1/x", "http://9.9.9.9/"],
];

/** Attributes a report with a row for each text and port. */
async function attributed(texts: readonly string[], ports: readonly number[] = [80]) {
	const attribution = attributeReport(registry);
	const tally = new TargetTally(parseAllowedSpecialUse(documentation), attribution.take);
	for (const [at, text] of texts.entries()) {
		for (const port of ports)
			tally.add({ text, port, protocol: null, line: 1, column: null, seenMs: null, details: () => ({}) });
		// Some in batches of their own.
		if (at % 7 === 3) await tally.flush(true);
	}
	await tally.flush(true);
	const summary = { ...tally.summary(), format: "list", encoding: "utf-8", columns: {} };
	return { summary, counts: attribution.finish({ summary, ...tally.counted() }, rulesOf({})) };
}

let registry: LocalRegistry;
beforeAll(async () => {
	registry = await openSplitFiles("test/fixtures/registry");
});

describe("a report attributed by the registry alone", () => {
	it("comes to the groups that asking for each target comes to", async () => {
		const rules = rulesOf({});
		const live = {
			forRange: async () => ({ kind: "not-registered" }) as const,
			forAsn: async () => ({ kind: "not-registered" }) as const,
		};
		const { signal } = new AbortController();
		const groups = new GroupCollector();
		for (const text of targets) {
			const parsed = parseTarget(text);
			if (!parsed.ok || parsed.target.kind === "host" || parsed.target.range === null) throw new Error(text);
			groups.add(await resolveRange(parsed.target.range, { rules, registry, live }, signal));
		}
		const keyOf = (one: { bucket: string | null; reason: string | null; operator: string; country: string | null }) =>
			`${one.bucket} ${one.reason} ${one.operator} ${one.country}`;
		const byKey = (list: readonly (Parameters<typeof keyOf>[0] & { findings: number })[]) =>
			list.map((one) => `${keyOf(one)} ${one.findings}`).sort();
		const { counts: counted } = await attributed(targets);
		expect(byKey(counted)).toEqual(byKey(groups.groups().map((group) => ({ ...group }))));
		expect(new Set(counted.map(({ bucket }) => bucket))).toContain("several-operators");
		expect(counted.reduce((sum, { addresses }) => sum + addresses, 0)).toBe(16);
		expect(counted.reduce((sum, { networks }) => sum + networks, 0)).toBe(9);
	});

	it("counts addresses and findings, the most findings first", async () => {
		const [first, ...others] = (await attributed(["192.0.2.70", "192.0.2.71", "9.9.9.9"], [80, 443])).counts;
		expect(first).toMatchObject({
			bucket: null,
			mailboxes: ["abuse@klant-a.example", "noc@klant-a.example"],
			...{ addresses: 2, networks: 0, findings: 4 },
		});
		expect(others).toMatchObject([{ bucket: "no-contact", reason: "not-registered", addresses: 1, findings: 2 }]);
	});

	it("leaves hosts out, which no registry of addresses knows", async () => {
		const { summary, counts } = await attributed(["www.example.nl", "https://www.example.nl/"]);
		expect([summary.findings, counts]).toEqual([2, []]);
		expect((await attributed([])).counts).toEqual([]);
	});
});

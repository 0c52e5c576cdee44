import { describe, expect, it } from "vitest";
import { attributeReport } from "../../src/app/attribute-report.ts";
import { classify } from "../../src/core/contact/classify.ts";
import { parseRegisteredRange } from "../../src/core/contact/parse-registered-range.ts";
import { toWords } from "../../src/core/report/address-words.ts";
import type { AddressRange } from "../../src/core/report/target.ts";
import type { ReportTally } from "../../src/ports/report-tally.ts";
import { openSplitFiles } from "../../src/registry/open-registry.ts";
import { rulesOf } from "../core/contact/a-contact.ts";

const texts = [
	...[
		"192.0.2.1",
		"192.0.2.70",
		"192.0.2.71",
		"198.51.100.7",
		"203.0.113.5",
		"203.0.113.209",
		"9.9.9.9",
		"2001:db8::1",
	],
	...["2001:db8:aa::1", "192.0.2.130", "192.0.2.200", "198.51.100.200", "203.0.113.130", "2001:db8:ff::5"],
];
const rangeOf = (text: string) => parseRegisteredRange(text) as AddressRange;

function tallyOf(list: readonly string[]): ReportTally {
	const ranges = list.map(rangeOf);
	const of = (version: 4 | 6) => ranges.filter((range) => range.version === version);
	const words = new Uint32Array(4);
	const v6 = of(6).flatMap(({ first }) => {
		toWords(first, words);
		return [...words];
	});
	return {
		summary: {} as ReportTally["summary"],
		v4: new Uint32Array(of(4).map(({ first }) => Number(first))),
		v6: new Uint32Array(v6),
		findings4: new Uint32Array(of(4).length).fill(2),
		findings6: new Uint32Array(of(6).length).fill(1),
		others: [],
	};
}

describe("a report attributed by the registry alone", () => {
	it("comes to what asking for each address comes to", async () => {
		const registry = await openSplitFiles("test/fixtures/registry");
		const rules = rulesOf({});
		const wanted = new Map<string, number>();
		for (const text of texts) {
			const range = rangeOf(text);
			const answer = await registry.find(range, AbortSignal.timeout(1_000));
			const judged =
				answer.kind === "contact"
					? classify({ range, host: null, asn: null }, answer.contact, rules)
					: { bucket: "no-contact", reason: "not-registered", mailboxes: [] };
			const key = [judged.bucket, judged.reason, judged.mailboxes.join()].join(" ");
			wanted.set(key, (wanted.get(key) ?? 0) + 1);
		}
		const counted = new Map<string, number>();
		for (const { bucket, reason, mailboxes, addresses } of attributeReport(tallyOf(texts), registry, rules)) {
			const key = [bucket, reason, mailboxes.join()].join(" ");
			counted.set(key, (counted.get(key) ?? 0) + addresses);
		}
		expect(counted).toEqual(wanted);
	});

	it("counts addresses and findings, the most addresses first", async () => {
		const registry = await openSplitFiles("test/fixtures/registry");
		const [first, ...others] = attributeReport(tallyOf(["192.0.2.70", "192.0.2.71", "9.9.9.9"]), registry, rulesOf({}));
		expect(first).toMatchObject({
			bucket: null,
			mailboxes: ["abuse@klant-a.example", "noc@klant-a.example"],
			addresses: 2,
			findings: 4,
		});
		expect(others).toMatchObject([{ bucket: "no-contact", reason: "not-registered", addresses: 1, findings: 2 }]);
		expect(attributeReport(tallyOf([]), registry, rulesOf({}))).toEqual([]);
	});
});

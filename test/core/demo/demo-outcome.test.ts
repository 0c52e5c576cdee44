import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ContactRules, classify } from "../../../src/core/contact/classify.ts";
import { parseRegisteredRange } from "../../../src/core/contact/parse-registered-range.ts";
import { ruleIndex } from "../../../src/core/contact/rule-index.ts";
import { normalizeHeader, planColumns } from "../../../src/core/report/columns.ts";
import { addressesIn } from "../../../src/core/report/find-addresses.ts";
import { parseTarget } from "../../../src/core/report/parse-target.ts";
import { containsRange, parseRange } from "../../../src/core/report/range.ts";
import { isSpecialUseTarget } from "../../../src/core/report/special-use.ts";
import type { AddressRange, Target } from "../../../src/core/report/target.ts";
import { demoNetworks, demoOrganisations, demoRanges } from "../../../src/demo/demo-networks.ts";
import { demoOutcome } from "../../../src/demo/demo-outcome.ts";
import { demoPeople } from "../../../src/demo/demo-people.ts";
import { demoRegistryFiles } from "../../../src/demo/demo-registry.ts";
import { demoCase, demoReport } from "../../../src/demo/demo-report.ts";
import { demoDirectory, demoOptOuts } from "../../../src/demo/demo-rules.ts";
import { writeDemo } from "../../../src/demo/write-demo.ts";
import type { LocalRegistry } from "../../../src/ports/contact-source.ts";
import { openSplitFiles } from "../../../src/registry/open-registry.ts";

const open = demoRanges.map((text) => parseRange(text)).filter((range) => range !== null);

/** The rows of the report as intake must see them; the demo's cells hold no comma and no quote. */
function readRows() {
	const [header = "", ...lines] = demoReport().text.trimEnd().split("\r\n");
	const cells = (line: string) => line.split(",").map((cell) => cell.replace(/^"|"$/g, ""));
	const plan = planColumns(cells(header).map(normalizeHeader), null);
	expect(plan).toMatchObject({ target: 1, port: 2, protocol: 3, time: 0 });
	const findings = new Map<string, Target>();
	const problems: Record<string, number> = {};
	let duplicates = 0;
	const note = (reason: string) => {
		problems[reason] = (problems[reason] ?? 0) + 1;
	};
	for (const row of lines.map(cells)) {
		const parsed = parseTarget(row[1] ?? "");
		if (!parsed.ok) note(parsed.reason);
		else if (isSpecialUseTarget(parsed.target, open)) note("special-use");
		else {
			const key = `${parsed.target.text} ${row[2]}`;
			if (findings.has(key)) duplicates++;
			findings.set(key, parsed.target);
		}
	}
	return { rows: lines.length, findings: [...findings.values()], duplicates, problems };
}

describe("the demo report", () => {
	it("reads as it says: rows, findings, duplicates, problems", () => {
		const said = demoReport();
		const read = readRows();
		expect(read.rows).toBe(said.rows);
		expect(read.findings).toHaveLength(said.findings);
		expect(read.duplicates).toBe(said.duplicates);
		expect(read.problems).toEqual(Object.fromEntries(said.problems.map(({ reason, count }) => [reason, count])));
		const problems = said.problems.reduce((sum, { count }) => sum + count, 0);
		expect(said.rows).toBe(said.findings + said.duplicates + problems);
	});

	it("is the same every time", () => {
		expect(demoReport()).toEqual(demoReport());
		expect(demoRegistryFiles()).toEqual(demoRegistryFiles());
	});

	it("is a few hundred rows, of both versions, repeats in other spellings among them", () => {
		const { text, rows } = demoReport();
		expect(rows).toBeGreaterThan(300);
		expect(text).toContain("[.]");
		expect(text).toContain("2001:db8:");
	});

	it("names no address in what the volunteer types", () => {
		expect(addressesIn(`${demoCase.title} ${demoCase.description} ${demoCase.reference}`)).toEqual([]);
	});
});

describe("the demo registry", () => {
	let folder: string;
	let registry: LocalRegistry;
	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), "meldkamer-demo-"));
		registry = await openSplitFiles((await writeDemo(folder)).registry);
	});
	afterAll(() => rm(folder, { recursive: true, force: true }));

	const rulesOf = (rules: "with-rules" | "without-rules"): ContactRules => ({
		directory: ruleIndex(rules === "with-rules" ? demoDirectory : []),
		optOuts: ruleIndex(rules === "with-rules" ? demoOptOuts : []),
		countries: ["NL"],
		badMailboxes: new Set(),
		consumerDomains: new Set(["ziggo.nl"]),
		freshSince: "2000-01-01T00:00:00.000Z",
	});

	async function resolve(target: Target, rules: ContactRules) {
		const range = "range" in target ? target.range : null;
		if (range === null) throw new Error("the demo's targets are addresses");
		const answer = await registry.find(range, new AbortController().signal);
		if (answer.kind !== "contact") throw new Error("the demo's registry knows all its addresses");
		return { asked: range, ...classify({ range, host: null, asn: null }, answer.contact, rules) };
	}

	const within = (range: AddressRange, ranges: readonly string[]) =>
		ranges.map(parseRegisteredRange).some((wide) => wide !== null && containsRange(wide, range));

	it.each(["with-rules", "without-rules"] as const)(
		"leads every finding to its operator or bucket, %s",
		async (mode) => {
			const expected = demoOutcome(mode);
			const notices = new Map<string, number>();
			const buckets: Record<string, number> = {};
			for (const target of readRows().findings) {
				const { bucket, mailboxes, operatorKey, asked } = await resolve(target, rulesOf(mode));
				if (bucket === null) {
					notices.set(operatorKey, (notices.get(operatorKey) ?? 0) + 1);
					const notice = expected.notices.find((one) => one.mailboxes.join() === mailboxes.join());
					expect(within(asked, notice?.ranges ?? []), target.text).toBe(true);
				} else buckets[bucket] = (buckets[bucket] ?? 0) + 1;
			}
			expect(Object.fromEntries(notices)).toEqual(
				Object.fromEntries(expected.notices.map((notice) => [notice.mailboxes.join(), notice.findings])),
			);
			expect(buckets).toEqual(expected.buckets);
		},
	);

	it("has a dozen operators to mail, and one of each reason not to", () => {
		const { notices, buckets } = demoOutcome("with-rules");
		expect(notices).toHaveLength(12);
		expect(Object.keys(buckets).toSorted()).toEqual(
			["abroad", "country-unclear", "no-contact", "opted-out", "private-looking"].toSorted(),
		);
	});

	it("can be written over an older one", async () => {
		await writeDemo(folder);
		expect(await readFile(join(folder, demoReport().fileName), "utf8")).toBe(demoReport().text);
		expect((await readdir(join(folder, "registry"))).toSorted()).toEqual(Object.keys(demoRegistryFiles()).toSorted());
	});

	it("is made of nobody's names and numbers", () => {
		const files = Object.values(demoRegistryFiles()).join("\n");
		for (const [, domain] of files.matchAll(/@([\w.-]+)/g)) expect.soft(domain).toMatch(/\.example$/);
		for (const { asn, key } of demoOrganisations) {
			const documentation = asn === null || (asn >= 64496 && asn <= 64511) || (asn >= 65536 && asn <= 65551);
			expect.soft(documentation, key).toBe(true);
		}
		for (const { range } of demoNetworks)
			expect
				.soft(
					open.some((wide) => isInside(range, wide)),
					range,
				)
				.toBe(true);
	});

	const isInside = (text: string, wide: AddressRange) => {
		const range = parseRegisteredRange(text);
		return range !== null && containsRange(wide, range);
	};
});

it("the demo people can do four eyes: a quorum of two beside the uploader", () => {
	expect(demoPeople.filter(({ role }) => role === "coordinator")).toHaveLength(1);
	expect(new Set(demoPeople.map(({ id }) => id)).size).toBe(3);
});

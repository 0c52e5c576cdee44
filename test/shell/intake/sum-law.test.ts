import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ReadSummary } from "../../../src/core/report/summary.ts";
import { documentation, readHere } from "./reading.ts";

const targetCell = fc.oneof(
	fc.nat(40).map((last) => `192.0.2.${last}`),
	fc.nat(9).map((last) => `2001:db8::${last}`),
	fc.constantFrom("192.0.2.0/24", "192.0.2.1-192.0.2.9", "www.example.nl", "http://192.0.2.1/", "192[.]0[.]2[.]5"),
	fc.constantFrom("", "-", "010.0.0.1", "1.2.3", "10.0.0.1", "x", "192.0.2.1/24", '"open', "a,b", "fe80::1%1"),
	fc.string({ maxLength: 12 }),
);
const portCell = fc.oneof(fc.nat(3).map(String), fc.constantFrom("", "x", "70000"));
const timeCell = fc.constantFrom("2026-11-01 00:00:00", "2026-11-02 00:00:00", "yesterday", "");
const rows = fc.array(fc.tuple(timeCell, targetCell, portCell), { minLength: 1, maxLength: 60 });

/** Quotes some cells as it should, and leaves others as they are. */
function write(cells: readonly string[], quoted: boolean): string {
	return cells.map((cell) => (quoted ? `"${cell.replaceAll('"', '""')}"` : cell)).join(",");
}

describe("every row of a report", () => {
	it("is a finding, a duplicate or a problem, and the numbers add up", async () => {
		await fc.assert(
			fc.asyncProperty(rows, fc.boolean(), fc.integer({ min: 1, max: 300 }), async (list, quoted, pieceBytes) => {
				const text = ["timestamp,ip,port", ...list.map((cells) => write(cells, quoted))].join("\n");
				const { result, findings, problems } = await readHere(text, { pieceBytes });
				if (result.kind !== "read") throw new Error(result.kind);
				const { summary } = result;
				expect(ReadSummary.parse(summary)).toEqual(summary);
				expect(summary.rows).toBe(summary.findings + summary.duplicates + summary.problemRows);
				expect(findings.map(({ id }) => id)).toEqual(findings.map((_, index) => index + 1));
				expect(findings.length).toBe(summary.findings);
				expect(findings.reduce((sum, { count }) => sum + count, 0)).toBe(summary.findings + summary.duplicates);
				expect(problems.length).toBe(summary.problemRows);
				expect(summary.problems.reduce((sum, { count }) => sum + count, 0)).toBe(summary.problemRows);
				expect(new Set(findings.map(({ target }) => target.text)).size).toBe(summary.uniqueTargets);
				const keys = findings.map(({ target, port, protocol }) => `${target.text} ${port} ${protocol}`);
				expect(new Set(keys).size).toBe(findings.length);
				if (quoted) expect(summary.rows).toBe(list.length);
			}),
			{ numRuns: 150 },
		);
	});

	it("is read the same however the file comes in pieces", async () => {
		await fc.assert(
			fc.asyncProperty(rows, fc.integer({ min: 1, max: 50 }), async (list, pieceBytes) => {
				const text = ["timestamp,ip,port", ...list.map((cells) => write(cells, false))].join("\n");
				expect(await readHere(text, { pieceBytes })).toEqual(await readHere(text));
			}),
		);
	});

	it("is special-use unless a setting opens that space", async () => {
		const text = "ip\n192.0.2.1\n2001:db8::1\n";
		expect((await readHere(text, { allowed: [] })).result).toMatchObject({ summary: { findings: 0, problemRows: 2 } });
		expect((await readHere(text, { allowed: documentation })).result).toMatchObject({ summary: { findings: 2 } });
	});

	it("is counted also when there are more problems than are worth handing over", async () => {
		const { result, problems } = await readHere(`ip\n${"1.2.3\n".repeat(50)}`, { limits: { maxProblems: 10 } });
		expect(problems).toHaveLength(10);
		expect(result).toMatchObject({ summary: { rows: 50, problemRows: 50, problems: [{ count: 50 }] } });
	});
});

import { expect } from "vitest";
import { fromWords } from "../../../src/core/report/address-words.ts";
import { renderAddress, renderRange } from "../../../src/core/report/range.ts";
import { defaultLimits } from "../../../src/intake/limits.ts";
import { readReport } from "../../../src/intake/read-report.ts";
import { TargetTally } from "../../../src/intake/target-tally.ts";
import { documentation, piecesOf, type ReadingOptions, readHere } from "./reading.ts";

const nothing = async () => {};
const out = { findings: nothing, merged: nothing, problems: nothing, progress() {} };

type Counted = ReturnType<TargetTally["counted"]>;

/** Words of the addresses that were handed over. */
type Taken = Record<4 | 6, number[]>;

/** Findings per target, as either reader comes to. */
type PerTarget = Readonly<Record<string, number>>;

async function tallyHere(text: string | Uint8Array, { pieceBytes = 1000, limits = {} }: ReadingOptions) {
	const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
	let tally: TargetTally | null = null;
	const taken: Taken = { 4: [], 6: [] };
	const input = {
		column: null,
		allowedSpecialUse: documentation,
		limits: { ...defaultLimits, ...limits },
		tally: true,
	};
	const result = await readReport(piecesOf(bytes, pieceBytes), input, out, (allowed) => {
		tally = new TargetTally(allowed, ({ v4, v6 }) => {
			taken[4].push(...v4);
			taken[6].push(...v6);
		});
		return tally;
	});
	return {
		result,
		perTarget: result.kind === "read" ? perTargetOf((tally as TargetTally | null)?.counted() as Counted, taken) : {},
	};
}

function perTargetOf({ findings4, findings6, networks4, networks6, names }: Counted, taken: Taken): PerTarget {
	const per: Record<string, number> = {};
	const address = (version: 4 | 6, words: ArrayLike<number>, at: number) => {
		if (version === 4) return BigInt(words[at] as number);
		const [a = 0, b = 0, c = 0, d = 0] = [0, 1, 2, 3].map((word) => words[at * 4 + word] as number);
		return fromWords(a, b, c, d);
	};
	for (const [version, findings] of [
		[4, findings4],
		[6, findings6],
	] as const)
		for (const [at, count] of findings.entries())
			per[renderAddress(version, address(version, taken[version], at))] = count;
	for (const [version, { words, findings }] of [
		[4, networks4],
		[6, networks6],
	] as const)
		for (const [at, count] of findings.entries()) {
			const range = { first: address(version, words, 2 * at), last: address(version, words, 2 * at + 1) };
			per[renderRange({ version, ...range })] = count;
		}
	for (const { target, findings } of names) per[target.text] = findings;
	return per;
}

/** Both readers come to the same: rows, problems, duplicates, and findings for each target. */
export async function expectSame(text: string | Uint8Array, options: ReadingOptions = {}): Promise<void> {
	const whole = await readHere(text, options);
	const { result, perTarget } = await tallyHere(text, options);
	expect(result).toEqual(whole.result);
	if (whole.result.kind !== "read") return;
	const wanted: Record<string, number> = {};
	for (const { target } of whole.findings) wanted[target.text] = (wanted[target.text] ?? 0) + 1;
	expect(perTarget).toEqual(wanted);
}

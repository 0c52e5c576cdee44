import { expect } from "vitest";
import { fromWords } from "../../../src/core/report/address-words.ts";
import { renderAddress } from "../../../src/core/report/range.ts";
import { defaultLimits } from "../../../src/intake/limits.ts";
import { readReport } from "../../../src/intake/read-report.ts";
import { TargetTally } from "../../../src/intake/target-tally.ts";
import { documentation, piecesOf, type ReadingOptions, readHere } from "./reading.ts";

const nothing = async () => {};
const out = { findings: nothing, merged: nothing, problems: nothing, progress() {} };

/** Findings per target, as either reader comes to. */
type PerTarget = Readonly<Record<string, number>>;

async function tallyHere(text: string | Uint8Array, { pieceBytes = 1000, limits = {} }: ReadingOptions) {
	const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
	let tally = new TargetTally([]);
	const input = {
		column: null,
		allowedSpecialUse: documentation,
		limits: { ...defaultLimits, ...limits },
		tally: true,
	};
	const result = await readReport(piecesOf(bytes, pieceBytes), input, out, (allowed) => {
		tally = new TargetTally(allowed);
		return tally;
	});
	return { result, perTarget: result.kind === "read" ? perTargetOf(tally.counted()) : {} };
}

function perTargetOf({ v4, v6, findings4, findings6, others }: ReturnType<TargetTally["counted"]>): PerTarget {
	const per: Record<string, number> = {};
	for (const [at, address] of v4.entries()) per[renderAddress(4, BigInt(address))] = findings4[at] as number;
	for (const [at, findings] of findings6.entries()) {
		const [a = 0, b = 0, c = 0, d = 0] = v6.subarray(at * 4, at * 4 + 4);
		per[renderAddress(6, fromWords(a, b, c, d))] = findings;
	}
	for (const { target, findings } of others) per[target.text] = findings;
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

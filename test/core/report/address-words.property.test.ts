import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromWords, parseUnits, parseWords, toWords } from "../../../src/core/report/address-words.ts";
import { parseAddress } from "../../../src/core/report/parse-address.ts";
import { renderAddress } from "../../../src/core/report/range.ts";

const words = new Uint32Array(4);

function read(text: string): { version: 4 | 6; value: bigint } | null {
	const version = parseWords(text, words);
	if (version === 0) return null;
	const [a = 0, b = 0, c = 0, d = 0] = words;
	return { version, value: version === 4 ? BigInt(d) : fromWords(a, b, c, d) };
}

function byCore(text: string): { version: 4 | 6; value: bigint } | null {
	const parsed = parseAddress(text);
	return parsed.ok ? { version: parsed.range.version, value: parsed.range.first } : null;
}

const group = fc.oneof(
	fc.constantFrom("0", "ffff", "00db", "00001", "g", "", "1.2.3.4", "1.2.3", "1.2.3.04", "255.255.255.256"),
	fc.nat(0xffff).map((value) => value.toString(16)),
	fc.nat(0xffff).map((value) => value.toString(16).toUpperCase()),
);
const pasted = fc
	.array(fc.tuple(group, fc.constantFrom(":", ":", ":", "::", "")), { maxLength: 9 })
	.map((parts) => parts.flat().join(""));
const mutated = fc
	.tuple(fc.ipV6(), fc.nat(40), fc.constantFrom("", ":", "::", "0", "%", "/", ".", "f", " "))
	.map(([text, at, more]) => text.slice(0, at) + more + text.slice(at));

describe("an address as words", () => {
	it("is read as strictly as the core reads it", () => {
		const text = fc.oneof(fc.ipV4Extended(), fc.ipV6(), pasted, mutated, fc.string({ maxLength: 20 }));
		fc.assert(
			fc.property(text, (written) => {
				expect(read(written)).toEqual(byCore(written));
			}),
			{ numRuns: 20_000 },
		);
	});

	it("is read in every canonical spelling", () => {
		fc.assert(
			fc.property(fc.bigInt({ min: 0n, max: (1n << 128n) - 1n }), fc.nat(127), (value, zeros) => {
				const shorter = (value >> BigInt(zeros)) << BigInt(zeros);
				for (const one of [value, shorter, shorter >> 64n]) {
					const text = renderAddress(6, one);
					expect(read(text)).toEqual(byCore(text));
				}
			}),
		);
	});

	it.each([
		"0.0.0.0",
		"255.255.255.255",
		"::",
		"::1",
		"1::",
		"ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
		"::ffff:1.2.3.4",
	])("reads %s", (text) => {
		expect(read(text)).toEqual(byCore(text));
		expect(byCore(text)).not.toBeNull();
	});

	it("is none where there is more text than any address has", () => {
		const long = `${"0000:".repeat(6)}255.255.255.255${"0".repeat(20)}`;
		const units = Uint16Array.from(long, (character) => character.charCodeAt(0));
		expect(parseWords(long, words)).toBe(0);
		expect(parseUnits(units, { from: 0, to: units.length }, words)).toBe(0);
		expect(parseUnits(units, { from: 0, to: 45 }, words)).toBe(6);
	});

	it("makes words of a number and back", () => {
		fc.assert(
			fc.property(fc.bigInt({ min: 0n, max: (1n << 128n) - 1n }), (value) => {
				toWords(value, words);
				const [a = 0, b = 0, c = 0, d = 0] = words;
				expect(fromWords(a, b, c, d)).toBe(value);
			}),
		);
	});
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { containsRange } from "../../../src/core/report/range.ts";
import type { AddressRange } from "../../../src/core/report/target.ts";
import { type Ranged, rangeTable } from "../../../src/registry/range-table.ts";

interface Item extends Ranged {
	readonly id: number;
}

const span = (max: number) =>
	fc.tuple(fc.integer({ min: 0, max }), fc.integer({ min: 0, max })).map(([a, b]) => [Math.min(a, b), Math.max(a, b)]);
const toRange = ([first = 0, last = 0]: readonly number[]): AddressRange => ({
	version: 4,
	first: BigInt(first),
	last: BigInt(last),
});

/** Nested ranges as in a registry: each drawn one is cut to blocks of a power of two. */
const nested = fc
	.array(fc.tuple(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 0, max: 8 })), { maxLength: 40 })
	.map((blocks) =>
		blocks.map(([at, bits]) => toRange([(at >> bits) << bits, ((at >> bits) << bits) + (1 << bits) - 1])),
	)
	.map((ranges) => [...new Map(ranges.map((range) => [`${range.first}-${range.last}`, range])).values()]);
const crossing = fc.array(span(60).map(toRange), { maxLength: 25 });

const items = (ranges: readonly AddressRange[]): Item[] => ranges.map((range, id) => ({ range, id }));
const width = (item: Item) => item.range.last - item.range.first;

describe("the range table, against a linear scan", () => {
	it("gives every nested range that holds the question, the most specific first", () => {
		fc.assert(
			fc.property(nested, span(255).map(toRange), (ranges, question) => {
				const all = items(ranges);
				const expected = all.filter((item) => containsRange(item.range, question));
				expected.sort((a, b) => Number(width(a) - width(b)));
				expect(rangeTable(all).chain(question)).toEqual(expected);
			}),
			{ numRuns: 500 },
		);
	});

	it("finds a most specific range also where ranges cross", () => {
		fc.assert(
			fc.property(crossing, span(60).map(toRange), (ranges, question) => {
				const all = items(ranges);
				const holding = all.filter((item) => containsRange(item.range, question));
				const [found] = rangeTable(all).chain(question);
				const [narrowest] = holding.map(width).sort((a, b) => Number(a - b));
				expect(found === undefined ? undefined : width(found)).toBe(narrowest);
			}),
			{ numRuns: 500 },
		);
	});

	it("calls a range a leaf only when no other lies in it", () => {
		fc.assert(
			fc.property(nested, (ranges) => {
				const all = items(ranges);
				const table = rangeTable(all);
				for (const item of all) {
					const inside = all.some((other) => other !== item && containsRange(item.range, other.range));
					expect(table.isLeaf(item)).toBe(!inside);
				}
			}),
			{ numRuns: 300 },
		);
	});

	it("covers a range with the most specific owner of each address, and sees gaps", () => {
		fc.assert(
			fc.property(nested, span(255).map(toRange), (ranges, question) => {
				const all = items(ranges);
				const table = rangeTable(all);
				const owners = new Set<Item>();
				let gaps = false;
				for (let at = question.first; at <= question.last; at++) {
					const [owner] = table.chain({ version: 4, first: at, last: at });
					if (owner === undefined) gaps = true;
					else owners.add(owner);
				}
				const cover = table.cover(question);
				expect(cover.gaps).toBe(gaps);
				expect(new Set(cover.items)).toEqual(owners);
			}),
			{ numRuns: 300 },
		);
	});

	it("keeps the versions apart", () => {
		const four: Item = { id: 4, range: { version: 4, first: 0n, last: 9n } };
		const table = rangeTable([four]);
		expect(table.chain({ version: 6, first: 1n, last: 1n })).toEqual([]);
		expect(table.size).toBe(1);
	});
});

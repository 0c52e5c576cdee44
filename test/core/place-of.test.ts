import fc from "fast-check";
import { expect, it } from "vitest";
import { placeOf } from "../../src/core/place-of.ts";

it("gives the place of a number among sorted ones, or where it would stand", () => {
	fc.assert(
		fc.property(fc.uniqueArray(fc.nat(50)), fc.nat(50), (numbers, number) => {
			const sorted = Uint32Array.from(numbers).sort();
			expect(placeOf(number, sorted)).toBe(numbers.filter((other) => other < number).length);
		}),
	);
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toCountry } from "../../../src/core/contact/to-country.ts";
import { judgeScope, legalCountry } from "../../../src/core/scope/judge-scope.ts";

type Code = string | null;
const scope = (organisationCountry: Code, delegatedCountry: Code, rangeCountry: Code, countries = ["NL"]) =>
	judgeScope({ organisationCountry, delegatedCountry, rangeCountry }, countries);

describe("judgeScope", () => {
	it.each([
		// organisation, block, range
		["NL", null, "NL", "in"],
		["NL", null, null, "in"],
		[null, null, "NL", "in"],
		["NL", null, "DE", "country-unclear"],
		["DE", null, "NL", "country-unclear"],
		["DE", null, "FR", "abroad"],
		["DE", null, null, "abroad"],
		[null, null, "DE", "abroad"],
		[null, null, null, "country-unclear"],
		// The block's holder stands in for an organisation without a country …
		[null, "NL", null, "in"],
		[null, "NL", "NL", "in"],
		[null, "NL", "DE", "country-unclear"],
		[null, "DE", "NL", "country-unclear"],
		[null, "DE", null, "abroad"],
		[null, "DE", "FR", "abroad"],
		// … and says nothing against its own word.
		["NL", "DE", "NL", "in"],
		["NL", "DE", null, "in"],
		["DE", "NL", "DE", "abroad"],
		["DE", "NL", null, "abroad"],
		["NL", "NL", "DE", "country-unclear"],
		["DE", "NL", "NL", "country-unclear"],
		["NL", "DE", "DE", "country-unclear"],
	] as const)("organisation %s, block %s, range %s: %s", (organisation, block, range, expected) => {
		expect(scope(organisation, block, range)).toBe(expected);
	});

	it("takes several countries of its own, in any case", () => {
		expect(scope("BE", null, "NL", ["nl", "be"])).toBe("in");
		expect(scope("BE", null, "NL", ["NL"])).toBe("country-unclear");
		expect(scope("BE", null, "NL", ["BE"])).toBe("country-unclear");
		expect(scope("BE", null, "NL", ["DE"])).toBe("abroad");
		expect(scope("NL", null, "NL", [])).toBe("abroad");
	});

	it("depends on nothing but whether legal country and range are the hotline's", () => {
		const code = fc.constantFrom("NL", "BE", "DE", "FR", null);
		const own = fc.uniqueArray(fc.constantFrom("NL", "BE", "DE", "FR"), { maxLength: 3 });
		fc.assert(
			fc.property(code, code, code, own, (organisation, block, range, countries) => {
				const legal = organisation ?? block;
				const known = [legal, range].filter((country) => country !== null);
				const ours = known.filter((country) => countries.includes(country)).length;
				const expected =
					known.length === 0 || (ours > 0 && ours < known.length) ? "country-unclear" : ours > 0 ? "in" : "abroad";
				expect(scope(organisation, block, range, countries)).toBe(expected);
				expect(legalCountry({ organisationCountry: organisation, delegatedCountry: block, rangeCountry: range })).toBe(
					legal,
				);
			}),
		);
	});
});

describe("toCountry", () => {
	it.each([
		[["NL"], "NL"],
		[["nl"], "NL"],
		[[" Nl "], "NL"],
		[["NL", "nl"], "NL"],
		[["UK"], "GB"],
		[["UK", "GB"], "GB"],
		[[], null],
		[[""], null],
		[["NL", "DE"], null],
		[["NL", "EU"], null],
		[["EU"], null],
		[["AP"], null],
		[["ZZ"], null],
		[["XX"], null],
		[["Netherlands"], null],
		[["NL # Utrecht"], null],
		[["N1"], null],
	])("%j: %s", (values, country) => expect(toCountry(values)).toBe(country));
});

import { describe, expect, it } from "vitest";
import { parseRange } from "../../../src/core/report/range.ts";
import { AllowedSpecialUseError, parseAllowedSpecialUse } from "../../../src/intake/allowed-special-use.ts";

describe("parseAllowedSpecialUse", () => {
	it("reads networks of both versions", () => {
		expect(parseAllowedSpecialUse(["192.0.2.0/24", "2001:db8::/32"])).toEqual([
			parseRange("192.0.2.0/24"),
			parseRange("2001:db8::/32"),
		]);
		expect(parseAllowedSpecialUse(["192.0.2.77/24"])).toEqual([parseRange("192.0.2.0/24")]);
		expect(parseAllowedSpecialUse([])).toEqual([]);
	});

	it.each([
		"192.0.2.0",
		"192.0.2.0/024",
		"192.0.2.0/33",
		"010.0.0.0/8",
		"fe80::%eth0/64",
		"2001:db8::/129",
		"x/8",
		"/8",
	])("refuses %j with a sentence that does not repeat it", (text) => {
		expect(() => parseAllowedSpecialUse(["192.0.2.0/24", text])).toThrow(AllowedSpecialUseError);
		expect(() => parseAllowedSpecialUse(["192.0.2.0/24", text])).toThrow(
			/^ALLOWED_SPECIAL_USE: part 2 is not a network/,
		);
	});
});

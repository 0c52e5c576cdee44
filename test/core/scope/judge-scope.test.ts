import { describe, expect, it } from "vitest";
import { judgeScope } from "../../../src/core/scope/judge-scope.ts";

describe("judgeScope", () => {
	it.each([
		["NL", "NL", "in"],
		["NL", null, "in"],
		[null, "NL", "in"],
		["NL", "DE", "country-unclear"],
		["DE", "NL", "country-unclear"],
		["DE", "FR", "abroad"],
		["DE", null, "abroad"],
		[null, "DE", "abroad"],
		[null, null, "country-unclear"],
	] as const)("organisation %s, range %s: %s", (organisationCountry, rangeCountry, scope) => {
		expect(judgeScope({ organisationCountry, rangeCountry }, ["NL"])).toBe(scope);
	});

	it("takes several countries of its own, in any case", () => {
		expect(judgeScope({ organisationCountry: "BE", rangeCountry: "NL" }, ["nl", "be"])).toBe("in");
	});
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fieldRefusal } from "../../../src/core/case/field-refusal.ts";
import { given, nothingYet } from "./given.ts";
import { open } from "./situations.ts";

describe("a text in a form that is still open", () => {
	it.each([
		["free-text", "Databases that anyone can read", null],
		["free-text", "see 192.0.2.7", "address-in-text"],
		["free-text", "\u0000 ", "text-missing"],
		["public-link", "https://cve.example/2026", null],
		["public-link", "cve.example", "reference-not-a-link"],
		["public-link", "ftp://cve.example/x", "reference-not-a-link"],
		["public-link", "https://192.0.2.7/", "reference-not-a-link"],
		["public-link", "https://cve.example/192.0.2.7", "address-in-text"],
	] as const)("%s %j: %s", (holds, text, refused) => {
		expect(fieldRefusal(holds, text)).toBe(refused);
	});

	it("is refused exactly when a case with it would be", () => {
		const texts = fc.oneof(
			fc.string(),
			fc.constantFrom("192.0.2.7", "a 2001:db8::1 b", "https://a.example/x", "https://[::1]/"),
		);
		fc.assert(
			fc.property(texts, texts, (title, reference) => {
				const mine = fieldRefusal("free-text", title) ?? fieldRefusal("public-link", reference);
				const { decision } = given(nothingYet).when({ ...open, title, reference });
				const theirs = "refused" in decision ? decision.refused : null;
				expect(theirs === "title-missing" ? "text-missing" : theirs).toBe(mine);
			}),
		);
	});
});

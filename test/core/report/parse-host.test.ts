import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseHost } from "../../../src/core/report/parse-host.ts";

describe("parseHost", () => {
	it("refuses what is longer than any name before it looks at it", () => {
		expect(parseHost(`${"é".repeat(1100)}.nl`)).toEqual({ ok: false, reason: "too-long" });
	});

	it("reads a name of digits as no host, so that no number is ever looked up as one", () => {
		expect(parseHost("12345").ok).toBe(false);
		expect(parseHost("192.0.2.1").ok).toBe(false);
	});

	it("gives lower-case ASCII that reads back as itself", () => {
		fc.assert(
			fc.property(
				fc.oneof(
					fc.domain(),
					fc.string({ unit: "grapheme" }).map((text) => `${text}.nl`),
				),
				(text) => {
					const parsed = parseHost(text);
					if (!parsed.ok) return;
					expect(parsed.host).toMatch(/^[a-z0-9_.-]+$/);
					expect(parseHost(parsed.host)).toEqual(parsed);
				},
			),
		);
	});
});

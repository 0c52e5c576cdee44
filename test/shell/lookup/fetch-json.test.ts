import { describe, expect, it } from "vitest";
import { retryAfterMs } from "../../../src/lookup/fetch-json.ts";

describe("retryAfterMs", () => {
	const now = Date.parse("2026-11-21T12:00:00Z");
	it.each([
		["120", 120_000],
		["0", 1000],
		["Sat, 21 Nov 2026 12:05:00 GMT", 300_000],
		["Sat, 21 Nov 2026 11:00:00 GMT", 1000],
		["999999999", 24 * 60 * 60 * 1000],
		["soon", 60_000],
		[undefined, 60_000],
	])("%s is %d ms", (value, ms) => expect(retryAfterMs(value, now)).toBe(ms));
});

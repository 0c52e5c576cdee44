import { describe, expect, it } from "vitest";
import { recentWeeks } from "../../src/core/weeks.ts";

const amsterdam = (now: string, count = 1) => recentWeeks(now, "Europe/Amsterdam", count);

describe("recentWeeks", () => {
	it.each([
		["2026-11-21T09:00:00.000Z", "2026-11-15T23:00:00.000Z", 47],
		["2026-11-15T22:59:59.000Z", "2026-11-08T23:00:00.000Z", 46],
		["2026-11-15T23:00:00.000Z", "2026-11-15T23:00:00.000Z", 47],
		["2026-07-01T12:00:00.000Z", "2026-06-28T22:00:00.000Z", 27],
	])("%s is in the week from %s on, week %i", (now, start, number) => {
		expect(amsterdam(now)).toEqual([{ start, number }]);
	});

	it("begins a week at midnight by the clock of that Monday, also when it was put on or back since", () => {
		expect(amsterdam("2026-03-29T12:00:00.000Z")[0]?.start).toBe("2026-03-22T23:00:00.000Z");
		expect(amsterdam("2026-10-25T12:00:00.000Z")[0]?.start).toBe("2026-10-18T22:00:00.000Z");
		expect(recentWeeks("2026-11-21T09:00:00.000Z", "America/New_York", 1)[0]?.start).toBe("2026-11-16T05:00:00.000Z");
		expect(recentWeeks("2026-11-21T09:00:00.000Z", "UTC", 1)[0]?.start).toBe("2026-11-16T00:00:00.000Z");
		// Midnight in UTC is after the change there, midnight in Azores time was before it.
		expect(recentWeeks("2026-11-01T12:00:00.000Z", "Atlantic/Azores", 2).map(({ start }) => start)).toEqual([
			"2026-10-19T00:00:00.000Z",
			"2026-10-26T01:00:00.000Z",
		]);
	});

	it("gives the weeks before it, the oldest first, over a change of the clock", () => {
		expect(amsterdam("2026-11-04T09:00:00.000Z", 3)).toEqual([
			{ start: "2026-10-18T22:00:00.000Z", number: 43 },
			{ start: "2026-10-25T23:00:00.000Z", number: 44 },
			{ start: "2026-11-01T23:00:00.000Z", number: 45 },
		]);
	});

	it.each([
		["2026-12-31T12:00:00.000Z", [52, 53]],
		["2027-01-03T12:00:00.000Z", [52, 53]],
		["2027-01-04T12:00:00.000Z", [53, 1]],
		["2025-12-31T12:00:00.000Z", [52, 1]],
		["2025-12-28T12:00:00.000Z", [51, 52]],
	])("numbers weeks as ISO 8601 does round New Year: %s", (now, numbers) => {
		expect(amsterdam(now, 2).map(({ number }) => number)).toEqual(numbers);
	});
});

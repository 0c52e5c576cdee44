import { describe, expect, it } from "vitest";
import { nextDue } from "../../../src/jobs/next-due.ts";

describe("when a schedule is due next", () => {
	it.each([
		["0 4 * * 0", "2026-11-25T08:00:00.000Z", "2026-11-29T03:00:00.000Z"],
		["0 4 * * 0", "2026-06-24T08:00:00.000Z", "2026-06-28T02:00:00.000Z"],
		[" 30 2 * * MON ", "2026-11-25T08:00:00.000Z", "2026-11-30T01:30:00.000Z"],
		["*/15 * * * *", "2026-11-25T08:00:00.000Z", "2026-11-25T08:15:00.000Z"],
	])("%s after %s, in the hotline's own time", (cron, after, due) => {
		expect(nextDue(cron, "Europe/Amsterdam", after)).toBe(due);
	});

	it("is never for a day that does not exist", () => {
		expect(nextDue("0 0 31 2 *", "UTC", "2026-11-25T08:00:00.000Z")).toBeNull();
		expect(nextDue("99 0 1 2 *", "UTC", "2026-11-25T08:00:00.000Z")).toBeNull();
	});
});

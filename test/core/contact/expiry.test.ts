import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { marksSince } from "../../../src/core/contact/bad-mailbox.ts";
import { entryMailboxes } from "../../../src/core/contact/entry-mailboxes.ts";
import { daysLeft, endOfDay, lastDay, parseExpiry } from "../../../src/core/contact/expiry.ts";

describe("the last day of an entry", () => {
	it("is the day before the moment from which it counts no longer", () => {
		const day = fc.date({ min: new Date("2000-01-01"), max: new Date("2100-01-01"), noInvalidDate: true });
		fc.assert(
			fc.property(day, (date) => {
				const text = date.toISOString().slice(0, 10);
				expect(lastDay(endOfDay(text) ?? "")).toBe(text);
			}),
		);
		expect(lastDay("2027-01-31T12:00:00.000Z")).toBe("2027-01-31");
	});

	it.each(["2027-13-01", "2027-00-10", "2027-02-29", "2027-2-1", "31-01-2027", "", "day"])("%j is no day", (text) => {
		expect(endOfDay(text)).toBeNull();
	});

	it("may be today, not a day that is over", () => {
		expect(parseExpiry("2026-11-21", "2026-11-21T23:59:59.999Z")).toBe("2026-11-22T00:00:00.000Z");
		expect(parseExpiry("2026-11-20", "2026-11-21T00:00:00.000Z")).toBeNull();
		expect(parseExpiry("soon", "2026-11-21T00:00:00.000Z")).toBeNull();
	});

	it("counts a begun day as a whole one", () => {
		expect(daysLeft("2026-11-22T00:00:00.000Z", "2026-11-21T23:00:00.000Z")).toBe(1);
		expect(daysLeft("2026-11-22T00:00:00.000Z", "2026-11-20T00:00:00.000Z")).toBe(2);
		expect(daysLeft("2026-11-22T00:00:00.000Z", "2026-11-22T00:00:00.000Z")).toBe(0);
	});
});

describe("a mark of a mailbox that does not work", () => {
	it("counts for 180 days", () => {
		expect(marksSince("2026-11-21T09:00:00.000Z")).toBe("2026-05-25T09:00:00.000Z");
	});
});

describe("the mailboxes of an entry", () => {
	it("come with any of the usual signs between them, each once, the domain in small letters", () => {
		const typed = " Abuse@Example.NL; noc@example.nl,Abuse@EXAMPLE.nl\tcert@x.example ";
		expect(entryMailboxes(typed)).toEqual(["Abuse@example.nl", "noc@example.nl", "cert@x.example"]);
	});

	it.each([
		[" , ; ", "missing"],
		["a@x.example, not one", "bad-mailbox"],
		["a@x.nl b@x.nl c@x.nl d@x.nl e@x.nl f@x.nl", "too-many-mailboxes"],
	])("%j are refused: %s", (typed, why) => {
		expect(entryMailboxes(typed)).toBe(why);
	});
});

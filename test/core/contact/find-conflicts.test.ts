import { describe, expect, it } from "vitest";
import { type DirectoryEntry, noWishes, type OptOut } from "../../../src/core/contact/entry.ts";
import {
	type Conflict,
	conflictsWith,
	type DirectoryState,
	findConflicts,
} from "../../../src/core/contact/find-conflicts.ts";
import { parseEntryKey } from "../../../src/core/contact/parse-entry-key.ts";

const now = "2026-11-21T09:00:00.000Z";
const meta = { id: "", reason: "asked", author: "Anna", createdAt: now, expiresAt: null };

function contact(value: string, mailbox = "abuse@one.example", more: Partial<DirectoryEntry> = {}): DirectoryEntry {
	const kind = parseEntryKey(value)?.kind as DirectoryEntry["kind"];
	return { ...meta, kind, value, operator: value, mailboxes: [mailbox], forwarder: false, ...noWishes, ...more };
}
function optOut(value: string, more: Partial<OptOut> = {}): OptOut {
	return { ...meta, kind: parseEntryKey(value)?.kind ?? "mailbox", value, ...more };
}
function conflicts(state: Partial<DirectoryState>) {
	return findConflicts({
		...{ contacts: [], optOuts: [], badMailboxes: new Set<string>(), asnOf: new Map<string, number>(), now },
		...state,
	});
}
const told = (found: readonly Conflict[]) => found.map(({ value, code, about }) => `${value} ${code} ${about}`.trim());

describe("conflicts in the directory", () => {
	it("are not there in a quiet one", () => {
		const contacts = [contact("192.0.2.0/24"), contact("192.0.2.0/26"), contact("AS64496"), contact("example.nl")];
		const optOuts = [optOut("198.51.100.0/24"), optOut("x@y.example")];
		expect(conflicts({ contacts, optOuts })).toEqual({ contacts: [], optOuts: [] });
	});

	it("are equal keys", () => {
		const contacts = [contact("192.0.2.0/24"), contact("192.0.2.0/24", "b@two.example")];
		expect(told(conflicts({ contacts }).contacts)).toEqual(["192.0.2.0/24 same-key"]);
		expect(told(conflicts({ optOuts: [optOut("AS1"), optOut("AS1")] }).optOuts)).toEqual(["AS1 same-key"]);
	});

	it("are older entries for the same mailboxes with another language", () => {
		const day = (number: number) => ({ createdAt: `2026-11-0${number}T00:00:00.000Z` });
		const contacts = [
			contact("AS1", "a@one.example", { language: "nl", ...day(1) }),
			contact("AS2", "A@one.example", { language: "en", ...day(2) }),
			contact("AS3", "a@one.example", { language: "en", ...day(1) }),
			...[contact("AS4", "a@one.example", day(3)), contact("AS5", "b@two.example", { language: "nl" })],
		];
		expect(told(conflicts({ contacts }).contacts)).toEqual(["AS1 other-language AS2"]);
	});

	it("are entries inside a wider one with another mailbox: the nearest is named", () => {
		const contacts = [
			...[contact("192.0.0.0/16", "c@c.example"), contact("192.0.2.0/24"), contact("192.0.2.7/32", "b@b.example")],
			...[contact("example.nl"), contact("www.shop.example.nl", "b@b.example"), contact("other.nl")],
		];
		expect(told(conflicts({ contacts }).contacts)).toEqual([
			"192.0.2.0/24 inside-wider 192.0.0.0/16",
			"192.0.2.7/32 inside-wider 192.0.2.0/24",
			"www.shop.example.nl inside-wider example.nl",
		]);
	});

	it("are entries that a forwarder goes before, by network, domain or AS", () => {
		const forwarder = { forwarder: true };
		const contacts = [
			...[contact("192.0.2.0/24", "f@f.example", forwarder), contact("192.0.2.7/32")],
			...[contact("AS64496", "f@f.example", forwarder), contact("198.51.100.0/24")],
			...[contact("example.nl", "f@f.example", forwarder), contact("a.example.nl", "g@g.example", forwarder)],
		];
		const asnOf = new Map([["198.51.100.0/24", 64496]]);
		expect(told(conflicts({ contacts, asnOf }).contacts)).toEqual([
			"192.0.2.7/32 behind-forwarder 192.0.2.0/24",
			"198.51.100.0/24 behind-forwarder AS64496",
			"a.example.nl inside-wider example.nl",
		]);
	});

	it("are entries of an AS that one of its networks goes before with another mailbox", () => {
		const contacts = [contact("AS64496"), contact("192.0.2.0/24", "b@b.example"), contact("198.51.100.0/24")];
		const asnOf = new Map([
			["192.0.2.0/24", 64496],
			["198.51.100.0/24", 64496],
		]);
		expect(told(conflicts({ contacts, asnOf }).contacts)).toEqual(["AS64496 behind-network 192.0.2.0/24"]);
	});

	it("are entries that an opt-out goes before: by network, AS of a network, AS, domain", () => {
		const contacts = [contact("192.0.2.0/24"), contact("198.51.100.0/24"), contact("AS64497"), contact("a.example.nl")];
		const optOuts = [optOut("192.0.0.0/16"), optOut("AS64496"), optOut("AS64497"), optOut("example.nl")];
		const found = conflicts({ contacts, optOuts, asnOf: new Map([["198.51.100.0/24", 64496]]) });
		expect(told(found.contacts)).toEqual([
			"192.0.2.0/24 hidden-by-opt-out 192.0.0.0/16",
			"198.51.100.0/24 hidden-by-opt-out AS64496",
			"AS64497 hidden-by-opt-out AS64497",
			"a.example.nl hidden-by-opt-out example.nl",
		]);
		expect(told(conflictsWith("AS64497", found))).toEqual(["AS64497 hidden-by-opt-out AS64497"]);
		expect(told(conflictsWith("192.0.0.0/16", found))).toHaveLength(1);
	});

	it("are mailboxes that opted out, by themselves or their domain, and that do not work", () => {
		const contacts = [
			contact("AS1", "", { mailboxes: ["A@one.example", "b@two.example", "C@Three.example", "d@four.example"] }),
		];
		const optOuts = [optOut("a@one.example"), optOut("two.example")];
		const badMailboxes = new Set(["c@three.example"]);
		expect(told(conflicts({ contacts, optOuts, badMailboxes }).contacts)).toEqual([
			"AS1 mailbox-opted-out A@one.example",
			"AS1 mailbox-opted-out b@two.example",
			"AS1 mailbox-bad C@Three.example",
		]);
	});

	it("are opt-outs that a wider one makes needless", () => {
		const optOuts = [
			...[optOut("192.0.2.0/24"), optOut("192.0.2.7/32"), optOut("example.nl"), optOut("a.example.nl")],
			...[optOut("x@b.example.nl"), optOut("y@other.nl")],
		];
		expect(told(conflicts({ optOuts }).optOuts)).toEqual([
			"192.0.2.7/32 inside-opt-out 192.0.2.0/24",
			"a.example.nl inside-opt-out example.nl",
			"x@b.example.nl inside-opt-out example.nl",
		]);
	});

	it("are entries that end within 14 days", () => {
		const until = (expiresAt: string) => ({ expiresAt });
		const contacts = [
			contact("AS1", undefined, until("2026-12-05T09:00:00.000Z")),
			contact("AS2", undefined, until("2026-12-05T09:00:00.001Z")),
		];
		const found = conflicts({ contacts, optOuts: [optOut("AS3", until("2026-11-22T00:00:00.000Z"))] });
		expect(told(found.contacts)).toEqual(["AS1 ends-soon 2026-12-05T09:00:00.000Z"]);
		expect(told(found.optOuts)).toEqual(["AS3 ends-soon 2026-11-22T00:00:00.000Z"]);
	});
});

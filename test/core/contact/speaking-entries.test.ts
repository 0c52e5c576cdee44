import { describe, expect, it } from "vitest";
import { type DirectoryEntry, noWishes, type OptOut } from "../../../src/core/contact/entry.ts";
import { parseEntryKey } from "../../../src/core/contact/parse-entry-key.ts";
import { parseRegisteredRange } from "../../../src/core/contact/parse-registered-range.ts";
import { speakingEntries } from "../../../src/core/contact/speaking-entries.ts";
import type { AddressRange } from "../../../src/core/report/target.ts";

const meta = { id: "", reason: "asked", author: "Anna", createdAt: "2026-11-21T09:00:00.000Z", expiresAt: null };
const contact = (value: string, forwarder = false): DirectoryEntry => ({
	...{ ...meta, kind: parseEntryKey(value)?.kind as DirectoryEntry["kind"], value, forwarder },
	...{ operator: value, mailboxes: ["abuse@one.example"], ...noWishes },
});
const optOut = (value: string): OptOut => ({ ...meta, kind: parseEntryKey(value)?.kind ?? "mailbox", value });
const about = (text: string | null, more: { asn?: number; host?: string } = {}) => ({
	range: text === null ? null : (parseRegisteredRange(text) as AddressRange),
	asn: more.asn ?? null,
	host: more.host ?? null,
});

describe("the entries that speak for a target", () => {
	const lists = {
		contacts: [contact("192.0.2.0/24"), contact("192.0.2.0/26"), contact("AS64496"), contact("example.nl")],
		optOuts: [optOut("198.51.100.0/24"), optOut("AS64499")],
	};

	it.each([
		["the most specific one wins", about("192.0.2.7", { asn: 64496 }), "192.0.2.0/26", "most-specific"],
		["a network goes before an AS", about("192.0.2.200", { asn: 64496 }), "192.0.2.0/24", "kind"],
		["the only one wins", about(null, { host: "www.example.nl" }), "example.nl", "only"],
		["an opt-out wins", about("198.51.100.7"), "198.51.100.0/24", "opt-out"],
		["an opt-out for a part wins", about("198.51.0.0 - 198.51.255.255"), "198.51.100.0/24", "opt-out-of-part"],
		["none wins where parts differ", about("192.0.2.0 - 192.0.2.255"), null, "parts"],
		["none speaks", about("203.0.113.1"), null, "none"],
	])("%s", (_what, question, value, why) => {
		const { winner, why: reason } = speakingEntries(question, lists);
		expect([winner?.value ?? null, reason]).toEqual([value, why]);
	});

	it("have a forwarder as winner before narrower ones", () => {
		const contacts = [...lists.contacts, contact("192.0.0.0/16", true)];
		const found = speakingEntries(about("192.0.2.7", { asn: 64496 }), { ...lists, contacts });
		expect(found).toMatchObject({ winner: { value: "192.0.0.0/16" }, why: "forwarder" });
		expect(found.contacts.map(({ value }) => value)).toEqual([
			...["192.0.0.0/16", "192.0.2.0/26", "192.0.2.0/24", "AS64496"],
		]);
		const forwarders = [contact("192.0.0.0/16", true), contact("192.0.2.0/24", true)];
		expect(speakingEntries(about("192.0.2.7"), { ...lists, contacts: forwarders }).why).toBe("most-specific");
	});

	it("include those for a part of it", () => {
		const found = speakingEntries(about("192.0.0.0 - 198.51.255.255"), lists);
		expect(found.contactParts.map(({ value }) => value)).toEqual(["192.0.2.0/26", "192.0.2.0/24"]);
		expect(found.optOutParts.map(({ value }) => value)).toEqual(["198.51.100.0/24"]);
		expect(found.contacts).toEqual([]);
	});
});

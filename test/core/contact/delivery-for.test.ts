import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { deliveryFor } from "../../../src/core/contact/delivery-for.ts";
import { type DirectoryEntry, noWishes } from "../../../src/core/contact/entry.ts";
import { fingerprintOf, groupedFingerprint, keyBlocks } from "../../../src/core/contact/pgp-armour.ts";

const armour = (name: string) =>
	`-----BEGIN PGP PUBLIC KEY BLOCK-----\nComment: ${groupedFingerprint(name.padEnd(40, "0"))}\n\n${name}\n-----END PGP PUBLIC KEY BLOCK-----`;

let made = 0;
function entry(change: Partial<DirectoryEntry>): DirectoryEntry {
	made += 1;
	return {
		...{ id: `id-${made}`, kind: "asn", value: `AS${made}`, operator: "Polder", mailboxes: ["abuse@polder.example"] },
		...{ reason: "asked", author: "Anna", createdAt: "2026-11-01T00:00:00.000Z", expiresAt: null, forwarder: false },
		...noWishes,
		...change,
	};
}

describe("how an operator wants its mail", () => {
	it("is nothing special without an entry for its mailboxes", () => {
		const others = [entry({ mailboxes: ["abuse@other.example"], xarf: true, language: "en", pgpKey: armour("A") })];
		expect(deliveryFor(others, ["abuse@polder.example"])).toEqual({ xarf: false, language: null, pgpKeys: [] });
		expect(deliveryFor([], ["abuse@polder.example"])).toEqual({ xarf: false, language: null, pgpKeys: [] });
	});

	it("is what an entry for the same mailboxes says, in whatever order and case", () => {
		const entries = [
			entry({ mailboxes: ["noc@polder.example", "Abuse@Polder.example"], xarf: true, language: "en" }),
			entry({ mailboxes: ["noc@polder.example"], pgpKey: armour("A") }),
		];
		const delivery = deliveryFor(entries, ["abuse@polder.example", "noc@polder.example"]);
		expect(delivery).toEqual({ xarf: true, language: "en", pgpKeys: [] });
	});

	it("is of several entries the newest language, and all keys once", () => {
		const entries = [
			entry({ createdAt: "2026-11-02T00:00:00.000Z", language: "nl", pgpKey: `${armour("A")}\n${armour("B")}\n` }),
			entry({ createdAt: "2026-11-03T00:00:00.000Z", language: "en", pgpKey: armour("B") }),
			entry({ createdAt: "2026-11-04T00:00:00.000Z", xarf: true }),
		];
		const { xarf, language, pgpKeys } = deliveryFor(entries, ["abuse@polder.example"]);
		expect({ xarf, language, pgpKeys: new Set(pgpKeys) }).toEqual({
			...{ xarf: true, language: "en" },
			pgpKeys: new Set([armour("A"), armour("B")]),
		});
		expect(pgpKeys).toHaveLength(2);
	});

	it("does not depend on the order of the entries, but for that of the keys", () => {
		const wishes = fc.record({
			xarf: fc.boolean(),
			language: fc.constantFrom("nl" as const, "en" as const, null),
			pgpKey: fc.option(fc.constantFrom(armour("A"), armour("B"), `${armour("C")}\n${armour("A")}`)),
			mailboxes: fc.constantFrom(["abuse@polder.example"], ["abuse@other.example"]),
		});
		fc.assert(
			fc.property(fc.array(wishes, { maxLength: 6 }), (list) => {
				const entries = list.map((wish, day) => entry({ ...wish, createdAt: `2026-11-1${day}T00:00:00.000Z` }));
				const [one, other] = [entries, [...entries].reverse()].map((some) => {
					const { pgpKeys, ...rest } = deliveryFor(some, ["abuse@polder.example"]);
					return { ...rest, keys: [...pgpKeys].sort() };
				});
				expect(one).toEqual(other);
				const asked = entries.filter(({ mailboxes }) => mailboxes[0] === "abuse@polder.example");
				expect(one?.keys.length === 0).toBe(asked.every(({ pgpKey }) => pgpKey === null));
			}),
		);
	});
});

describe("an armour", () => {
	it("says the fingerprint of its key", () => {
		expect(fingerprintOf(armour("1A2B3C4D"))).toBe("1A2B 3C4D 0000 0000 0000 0000 0000 0000 0000 0000");
		expect(groupedFingerprint("")).toBe("");
	});

	it("that was not written by us says none, and what is no key is none", () => {
		expect(fingerprintOf(armour("x").replace(/Comment.*\n/, "Comment: by hand\n"))).toBeNull();
		expect(keyBlocks("nothing")).toEqual([]);
		expect(keyBlocks(`${armour("A")} and ${armour("B")}`)).toEqual([armour("A"), armour("B")]);
	});
});

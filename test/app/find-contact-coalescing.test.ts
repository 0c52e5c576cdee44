import fc from "fast-check";
import { expect, it } from "vitest";
import { createContactFinder } from "../../src/app/find-contact.ts";
import { memoryContactCache } from "../../src/app/memory-contact-cache.ts";
import type { Contact } from "../../src/core/contact/contact.ts";
import { containsRange, renderAddress, renderRange } from "../../src/core/report/range.ts";
import type { AddressRange, Target } from "../../src/core/report/target.ts";
import type { ContactSource } from "../../src/ports/contact-source.ts";
import { noWebsites } from "../support/no-websites.ts";

const now = "2026-11-21T12:00:00.000Z";
/** 9.9.0.0: ordinary space. */
const base = (9n << 24n) + (9n << 16n);
const width = (range: AddressRange) => range.last - range.first;

/** A registry of nested networks inside 9.9.0.0/16, the whole of it among them. */
const networks = fc
	.array(fc.tuple(fc.integer({ min: 0, max: 1023 }), fc.integer({ min: 0, max: 9 })), { maxLength: 25 })
	.map((blocks) => {
		const ranges = blocks.map(([at, bits]): AddressRange => {
			const first = base + BigInt((at >> bits) << bits);
			return { version: 4, first, last: first + (1n << BigInt(bits)) - 1n };
		});
		const whole: AddressRange = { version: 4, first: base, last: base + 65_535n };
		return [...new Map([whole, ...ranges].map((range) => [renderRange(range), range])).values()];
	});

function answerOf(all: readonly AddressRange[], asked: AddressRange): Contact {
	const holding = all.filter((range) => containsRange(range, asked)).sort((a, b) => Number(width(a) - width(b)));
	const range = holding[0] as AddressRange;
	return {
		range,
		leaf: !all.some((other) => other !== range && containsRange(range, other)),
		operator: "",
		mailboxes: [`abuse@n${range.first}x${range.last}.example`],
		unreadable: null,
		suspect: false,
		others: [],
		netname: null,
		delegatedCountry: null,
		organisationCountry: "NL",
		rangeCountry: "NL",
		asn: null,
		source: "ripe",
		path: [],
		asOf: now,
	};
}

it("gives each address its own operator, whatever was asked before, and asks once per leaf network", async () => {
	await fc.assert(
		fc.asyncProperty(networks, fc.array(fc.integer({ min: 0, max: 1100 }), { maxLength: 60 }), async (all, offsets) => {
			const asked: AddressRange[] = [];
			const source: ContactSource = {
				name: "ripe",
				find: async (range) => {
					asked.push(range);
					await new Promise((resolve) => setImmediate(resolve));
					return { kind: "contact", contact: answerOf(all, range) };
				},
				findAsn: async () => ({ kind: "not-covered" }),
			};
			const finder = createContactFinder({
				directory: [],
				optOuts: [],
				badMailboxes: new Set(),
				consumerDomains: new Set<string>(),
				maxAgeMs: 30 * 86_400_000,
				registry: null,
				sources: [source],
				cache: memoryContactCache(),
				...noWebsites,
				countries: ["NL"],
				clock: () => now,
				live: true,
			});
			const ranges = offsets.map(
				(at): AddressRange => ({ version: 4, first: base + BigInt(at), last: base + BigInt(at) }),
			);
			const targets = ranges.map((range): Target => ({ kind: "address", text: renderAddress(4, range.first), range }));
			const signal = new AbortController().signal;
			const found = await Promise.all(targets.map((target) => finder.resolve(target, signal)));
			const expected = ranges.map((range) => answerOf(all, range).mailboxes);
			expect(found.map(({ mailboxes }) => mailboxes)).toEqual(expected);
			const onceOnly = asked.map((range) => {
				const answer = answerOf(all, range);
				return answer.leaf ? `leaf ${renderRange(answer.range)}` : renderRange(range);
			});
			expect(new Set(onceOnly).size).toBe(onceOnly.length);
		}),
		{ numRuns: 150 },
	);
});

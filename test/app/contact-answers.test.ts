import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contactAnswers, type LiveAnswer } from "../../src/app/contact-answers.ts";
import { memoryContactCache } from "../../src/app/memory-contact-cache.ts";
import type { Contact } from "../../src/core/contact/contact.ts";
import { parseRegisteredRange } from "../../src/core/contact/parse-registered-range.ts";
import { containsRange, renderRange } from "../../src/core/report/range.ts";
import type { AddressRange } from "../../src/core/report/target.ts";
import type { ContactCache } from "../../src/ports/contact-cache.ts";
import { type ContactSource, type KnownPart, type SourceAnswer, SourceFault } from "../../src/ports/contact-source.ts";

const now = "2026-11-21T12:00:00.000Z";
const signal = new AbortController().signal;
const range = (text: string) => parseRegisteredRange(text) as AddressRange;

function contact(text: string, change: Partial<Contact> = {}): Contact {
	return {
		...{ range: range(text), leaf: true, operator: "Live", mailboxes: [`abuse@n${text.replace(/\W+/g, "-")}.example`] },
		...{ unreadable: null, suspect: false, others: [], netname: null, delegatedCountry: null },
		...{ organisationCountry: "NL", rangeCountry: "NL", asn: null, source: "ripe", path: [], asOf: now },
		...change,
	};
}
const none = (text: string) => contact(text, { mailboxes: [] });

interface Fake extends ContactSource {
	readonly asked: string[];
}

type Reply = SourceAnswer | SourceFault;
const found = (answer: Contact): Reply => ({ kind: "contact", contact: answer });
const notCovered: Reply = { kind: "not-covered" };

/** A source that answers after the other work of this turn; with `parts`, it also tells of blocks. */
function fake(
	name: Contact["source"],
	reply: (asked: AddressRange) => Reply,
	parts?: (block: AddressRange) => readonly KnownPart[] | "too-much" | SourceFault,
): Fake {
	const asked: string[] = [];
	const later = async <T>(question: string, result: () => T | SourceFault): Promise<T> => {
		asked.push(question);
		await new Promise((resolve) => setImmediate(resolve));
		const answer = result();
		if (answer instanceof SourceFault) throw answer;
		return answer;
	};
	return {
		...{ name, asked },
		find: (of) => later(renderRange(of), () => reply(of)),
		findAsn: (asn) => later(`AS${asn}`, () => reply(range("0.0.0.0"))),
		...(parts === undefined
			? {}
			: { survey: (block: AddressRange) => later(`all of ${renderRange(block)}`, () => parts(block)) }),
	};
}
const part = (text: string, of: Contact | null): KnownPart => ({ part: range(text), contact: of });

function open(sources: readonly ContactSource[], change: { cache?: ContactCache; clock?: () => string } = {}) {
	const cache = change.cache ?? memoryContactCache();
	const answers = contactAnswers({ sources, cache, clock: change.clock ?? (() => now), live: true });
	return {
		cache,
		/** All at once. */
		ask: (...texts: string[]) => Promise.all(texts.map((text) => answers.forRange(range(text), signal))),
		asn: (asn: number) => answers.forAsn(asn, signal),
	};
}
const mailboxes = (answers: readonly LiveAnswer[]) =>
	answers.map((answer) => (answer.kind === "contact" ? answer.contact.mailboxes.join() : answer.kind));

describe("questions about several addresses", () => {
	const a = contact("9.9.1.0/24");
	const b = contact("9.9.2.0/24");
	const parts = [part("9.9.1.0/24", a), part("9.9.2.0/25", b), part("9.9.2.128/25", b)];

	it("are asked for themselves where there are few, and for the block where there are several", async () => {
		const ripe = fake(
			"ripe",
			(of) => found([a, b].find((one) => containsRange(one.range, of)) as Contact),
			() => parts,
		);
		const few = open([ripe]);
		await few.ask("9.9.1.1", "9.9.2.1");
		expect(ripe.asked).toEqual(["9.9.1.1", "9.9.2.1"]);
		ripe.asked.length = 0;
		const several = open([ripe]);
		const answers = await several.ask("9.9.1.1", "9.9.1.2", "9.9.2.1", "9.9.2.200", "9.9.1.1");
		expect(mailboxes(answers)).toEqual([a, a, b, b, a].map((one) => one.mailboxes.join()));
		expect(ripe.asked).toEqual(["all of 9.9.0.0/16"]);
	});

	it("count those of the block that were asked before", async () => {
		const ripe = fake(
			"ripe",
			() => found(contact("9.9.0.0/16", { leaf: false })),
			() => parts,
		);
		const { ask } = open([ripe]);
		await ask("9.9.1.1");
		await ask("9.9.1.2");
		await ask("9.9.1.3");
		await ask("9.9.2.4");
		expect(ripe.asked).toEqual(["9.9.1.1", "9.9.1.2", "all of 9.9.0.0/16"]);
	});

	it("are not asked again after a restart, also for what nobody asked for", async () => {
		const ripe = fake(
			"ripe",
			() => notCovered,
			() => parts,
		);
		const { cache, ask } = open([ripe]);
		await ask("9.9.1.1", "9.9.1.2", "9.9.1.3");
		const again = open([ripe], { cache });
		expect(mailboxes(await again.ask("9.9.1.1", "9.9.2.7", "9.9.2.130"))).toEqual(
			[a, b, b].map((one) => one.mailboxes.join()),
		);
		expect(ripe.asked).toEqual(["all of 9.9.0.0/16"]);
	});

	it("are asked one by one for what the block's answer does not tell, or when it is none", async () => {
		const direct = contact("9.9.3.0/24", { leaf: false });
		const ripe = fake(
			"ripe",
			() => found(direct),
			() => parts,
		);
		expect(mailboxes(await open([ripe]).ask("9.9.1.1", "9.9.1.2", "9.9.3.3"))[2]).toBe(direct.mailboxes.join());
		expect(ripe.asked).toEqual(["all of 9.9.0.0/16", "9.9.3.3"]);
		const broken = fake(
			"ripe",
			() => found(direct),
			() => new SourceFault("test", "changed-shape", "test"),
		);
		const { ask } = open([broken]);
		await ask("9.9.3.1", "9.9.3.2", "9.9.3.3");
		await ask("9.9.3.4", "9.9.3.5", "9.9.3.6");
		expect(broken.asked.filter((question) => question.startsWith("all"))).toHaveLength(1);
		expect(broken.asked).toHaveLength(7);
	});

	it("are asked for smaller blocks where one holds too much", async () => {
		const ripe = fake(
			"ripe",
			(of) => found(contact(renderRange(of))),
			(block) => (block.last - block.first > 255n ? "too-much" : [part("9.9.1.0/24", a)]),
		);
		const { ask } = open([ripe]);
		await ask("9.9.1.1", "9.9.1.2", "9.9.1.250", "9.9.200.1", "9.9.201.1");
		expect(ripe.asked).toEqual(["all of 9.9.0.0/16", "all of 9.9.1.0/24", "9.9.200.1", "9.9.201.1"]);
	});

	it("fail for themselves, until when is known, and are asked again", async () => {
		let down = true;
		const until = "2026-11-22T00:00:00.000Z";
		const fault = new SourceFault("test", "rate-limited", "test", { until });
		const ripe = fake(
			"ripe",
			() => (down ? fault : found(a)),
			() => (down ? fault : parts),
		);
		const { ask } = open([ripe]);
		const failed = { kind: "failed", reason: "rate-limited", until };
		expect(await ask("9.9.1.1", "9.9.1.2", "9.9.1.3")).toEqual([failed, failed, failed]);
		down = false;
		expect(mailboxes(await ask("9.9.1.1"))).toEqual([a.mailboxes.join()]);
	});

	it("let through what is no fault of a source", async () => {
		const ripe = fake(
			"ripe",
			() => notCovered,
			() => {
				throw new RangeError("a mistake of ours");
			},
		);
		await expect(open([ripe]).ask("9.9.1.1", "9.9.1.2", "9.9.1.3")).rejects.toThrow("a mistake of ours");
	});

	it("of a network that holds more than its block are asked for it", async () => {
		const wide = contact("9.8.0.0 - 9.9.255.255", { leaf: false });
		const ripe = fake(
			"ripe",
			() => found(wide),
			() => [],
		);
		const { ask } = open([ripe]);
		expect(mailboxes(await ask("9.8.0.0 - 9.9.255.255"))).toEqual([wide.mailboxes.join()]);
		expect(ripe.asked).toEqual(["9.8.0.0/15"]);
	});
});

describe("ranges without a mailbox", () => {
	it("are asked of the other sources once for each network, and are nobody's for a day", async () => {
		let at = now;
		const empty = none("9.9.1.0/24");
		const ripe = fake(
			"ripe",
			() => found(empty),
			() => [part("9.9.1.0/24", empty), part("9.9.4.0/24", null)],
		);
		const rdap = fake("rdap", () => notCovered);
		const { cache, ask } = open([ripe, rdap], { clock: () => at });
		expect(mailboxes(await ask("9.9.1.1", "9.9.1.2", "9.9.1.3"))).toEqual(["", "", ""]);
		expect(ripe.asked).toEqual(["all of 9.9.0.0/16"]);
		expect(rdap.asked).toEqual(["9.9.1.1"]);
		at = "2026-11-22T11:00:00.000Z";
		await open([ripe, rdap], { cache, clock: () => at }).ask("9.9.1.200");
		expect(rdap.asked).toHaveLength(1);
		at = "2026-11-22T13:00:00.000Z";
		await open([ripe, rdap], { cache, clock: () => at }).ask("9.9.1.200");
		expect(rdap.asked).toHaveLength(2);
	});

	it("get the mailbox that another source knows, each address its own", async () => {
		const empty = none("9.9.1.0/24");
		const ripe = fake(
			"ripe",
			() => notCovered,
			() => [part("9.9.1.0/24", empty), part("9.9.4.0/24", null)],
		);
		const rdap = fake("rdap", (of) => found(contact(renderRange(of), { leaf: false, source: "rdap" })));
		const { ask } = open([ripe, rdap]);
		const answers = await ask("9.9.1.1", "9.9.1.2", "9.9.4.4");
		expect(mailboxes(answers)).toEqual(["abuse@n9-9-1-1.example", "abuse@n9-9-1-2.example", "abuse@n9-9-4-4.example"]);
		expect(rdap.asked).toEqual(["9.9.1.1", "9.9.1.2", "9.9.4.4"]);
		await ask("9.9.1.1", "9.9.4.4");
		expect(rdap.asked).toHaveLength(3);
	});

	it("that nobody registered are kept apart from failures, for a day", async () => {
		let at = now;
		let down = false;
		const ripe = fake("ripe", () => (down ? new SourceFault("test", "time-out", "test") : notCovered));
		const { cache, ask } = open([ripe], { clock: () => at });
		expect(await ask("9.9.9.9")).toEqual([{ kind: "not-registered" }]);
		at = "2026-11-22T11:00:00.000Z";
		const second = open([ripe], { cache, clock: () => at });
		expect(await second.ask("9.9.9.9")).toEqual([{ kind: "not-registered" }]);
		expect(ripe.asked).toHaveLength(1);
		down = true;
		expect(await second.ask("9.9.9.8")).toMatchObject([{ kind: "failed", reason: "time-out", until: null }]);
		down = false;
		expect(await second.ask("9.9.9.8")).toEqual([{ kind: "not-registered" }]);
		at = "2026-11-22T13:00:00.000Z";
		await open([ripe], { cache, clock: () => at }).ask("9.9.9.9");
		expect(ripe.asked).toHaveLength(4);
	});
});

it("answers for all that is asked, whatever is asked together, with the most specific network", async () => {
	/** Networks of a /16 that lie inside one another or apart, and how its registry tells of blocks. */
	const worlds = fc.record({
		blocks: fc.array(fc.tuple(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 0, max: 7 })), { maxLength: 20 }),
		most: fc.integer({ min: 0, max: 20 }),
		batches: fc.array(fc.array(fc.integer({ min: 0, max: 260 }), { maxLength: 12 }), { maxLength: 6 }),
	});
	await fc.assert(
		fc.asyncProperty(worlds, async ({ blocks, most, batches }) => {
			const base = range("9.9.0.0").first;
			const at = (offset: number): AddressRange => {
				return { version: 4, first: base + BigInt(offset), last: base + BigInt(offset) };
			};
			const networks = new Map(
				blocks.map(([from, bits]) => {
					const first = base + BigInt((from >> bits) << bits);
					const of: AddressRange = { version: 4, first, last: first + (1n << BigInt(bits)) - 1n };
					return [renderRange(of), contact(renderRange(of), { leaf: false })];
				}),
			);
			const truth = (of: AddressRange) =>
				[...networks.values()]
					.filter((one) => containsRange(one.range, of))
					.sort((one, other) => Number(one.range.last - one.range.first - (other.range.last - other.range.first)))[0];
			const ripe = fake(
				"ripe",
				(of) => {
					const answer = truth(of);
					return answer === undefined ? notCovered : found(answer);
				},
				(block) => {
					const inside = [...networks.values()].filter((one) => containsRange(block, one.range));
					if (inside.length > most) return "too-much";
					const offsets = Array.from({ length: 300 }, (_, offset) => at(offset));
					return offsets.flatMap((address) => {
						const answer = containsRange(block, address) ? truth(address) : undefined;
						const isKnown = answer !== undefined && containsRange(block, answer.range);
						return isKnown ? [{ part: address, contact: answer }] : [];
					});
				},
			);
			const { ask, cache } = open([ripe]);
			const wanted = (offset: number) => truth(at(offset))?.mailboxes.join() ?? "not-registered";
			for (const batch of batches) {
				const answers = await ask(...batch.map((offset) => renderRange(at(offset))));
				expect(mailboxes(answers)).toEqual(batch.map(wanted));
			}
			const all = batches.flat();
			const before = ripe.asked.length;
			const again = open([ripe], { cache });
			expect(mailboxes(await again.ask(...all.map((offset) => renderRange(at(offset)))))).toEqual(all.map(wanted));
			expect(ripe.asked.length).toBe(before);
		}),
		{ numRuns: 150 },
	);
}, 60_000);

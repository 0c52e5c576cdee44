import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Contact } from "../../../src/core/contact/contact.ts";
import { toWords } from "../../../src/core/report/address-words.ts";
import { addressBits, containsRange, overlapsRange, renderAddress } from "../../../src/core/report/range.ts";
import type { AddressRange, AddressVersion } from "../../../src/core/report/target.ts";
import type { Holder } from "../../../src/ports/contact-source.ts";
import { buildIndex } from "../../../src/registry/build/build-index.ts";
import { openIndex, type RegistryIndex } from "../../../src/registry/open-index.ts";
import { type NaiveContact, naiveRegistry, type TestDatabase, type TestNetwork } from "./naive-registry.ts";
import { splitFilesOf, writeFiles } from "./write-database.ts";

const { signal } = new AbortController();
const span = 64;
/** The ends of the address space, and places where a carry runs through several words. */
const bases: Readonly<Record<AddressVersion, readonly bigint[]>> = {
	4: [0n, 0xffffffffn - BigInt(span) + 1n, 0xc633ffe0n],
	6: [0n, (1n << 128n) - BigInt(span), (0x20010db8n << 96n) + (1n << 64n) - 32n, 0x20010db800000000ffn << 56n],
};
/** How far apart neighbouring places are: single addresses, and blocks that differ in the top words only. */
const steps: Readonly<Record<AddressVersion, readonly bigint[]>> = { 4: [1n], 6: [1n, 1n << 64n] };

const version = fc.constantFrom<AddressVersion>(4, 6);
const spans = fc.oneof(
	fc
		.tuple(fc.nat(span - 1), fc.nat(6))
		.map(([at, bits]) => [(at >> bits) << bits, Math.min(((at >> bits) << bits) + (1 << bits), span) - 1] as const),
	fc.tuple(fc.nat(span - 1), fc.nat(span - 1)).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const),
);

const range: fc.Arbitrary<AddressRange> = version.chain((of) =>
	fc.tuple(fc.constantFrom(...bases[of]), fc.constantFrom(...steps[of]), spans).map(([base, step, [from, to]]) => {
		const top = (1n << BigInt(addressBits(of))) - 1n;
		const clip = (value: bigint) => (value > top ? top : value);
		return { version: of, first: clip(base + BigInt(from) * step), last: clip(base + BigInt(to + 1) * step - 1n) };
	}),
);

const handles = ["A", "B", "C", "D", "E", "GONE"];
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null, freq: 2 });
const country = fc.option(fc.constantFrom("NL", "DE", "FR"), { nil: null, freq: 4 });
const network = fc.record<TestNetwork>({
	range,
	name: fc.constantFrom("", "NET-A", "NET-B", "NETWORK-WITH-A-LONGER-NAME-1", "NETWORK-WITH-A-LONGER-NAME-2"),
	country,
	org: fc.option(
		fc.constantFrom(...handles).map((handle) => `ORG-${handle}-TEST`),
		{ nil: null, freq: 1 },
	),
	abuseC: fc.option(
		fc.constantFrom(...handles).map((handle) => `R${handle}-TEST`),
		{ nil: null, freq: 1 },
	),
	ends: fc.integer({ min: 0, max: 4 }).map((one) => one === 0),
});
const role = fc.record({
	handle: fc.constantFrom(...handles.slice(0, 5)).map((handle) => `R${handle}-TEST`),
	mailbox: fc.option(fc.constantFrom("a@a.example", "b@b.example", "b@b.example, c@c.example", "no mailbox here"), {
		nil: null,
		freq: 4,
	}),
});
const organisation = fc.record({
	handle: fc.constantFrom(...handles.slice(0, 5)).map((handle) => `ORG-${handle}-TEST`),
	name: fc.constantFrom("One", "Two", "Drie"),
	country,
	abuseC: maybe(fc.constantFrom(...handles).map((handle) => `R${handle}-TEST`)),
	isLir: fc.boolean(),
});
const route = fc.tuple(range, fc.integer({ min: 64496, max: 64498 })).map(([{ version: of, first }, origin]) => {
	const bits = BigInt(addressBits(of)) > 32n ? 62n : 3n;
	const start = (first >> bits) << bits;
	return { range: { version: of, first: start, last: start + (1n << bits) - 1n }, origin };
});
const database = fc.record<TestDatabase>({
	networks: fc.array(network, { maxLength: 30 }),
	organisations: fc.array(organisation, { maxLength: 6 }),
	roles: fc.array(role, { maxLength: 6 }),
	routes: fc.array(route, { maxLength: 6 }),
});

/** Every boundary and its neighbours. */
function edges({ networks, routes }: TestDatabase): AddressRange[] {
	const found = new Map<string, AddressRange>();
	for (const { range: one } of [...networks, ...routes]) {
		const top = (1n << BigInt(addressBits(one.version))) - 1n;
		for (const at of [one.first - 1n, one.first, one.last, one.last + 1n, 0n, top]) {
			if (at >= 0n && at <= top) found.set(`${one.version} ${at}`, { version: one.version, first: at, last: at });
		}
	}
	return [...found.values()];
}

/** What the naive way knows of a contact, in its order. */
function facts(contact: Contact): NaiveContact {
	return {
		range: contact.range,
		mailboxes: contact.mailboxes,
		unreadable: contact.unreadable,
		operator: contact.operator,
		organisationCountry: contact.organisationCountry,
		rangeCountry: contact.rangeCountry,
		netname: contact.netname ?? "",
		path: contact.path,
		others: contact.others.map(({ mailboxes, path }) => ({ mailboxes, path })),
	};
}

type Judged = Omit<Holder, "sample">;

let folder: string;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "registry-index-"));
});
afterAll(() => rm(folder, { recursive: true }));

let builds = 0;
async function indexed<T>(
	of: TestDatabase,
	wanted: string | null,
	use: (index: RegistryIndex) => Promise<T>,
): Promise<T> {
	const from = await writeFiles(join(folder, String(++builds)), { "ripe.db.inetnum": "", ...splitFilesOf(of) });
	const to = join(from, "registry.index");
	await buildIndex({ from, to, country: wanted });
	const index = openIndex(to);
	try {
		return await use(index);
	} finally {
		index.close();
		await rm(from, { recursive: true });
	}
}

function attributed(index: RegistryIndex, addresses: readonly AddressRange[]): number[] {
	const of = (one: AddressVersion) => addresses.filter((address) => address.version === one);
	const v4 = Uint32Array.from(of(4), ({ first }) => Number(first));
	const v6 = new Uint32Array(4 * of(6).length);
	for (const [at, { first }] of of(6).entries()) toWords(first, v6.subarray(4 * at, 4 * at + 4));
	const numbers = index.attribute({ v4, v6 });
	const rows = { 4: numbers.v4.values(), 6: numbers.v6.values() };
	return addresses.map((address) => rows[address.version].next().value as number);
}

describe("the index of a random database, against looking at every object", () => {
	it("gives for every boundary address and its neighbours what the naive climb gives, by every way in", async () => {
		await fc.assert(
			fc.asyncProperty(database, fc.array(range, { maxLength: 10 }), async (of, questions) => {
				const naive = naiveRegistry(of);
				await indexed(of, null, async (index) => {
					const addresses = edges(of);
					const numbers = attributed(index, addresses);
					for (const [at, address] of addresses.entries()) {
						const expected = naive.around(address);
						const answer = await index.find(address, signal);
						const number = numbers[at] as number;
						expect(index.rangeNumberOf(renderAddress(address.version, address.first))).toBe(number);
						if (expected === null) {
							expect([answer, number]).toEqual([{ kind: "not-covered" }, 0]);
							continue;
						}
						if (answer.kind !== "contact") throw new Error("an address that is registered was not found");
						expect(facts(answer.contact)).toEqual(naive.contactOf(expected));
						expect(answer.contact.asn).toBe(naive.originOf(address));
						const byNumber = index.contactOf(number);
						expect({ ...byNumber, asn: null }).toEqual({ ...answer.contact, asn: null });
						expect(byNumber.asn).toBe(naive.originOf(expected.range));
						expect(answer.contact.leaf).toBe(isLeaf(expected, of));
					}
					expectHolders(index, numbers);
					for (const question of questions) {
						const around = naive.around(question);
						const answer = await index.find(question, signal);
						if (around === null || naive.around({ ...question, last: question.first }) === null)
							expect(answer).toEqual({ kind: "not-covered" });
						else expect(answer.kind === "contact" && facts(answer.contact)).toEqual(naive.contactOf(around));
						const inside = index.inside(question);
						const expected = naive.inside(question);
						expect(inside.gaps).toBe(expected.gaps);
						const numbersInside = index.numbersInside(question);
						expect(numbersInside.includes(0)).toBe(expected.gaps);
						expect(numbersInside.filter((number) => number > 0).map(index.contactOf)).toEqual(inside.contacts);
						expect(new Set(inside.contacts.map((one) => JSON.stringify(facts(one), bigints)))).toEqual(
							new Set([...expected.networks].map((one) => JSON.stringify(naive.contactOf(one), bigints))),
						);
					}
				});
			}),
			{ numRuns: 150 },
		);
	});

	it("does so with more networks than a block of records holds", async () => {
		const many = fc.record<TestDatabase>({
			networks: fc.array(network, { minLength: 150, maxLength: 250 }),
			organisations: fc.array(organisation, { minLength: 3, maxLength: 6 }),
			roles: fc.array(role, { minLength: 3, maxLength: 6 }),
			routes: fc.constant([]),
		});
		await fc.assert(
			fc.asyncProperty(many, async (of) => {
				const naive = naiveRegistry(of);
				await indexed(of, null, async (index) => {
					const addresses = edges(of);
					const numbers = attributed(index, addresses);
					expectHolders(index, numbers);
					for (const [at, number] of numbers.entries()) {
						const expected = naive.around(addresses[at] as AddressRange);
						if (expected === null) expect(number).toBe(0);
						else expect(facts(index.contactOf(number))).toEqual(naive.contactOf(expected));
					}
				});
			}),
			{ numRuns: 8 },
		);
	});

	it("gives with one country, for each address in a network of it, what it gives with all, and nothing elsewhere", async () => {
		await fc.assert(
			fc.asyncProperty(database, async (of) => {
				const answersOf = (wanted: string | null) =>
					indexed(of, wanted, async (index) => {
						const answers: (Contact | null)[] = [];
						for (const address of edges(of)) {
							const answer = await index.find(address, signal);
							answers.push(answer.kind === "contact" ? { ...answer.contact, asOf: "" } : null);
						}
						return answers;
					});
				const [all, some] = [await answersOf(null), await answersOf("NL")];
				const wanted = of.networks.filter((one) => isDutch(one, of));
				for (const [at, address] of edges(of).entries()) {
					const isWanted = wanted.some((one) => containsRange(one.range, address));
					expect(some[at]).toEqual(isWanted ? all[at] : null);
				}
			}),
			{ numRuns: 100 },
		);
	});
});

const bigints = (_key: string, value: unknown) => (typeof value === "bigint" ? value.toString() : value);

/** What judging needs of a contact. */
function judged({
	operator,
	mailboxes,
	unreadable,
	organisationCountry,
	rangeCountry,
	delegatedCountry,
}: Judged): Judged {
	return { operator, mailboxes, unreadable, organisationCountry, rangeCountry, delegatedCountry };
}

/** Each range's holder says what its contact says; of one holder are all ranges of which the same is said, but for nameless ones. */
function expectHolders(index: RegistryIndex, numbers: readonly number[]): void {
	const sorted = Uint32Array.from(new Set(numbers.filter((number) => number > 0))).sort();
	const { of, count, holder } = index.holdersOf(sorted);
	expect(new Set(of).size).toBe(count);
	for (const [at, number] of sorted.entries()) {
		const held = holder(of[at] as number);
		expect(judged(held)).toEqual(judged(index.contactOf(number)));
		expect(judged(index.contactOf(held.sample))).toEqual(judged(held));
	}
}

/** Every other network that has a part of it holds all of it. */
function isLeaf(one: TestNetwork, { networks }: TestDatabase): boolean {
	const place = networks.indexOf(one);
	return networks.every((other, at) => {
		if (other === one || !overlapsRange(other.range, one.range)) return true;
		return containsRange(other.range, one.range) && (at < place || !containsRange(one.range, other.range));
	});
}

/** As written on the range, of its organisation, or of the organisation that its contact belongs to. */
function isDutch(one: TestNetwork, of: TestDatabase): boolean {
	const organisation = of.organisations.findLast(({ handle }) => handle === one.org);
	const contact = naiveRegistry(of).contactOf(one);
	return [one.country, organisation?.country, contact.organisationCountry].includes("NL");
}

import { type ContactRules, classify, type Question } from "../core/contact/classify.ts";
import { combine } from "../core/contact/combine.ts";
import type { Bucket, Contact } from "../core/contact/contact.ts";
import { type Resolution, type ResolutionReason, unresolved } from "../core/contact/resolution.ts";
import { placeOf } from "../core/place-of.ts";
import { fromWords } from "../core/report/address-words.ts";
import type { AddressRange } from "../core/report/target.ts";
import type { Holder, Holders, LocalRegistry, PackedAddresses } from "../ports/contact-source.ts";
import type { CountedNetworks, ReportTally } from "../ports/report-tally.ts";

/** What of a report one operator holds, or is not mailed for one reason. */
export interface OperatorCount {
	readonly operator: string;
	readonly mailboxes: readonly string[];
	readonly country: string | null;
	/** Null: would be mailed. */
	readonly bucket: Bucket | null;
	readonly reason: ResolutionReason | null;
	readonly addresses: number;
	readonly networks: number;
	readonly findings: number;
}

/** What is counted of addresses, by range. */
interface Held {
	/** In rising order, those of the parts among them; 0 = not registered. */
	readonly numbers: Uint32Array;
	readonly addresses: Uint32Array;
	readonly findings: Uint32Array;
}

/** Networks, or addresses of URLs, with what is registered in each. */
interface Parts {
	readonly kind: "addresses" | "networks";
	readonly findings: ArrayLike<number>;
	/** The number of the only range in each; `several` where it has more. */
	readonly only: Uint32Array;
	/** By place. */
	readonly inside: ReadonlyMap<number, readonly number[]>;
}

/** No range has this number. */
const several = 0xffffffff;

const noQuestion: Question = { range: null, host: null, asn: null };
const nowhere: AddressRange = { version: 4, first: 0n, last: 0n };

function partsOf(
	ranges: Iterable<AddressRange>,
	{ kind, findings, registry }: Pick<Parts, "kind" | "findings"> & { readonly registry: LocalRegistry },
): Parts {
	const only = new Uint32Array(findings.length);
	const inside = new Map<number, readonly number[]>();
	let at = 0;
	for (const range of ranges) {
		const numbers = registry.numbersInside(range);
		if (numbers.length > 1) inside.set(at, numbers);
		only[at++] = numbers.length > 1 ? several : (numbers[0] ?? 0);
	}
	return { kind, findings, only, inside };
}

function* networksOf(version: 4 | 6, { words, findings }: CountedNetworks): Generator<AddressRange> {
	const word = (at: number) => words[at] as number;
	const address = (at: number) =>
		version === 4 ? BigInt(word(at)) : fromWords(word(4 * at), word(4 * at + 1), word(4 * at + 2), word(4 * at + 3));
	for (let at = 0; at < findings.length; at++) yield { version, first: address(2 * at), last: address(2 * at + 1) };
}

function allParts({ networks4, networks6, names }: ReportTally, registry: LocalRegistry): Parts[] {
	const urls = names.flatMap(({ target, findings }) =>
		target.kind === "url" && target.range !== null ? [{ range: target.range, findings }] : [],
	);
	return [
		partsOf(networksOf(4, networks4), { kind: "networks", findings: networks4.findings, registry }),
		partsOf(networksOf(6, networks6), { kind: "networks", findings: networks6.findings, registry }),
		partsOf(
			urls.map(({ range }) => range),
			{ kind: "addresses", findings: urls.map(({ findings }) => findings), registry },
		),
	];
}

/** Each number once, in rising order, and how often it was there. By index: iterators would make an object of each. */
function countEach(sorted: Uint32Array): { readonly numbers: Uint32Array; readonly counts: Uint32Array } {
	let distinct = 0;
	for (let at = 0; at < sorted.length; at++) if (at === 0 || sorted[at] !== sorted[at - 1]) distinct++;
	const numbers = new Uint32Array(distinct);
	const counts = new Uint32Array(distinct);
	let place = -1;
	for (let at = 0; at < sorted.length; at++) {
		if (at === 0 || sorted[at] !== sorted[at - 1]) numbers[++place] = sorted[at] as number;
		counts[place] = (counts[place] as number) + 1;
	}
	return { numbers, counts };
}

/** Numbers of the ranges of one version's addresses, batch by batch. */
type Numbers = Uint32Array[];

const lengthOf = (batches: Numbers) => batches.reduce((sum, { length }) => sum + length, 0);

/** Every number of the addresses, and each of `ofParts` once. */
function joined(batches: Numbers, ofParts: ReadonlySet<number>): Uint32Array {
	const all = new Uint32Array(lengthOf(batches) + ofParts.size);
	let next = 0;
	for (const batch of batches) {
		all.set(batch, next);
		next += batch.length;
	}
	all.set([...ofParts], next);
	return all;
}

function countByRange(
	found: { readonly 4: Numbers; readonly 6: Numbers },
	tally: ReportTally,
	parts: readonly Parts[],
): Held {
	const ofParts = new Set<number>();
	for (const { only, inside } of parts) {
		for (const number of only) if (number !== several) ofParts.add(number);
		for (const numbers of inside.values()) for (const number of numbers) ofParts.add(number);
	}
	const { numbers, counts: addresses } = countEach(joined([...found[4], ...found[6]], ofParts).sort());
	for (const number of ofParts) {
		const place = placeOf(number, numbers);
		addresses[place] = (addresses[place] as number) - 1;
	}
	const findings = addresses.slice();
	const addFurther = (batches: Numbers, counts: Uint32Array) => {
		let next = 0;
		for (const batch of batches) {
			for (let at = 0; at < batch.length; at++) {
				const count = counts[next++] as number;
				if (count === 1) continue;
				const place = placeOf(batch[at] as number, numbers);
				findings[place] = (findings[place] as number) + count - 1;
			}
		}
	};
	addFurther(found[4], tally.findings4);
	addFurther(found[6], tally.findings6);
	return { numbers, addresses, findings };
}

/** Judging asks for no more of a contact than its holder tells. */
function judge(holder: Holder, { asOf }: LocalRegistry, rules: ContactRules): Resolution {
	const { operator, mailboxes, unreadable, organisationCountry, rangeCountry, delegatedCountry } = holder;
	// Written out: a report has many, and spreading costs more than all the rest.
	const contact: Contact = {
		range: nowhere,
		leaf: false,
		operator,
		mailboxes,
		unreadable,
		suspect: false,
		others: [],
		netname: null,
		organisationCountry,
		rangeCountry,
		delegatedCountry,
		asn: null,
		source: "registry",
		path: [],
		asOf,
	};
	return classify(noQuestion, contact, rules);
}

/** A group while it is counted. */
interface Group extends Writable<OperatorCount> {
	readonly operatorKey: string;
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

/** Groups as a case has them: who is mailed goes by mailboxes alone, the others by reason, operator and country, too. */
class OperatorGroups {
	readonly #groups = new Map<string, Group>();

	of({ bucket, operator, operatorKey, country, reason, mailboxes }: Resolution): Group {
		const key = bucket === null ? operatorKey : `${bucket}\n${operatorKey}\n${operator}\n${country}\n${reason}`;
		const known = this.#groups.get(key);
		if (known !== undefined) return known;
		const counts = { addresses: 0, networks: 0, findings: 0 };
		// A copy is no longer than it needs to be; what a filter gives has room for sixteen more.
		const made = { operator, mailboxes: mailboxes.slice(), country, bucket, reason, operatorKey, ...counts };
		this.#groups.set(key, made);
		return made;
	}

	/** The most findings first. Some were only looked at for a network that several hold. */
	counts(): OperatorCount[] {
		const counted = [...this.#groups.values()].filter(({ findings }) => findings > 0);
		return counted
			.sort((a, b) => b.findings - a.findings)
			.map(({ operator, mailboxes, country, bucket, reason, addresses, networks, findings }) => ({
				...{ operator, mailboxes, country, bucket, reason, addresses, networks, findings },
			}));
	}
}

/** What `combine` looks at of a group's resolutions, which is the same for all of them. */
const asResolution = ({ operator, mailboxes, country, bucket, reason, operatorKey }: Group): Resolution => ({
	...unresolved("no-contact", "not-registered"),
	...{ operator, mailboxes, country, bucket, reason, operatorKey },
});

/** Groups by the numbers of ranges; 0 = not registered. */
function groupsByNumber(registered: Uint32Array, holders: Holders, judgeHolder: (holder: number) => Resolution) {
	const groups = new OperatorGroups();
	const byHolder: Group[] = [];
	const nobody = () => groups.of(unresolved("no-contact", "not-registered"));
	const ofHolder = (holder: number): Group => {
		const group = byHolder[holder] ?? groups.of(judgeHolder(holder));
		byHolder[holder] = group;
		return group;
	};
	const ofNumber = (number: number): Group =>
		number === 0 ? nobody() : ofHolder(holders.of[placeOf(number, registered)] as number);
	return {
		/** By the place among those that are registered; -1 = not registered. */
		at: (place: number): Group => (place < 0 ? nobody() : ofHolder(holders.of[place] as number)),
		ofNumber,
		/** As a case judges a network: by all that is in it, what is not registered last. */
		ofAll(numbers: readonly number[]): Group {
			const inside = new Set(numbers.filter((number) => number !== 0).map(ofNumber));
			if (numbers.includes(0)) inside.add(nobody());
			const [first, ...others] = [...inside] as [Group, ...Group[]];
			if (others.length === 0) return first;
			return groups.of(combine([asResolution(first), ...others.map(asResolution)], "several-networks-inside"));
		},
		counts: () => groups.counts(),
	};
}

/** Attributes a report while it is read. */
export interface ReportAttribution {
	/** Takes addresses as they come, each once. */
	take(batch: PackedAddresses): void;
	/**
	 * One entry per operator (its set of mailboxes) and reason not to mail, the most findings first. A network that several hold is judged as
	 * a case judges it. Hosts are left out: the registry knows none. `tally`: of the report whose addresses were taken.
	 */
	finish(tally: ReportTally, rules: ContactRules): OperatorCount[];
}

/** Finds who holds what a report names, by the local registry alone. Asks nobody, stores nothing. */
export function attributeReport(registry: LocalRegistry): ReportAttribution {
	const found = { 4: [] as Numbers, 6: [] as Numbers };
	return {
		take(batch) {
			const { v4, v6 } = registry.attribute(batch);
			found[4].push(v4);
			found[6].push(v6);
		},
		finish(tally, rules) {
			const parts = allParts(tally, registry);
			const { numbers, addresses, findings } = countByRange(found, tally, parts);
			const unregistered = numbers[0] === 0 ? 1 : 0;
			const registered = numbers.subarray(unregistered);
			const holders = registry.holdersOf(registered);
			const groups = groupsByNumber(registered, holders, (holder) => judge(holders.holder(holder), registry, rules));
			for (let at = 0; at < numbers.length; at++) {
				// Else a range that only a network has a part of.
				if (addresses[at] === 0) continue;
				const group = groups.at(at - unregistered);
				group.addresses += addresses[at] as number;
				group.findings += findings[at] as number;
			}
			for (const { kind, findings: ofParts, only, inside } of parts) {
				for (const [at, number] of only.entries()) {
					const numbersInside = inside.get(at);
					const group = numbersInside === undefined ? groups.ofNumber(number) : groups.ofAll(numbersInside);
					group[kind]++;
					group.findings += ofParts[at] as number;
				}
			}
			return groups.counts();
		},
	};
}

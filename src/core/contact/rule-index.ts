import { addressBits, parseRange, prefixLength } from "../report/range.ts";
import type { AddressRange } from "../report/target.ts";

/** What a rule of the team is about: `192.0.2.0/24`, `AS64496`, `example.nl`, `abuse@example.nl`. */
export interface Rule {
	readonly kind: "cidr" | "asn" | "domain" | "mailbox";
	readonly value: string;
	/** Passes notices on to its members: goes before every rule that does not. Absent = false. */
	readonly forwarder?: boolean;
}

/** What is known of a target; each null when it has none. */
export interface RuleQuestion {
	readonly range: AddressRange | null;
	readonly asn: number | null;
	readonly host: string | null;
}

/** The team's rules of one sort, ready to be asked for every target of a report. */
export interface RuleIndex<T extends Rule> {
	/** The rule for the most specific network that holds all of `range`. */
	covering(range: AddressRange): T | null;
	/** The rule for the most specific network that overlaps `range` without holding all of it. */
	inside(range: AddressRange): T | null;
	asn(asn: number): T | null;
	/** The rule for the longest domain that `host` is or is under; compared label by label. */
	domain(host: string): T | null;
	mailbox(mailbox: string): T | null;
	/** The rule that counts: forwarders before all others; among each the most specific network, then the AS number, then the longest domain. */
	speaks(question: RuleQuestion): T | null;
	/** A rule that would count for a part of the range only, and goes before the one that speaks for all of it. */
	divides(question: RuleQuestion): T | null;
	/** Every rule for all of what is asked, the one that counts first. */
	all(question: RuleQuestion): readonly T[];
	/** Every rule for a network that overlaps `range` without holding all of it, the most specific first. */
	parts(range: AddressRange): readonly T[];
}

interface Network<T> {
	readonly range: AddressRange;
	readonly hostBits: number;
	readonly rule: T;
}

function readNetwork<T extends Rule>(rule: T): Network<T> {
	const range = parseRange(rule.value);
	const prefix = range === null ? null : prefixLength(range);
	if (range === null || prefix === null) {
		throw new TypeError("a network in the directory or among the opt-outs cannot be read");
	}
	return { range, hostBits: addressBits(range.version) - prefix, rule };
}

const domainKey = (text: string) => text.toLowerCase().replace(/\.$/, "");

/** Networks of one version and prefix length, by their first address without its host bits. */
interface Blocks<T> {
	readonly hostBits: number;
	/** IPv4 addresses as numbers, which are ten times as fast as bigints here; IPv6 as they are. */
	readonly byBlock: ReadonlyMap<number | bigint, T>;
}

function blocksOf<T>(networks: readonly Network<T>[], version: AddressRange["version"]): readonly Blocks<T>[] {
	const own = networks.filter(({ range }) => range.version === version);
	const lengths = [...new Set(own.map(({ hostBits }) => hostBits))].sort((a, b) => a - b);
	return lengths.map((hostBits) => {
		const same = own.filter((network) => network.hostBits === hostBits);
		const key = (first: bigint) => (version === 4 ? Number(first >> BigInt(hostBits)) : first >> BigInt(hostBits));
		return { hostBits, byBlock: new Map(same.map(({ range, rule }) => [key(range.first), rule])) };
	});
}

/** Looked up once per prefix length in use, the longest first. */
function coveringOf<T>(networks: readonly Network<T>[]): (range: AddressRange) => Generator<T> {
	const [blocks4, blocks6] = [blocksOf(networks, 4), blocksOf(networks, 6)];
	function* covering4(first: number, last: number): Generator<T> {
		for (const { hostBits, byBlock } of blocks4) {
			const block = Math.floor(first / 2 ** hostBits);
			const rule = block === Math.floor(last / 2 ** hostBits) ? byBlock.get(block) : undefined;
			if (rule !== undefined) yield rule;
		}
	}
	function* covering6({ first, last }: AddressRange): Generator<T> {
		for (const { hostBits, byBlock } of blocks6) {
			const block = first >> BigInt(hostBits);
			const rule = block === last >> BigInt(hostBits) ? byBlock.get(block) : undefined;
			if (rule !== undefined) yield rule;
		}
	}
	return (range) => (range.version === 4 ? covering4(Number(range.first), Number(range.last)) : covering6(range));
}

/** The position of the first of `sorted` that is at least `value`. */
function lowerBound(sorted: readonly bigint[], value: bigint): number {
	let low = 0;
	let high = sorted.length;
	while (low < high) {
		const middle = (low + high) >>> 1;
		if ((sorted[middle] as bigint) < value) low = middle + 1;
		else high = middle;
	}
	return low;
}

/** Networks of one version in order of one of their ends. */
function byEnd<T>(networks: readonly Network<T>[], end: "first" | "last") {
	const sorted = [...networks].sort((a, b) => (a.range[end] < b.range[end] ? -1 : 1));
	const ends = sorted.map(({ range }) => range[end]);
	return (from: bigint, to: bigint) => sorted.slice(lowerBound(ends, from), lowerBound(ends, to + 1n));
}

/** Networks that begin or end within a range, past its own ends: those that hold a part of it only. Found by bisection. */
function partsOf<T>(networks: readonly Network<T>[]): (range: AddressRange) => Network<T>[] {
	const versions = new Map(
		([4, 6] as const).map((version) => {
			const own = networks.filter(({ range }) => range.version === version);
			return [version, { begin: byEnd(own, "first"), end: byEnd(own, "last") }];
		}),
	);
	return (range) => {
		const { begin, end } = versions.get(range.version) as NonNullable<ReturnType<typeof versions.get>>;
		if (range.first === range.last) return [];
		return [...new Set([...begin(range.first + 1n, range.last), ...end(range.first, range.last - 1n)])];
	};
}

function* domainsOf<T>(domains: ReadonlyMap<string, T>, host: string): Generator<T> {
	if (domains.size === 0) return;
	const labels = domainKey(host).split(".");
	for (let skip = 0; skip < labels.length; skip++) {
		const rule = domains.get(labels.slice(skip).join("."));
		if (rule !== undefined) yield rule;
	}
}

const firstOf = <T>(rules: Iterable<T>): T | null => {
	for (const rule of rules) return rule;
	return null;
};

/** The index of rules of one rank. */
function plainIndex<T extends Rule>(rules: readonly T[]) {
	const ofKind = (kind: Rule["kind"]) => rules.filter((rule) => rule.kind === kind);
	const networks = ofKind("cidr").map(readNetwork);
	const asns = new Map(ofKind("asn").map((rule) => [Number(rule.value.replace(/^AS/i, "")), rule]));
	const domains = new Map(ofKind("domain").map((rule) => [domainKey(rule.value), rule]));
	const mailboxes = new Map(ofKind("mailbox").map((rule) => [rule.value.toLowerCase(), rule]));
	const [covering, within] = [coveringOf(networks), partsOf(networks)];
	const specific = (a: Network<T>, b: Network<T>) =>
		a.hostBits - b.hostBits || (a.range.first < b.range.first ? -1 : 1);
	const index = {
		covering: (range: AddressRange) => firstOf(covering(range)),
		inside: (range: AddressRange) =>
			within(range).reduce<Network<T> | null>(
				(best, one) => (best === null || specific(one, best) < 0 ? one : best),
				null,
			)?.rule ?? null,
		asn: (asn: number) => asns.get(asn) ?? null,
		domain: (host: string) => firstOf(domainsOf(domains, host)),
		mailbox: (mailbox: string) => mailboxes.get(mailbox.toLowerCase()) ?? null,
		parts: (range: AddressRange) =>
			within(range)
				.sort(specific)
				.map(({ rule }) => rule),
	};
	function* all({ range, asn, host }: RuleQuestion): Generator<T> {
		if (range !== null) yield* covering(range);
		const ofAs = asn === null ? null : index.asn(asn);
		if (ofAs !== null) yield ofAs;
		if (host !== null) yield* domainsOf(domains, host);
	}
	return { ...index, all };
}

/**
 * Makes the index of `rules`; of two with the same kind and value the later counts. Expired rules are not to be passed in.
 * Throws a `TypeError` for a network that cannot be read: an opt-out must not get lost.
 */
export function ruleIndex<T extends Rule>(rules: readonly T[]): RuleIndex<T> {
	const everything = plainIndex(rules);
	const forwarding = rules.filter(({ forwarder }) => forwarder === true);
	const forwarders = plainIndex(forwarding);
	const others = forwarding.length === 0 ? everything : plainIndex(rules.filter(({ forwarder }) => forwarder !== true));
	const { covering, inside, asn, domain, mailbox, parts } = everything;
	return {
		...{ covering, inside, asn, domain, mailbox, parts },
		speaks: (question) => firstOf(forwarders.all(question)) ?? firstOf(others.all(question)),
		divides(question) {
			if (question.range === null) return null;
			// Where a forwarder speaks for all of it, entries of others inside do not count.
			return firstOf(forwarders.all(question)) === null ? inside(question.range) : forwarders.inside(question.range);
		},
		all: (question) => [...forwarders.all(question), ...others.all(question)],
	};
}

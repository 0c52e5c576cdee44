import { addressBits, containsRange, overlapsRange, parseRange, prefixLength } from "../report/range.ts";
import type { AddressRange } from "../report/target.ts";

/** What a rule of the team is about: `192.0.2.0/24`, `AS64496`, `example.nl`, `abuse@example.nl`. */
export interface Rule {
	readonly kind: "cidr" | "asn" | "domain" | "mailbox";
	readonly value: string;
}

/** The team's rules of one sort, ready to be asked for every target of a report. */
export interface RuleIndex<T extends Rule> {
	/** The rule for the most specific network that holds all of `range`. */
	covering(range: AddressRange): T | null;
	/** A rule for a network that overlaps `range` without holding all of it. */
	inside(range: AddressRange): T | null;
	asn(asn: number): T | null;
	/** The rule for the longest domain that `host` is or is under; compared label by label. */
	domain(host: string): T | null;
	mailbox(mailbox: string): T | null;
}

interface Network<T> {
	readonly range: AddressRange;
	readonly hostBits: bigint;
	readonly rule: T;
}

function readNetwork<T extends Rule>(rule: T): Network<T> {
	const range = parseRange(rule.value);
	const prefix = range === null ? null : prefixLength(range);
	if (range === null || prefix === null) {
		throw new TypeError("a network in the directory or among the opt-outs cannot be read");
	}
	return { range, hostBits: BigInt(addressBits(range.version) - prefix), rule };
}

const domainKey = (text: string) => text.toLowerCase().replace(/\.$/, "");

/** Keyed by version, host bits and first address; looked up once per prefix length in use, the longest first. */
function networkIndex<T>(networks: readonly Network<T>[]): (range: AddressRange) => T | null {
	const byBlock = new Map(
		networks.map(({ range, hostBits, rule }) => [`${range.version}/${hostBits}/${range.first}`, rule]),
	);
	const lengths = [...new Set(networks.map(({ hostBits }) => hostBits))].sort((a, b) => Number(a - b));
	return (range) => {
		for (const bits of lengths) {
			if (range.first >> bits !== range.last >> bits) continue;
			const rule = byBlock.get(`${range.version}/${bits}/${(range.first >> bits) << bits}`);
			if (rule !== undefined) return rule;
		}
		return null;
	};
}

/**
 * Makes the index of `rules`; of two with the same kind and value the later counts. Expired rules are not to be passed in.
 * Throws a `TypeError` for a network that cannot be read: an opt-out must not get lost.
 */
export function ruleIndex<T extends Rule>(rules: readonly T[]): RuleIndex<T> {
	const ofKind = (kind: Rule["kind"]) => rules.filter((rule) => rule.kind === kind);
	const networks = ofKind("cidr").map(readNetwork);
	const asns = new Map(ofKind("asn").map((rule) => [Number(rule.value.replace(/^AS/i, "")), rule]));
	const domains = new Map(ofKind("domain").map((rule) => [domainKey(rule.value), rule]));
	const mailboxes = new Map(ofKind("mailbox").map((rule) => [rule.value.toLowerCase(), rule]));
	const partOf = (network: AddressRange, range: AddressRange) =>
		overlapsRange(network, range) && !containsRange(network, range);
	return {
		covering: networkIndex(networks),
		inside: (range) =>
			range.first === range.last ? null : (networks.find((network) => partOf(network.range, range))?.rule ?? null),
		asn: (asn) => asns.get(asn) ?? null,
		domain: (host) => {
			const labels = domainKey(host).split(".");
			for (let skip = 0; skip < labels.length; skip++) {
				const rule = domains.get(labels.slice(skip).join("."));
				if (rule !== undefined) return rule;
			}
			return null;
		},
		mailbox: (mailbox) => mailboxes.get(mailbox.toLowerCase()) ?? null,
	};
}

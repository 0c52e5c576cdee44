import { addressesIn, type FoundAddress, findAddresses, replaceAddresses } from "../report/find-addresses.ts";
import type { Finding } from "../report/finding.ts";
import type { AddressRange } from "../report/target.ts";
import { ownAddresses } from "./own-addresses.ts";
import { ownDetails } from "./own-details.ts";
import { plainLine } from "./plain-text.ts";
import { safeCell } from "./render-csv.ts";

/** What a mail to one group may name. */
export interface GroupAllowance {
	/** The group's own findings of this round. */
	readonly findings: readonly Finding[];
	/** Words that stand in every mail: title, description, reference, names, mailboxes. Their hosts and URLs are allowed, IP addresses in them never. */
	readonly typed: readonly string[];
	/** The hotline's own, allowed as they stand, e.g. a website on an address. */
	readonly fixed: readonly string[];
}

/**
 * Gives a function that says which of the things a text names are not the group's own. Allowed are:
 * - addresses, networks and ranges that lie within the group's own targets, compared as numbers;
 * - the group's own hosts, and its own URLs with exactly that path;
 * - whatever stands in the details of the group's own findings as far as those may be mailed (`ownDetails`), their headers included;
 * - hosts and URLs in `typed`, everything in `fixed`.
 */
export function groupCheck(allowance: GroupAllowance): (text: string) => FoundAddress[] {
	const own = ownAddresses(allowance.findings);
	const names = new Set<string>();
	const ranges = new Set<string>();
	/** Texts that name nothing but the group's own: most cells of a list are a target or a detail as it stands, or with a formula's marks in it. */
	const clean = new Set<string>();
	/** Details in small letters: most hosts that a mail names are one of them as it stands. */
	const whole = new Set<string>();
	/** Details that are searched only once something was found that is not allowed yet. */
	const unsearched: string[] = [];
	const isClean = (text: string) => void clean.add(text).add(safeCell(text));
	const allow = (text: string) => {
		for (const found of findAddresses(text))
			if ("range" in found) ranges.add(rangeKey(found.range));
			else names.add(nameKey(found));
	};
	for (const { target, details } of allowance.findings) {
		if (target.kind === "url" || target.kind === "host") {
			allow(target.text);
			names.add(nameKey({ kind: "host", text: target.host.toLowerCase() }));
		}
		isClean(target.text);
		for (const text of [...ownDetails(details, own)].flat()) {
			if (clean.has(text)) continue;
			isClean(text);
			whole.add(text.toLowerCase());
			unsearched.push(text);
		}
	}
	for (const text of allowance.typed) {
		const withoutAddresses = replaceAddresses(text, () => true, "[…]");
		allow(withoutAddresses);
		// A line may break at any space: each word is allowed by itself too.
		for (const word of [...plainLine(withoutAddresses).split(" "), ...plainLine(text).split(" ")])
			if (addressesIn(word).length === 0) allow(word);
	}
	for (const text of allowance.fixed) allow(text);
	const isForeign = (found: FoundAddress): boolean => {
		if ("range" in found) return !own.covers(found.range) && !ranges.has(rangeKey(found.range));
		return !names.has(nameKey(found)) && !(found.kind === "host" && whole.has(found.text));
	};
	return (text) => {
		if (clean.has(text)) return [];
		let foreign = findAddresses(text).filter(isForeign);
		if (foreign.length > 0 && unsearched.length > 0) {
			for (const detail of unsearched.splice(0)) allow(detail);
			foreign = foreign.filter(isForeign);
		}
		if (foreign.length === 0) clean.add(text);
		return foreign;
	};
}

function rangeKey({ version, first, last }: AddressRange): string {
	return `${version}:${first}-${last}`;
}

function nameKey(found: { readonly kind: "host" | "url"; readonly text: string }): string {
	return `${found.kind} ${found.text}`;
}

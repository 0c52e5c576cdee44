import type { Contact, ContactSourceName } from "../core/contact/contact.ts";
import type { Instant } from "../core/instant.ts";
import type { AddressRange } from "../core/report/target.ts";

/**
 * What a source says: a contact (whose mailboxes may be empty: it knows the range and nobody can be mailed), or that the
 * range is not its business. A source that cannot be reached, or whose answer has another shape than known, throws a
 * `SourceFault`: that is never "no contact".
 */
export type SourceAnswer = { readonly kind: "contact"; readonly contact: Contact } | { readonly kind: "not-covered" };

export interface ContactSource {
	readonly name: ContactSourceName;
	/** Who is behind the most specific registered range that holds all of `range`. */
	find(range: AddressRange, signal: AbortSignal): Promise<SourceAnswer>;
	/** The same for an AS number; `not-covered` where the source has no such thing. */
	findAsn(asn: number, signal: AbortSignal): Promise<SourceAnswer>;
	/**
	 * What is known of a CIDR block, in fewer questions than it holds ranges; at sources that can tell. Asked for the sake of
	 * `wanted`, which lie in it: no further question is asked once they are known. `too-much` when the block holds more
	 * than one answer may. Throws as `find` does.
	 */
	survey?(block: AddressRange, wanted: readonly AddressRange[], signal: AbortSignal): Promise<Survey>;
}

/** Parts that do not overlap, in order of address. What lies in none of them is not known. */
export type Survey = readonly KnownPart[] | "too-much";

/** A part of the address space in which no address has a more specific contact than this one. */
export interface KnownPart {
	readonly part: AddressRange;
	/** Null: the part is not the source's business. */
	readonly contact: Contact | null;
}

export interface SourceFaultOptions extends ErrorOptions {
	readonly until?: Instant | null;
}

/** A source could not be asked, or answered in a way that is not known. `kind` tells what to do about it. */
export class SourceFault extends Error {
	readonly kind: "time-out" | "unreachable" | "rate-limited" | "changed-shape" | "refused";
	readonly source: string;
	/** Until when the source is left alone; null when that is not known. */
	readonly until: Instant | null;
	constructor(source: string, kind: SourceFault["kind"], message: string, options: SourceFaultOptions = {}) {
		super(message, options);
		this.name = "SourceFault";
		this.source = source;
		this.kind = kind;
		this.until = options.until ?? null;
	}
}

/** What is registered inside a range. */
export interface RangeContents {
	/** Every contact that holds for a part of the range: one per most specific registered range, in order of address. */
	readonly contacts: readonly Contact[];
	/** True when a part of the range is not registered at all. */
	readonly gaps: boolean;
}

/** A registry's database kept locally: the same answers as a live source, and what lies inside a range. */
export interface LocalRegistry extends ContactSource {
	/** When the data is from. */
	readonly asOf: Instant;
	/** Number of objects that were read. */
	readonly objects: number;
	inside(range: AddressRange): RangeContents;
	/** Numbers (as `attribute` gives them) of the most specific ranges that have a part of `range`, each once; 0 among them: a part is not registered. */
	numbersInside(range: AddressRange): readonly number[];
	/** For each address the number of the most specific range that holds it, in the same order; 0 = not registered. */
	attribute(addresses: PackedAddresses): { readonly v4: Uint32Array; readonly v6: Uint32Array };
	/** The contact of a range that `attribute` gave; what `find` gives for an address in it, but for the origin AS, which is the range's. */
	contactOf(number: number): Contact;
	/**
	 * Who holds each of the ranges: for each number (which `attribute` gave, in rising order, each once) a number of its holder,
	 * from 0. Ranges with the same contact, organisation and countries have one holder. Far cheaper than a contact for each.
	 */
	holdersOf(numbers: Uint32Array): Holders;
}

export interface Holders {
	readonly of: Uint32Array;
	readonly count: number;
	/** Read when it is asked for. */
	holder(number: number): Holder;
}

/** Whom many ranges have in common: what judging them needs. */
export interface Holder
	extends Pick<
		Contact,
		"operator" | "mailboxes" | "unreadable" | "organisationCountry" | "rangeCountry" | "delegatedCountry"
	> {
	/** One of its ranges, for all that `contactOf` tells. */
	readonly sample: number;
}

/** Many addresses in little memory, in any order. */
export interface PackedAddresses {
	/** One word each. */
	readonly v4: Uint32Array;
	/** Four words each, the most significant first. */
	readonly v6: Uint32Array;
}

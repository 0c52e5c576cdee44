import { z } from "zod";
import type { Instant } from "../instant.ts";
import type { AddressRange } from "../report/target.ts";

/** Where a contact came from, in the order in which they are asked. */
export const ContactSourceName = z.enum([
	"directory",
	"security-txt",
	"registry",
	"ripe",
	"rdap",
	"whois",
	"volunteer",
]);
export type ContactSourceName = z.infer<typeof ContactSourceName>;

/** Why a group of findings is not mailed by itself. Each finding is in one notice or in one of these. */
export const Bucket = z.enum([
	"abroad",
	"country-unclear",
	"no-contact",
	"private-looking",
	"bad-contact",
	"opted-out",
	"several-operators",
	"lookup-failed",
	"left-out",
	"handed-over",
]);
export type Bucket = z.infer<typeof Bucket>;

/** Another mailbox that a source knows for the same range. Never used by itself: a volunteer may choose it. */
export interface OtherContact {
	readonly operator: string;
	/** As in `Contact`; at least one. */
	readonly mailboxes: readonly string[];
	readonly path: readonly string[];
}

/** What one source says about one range, before any judgement. */
export interface Contact {
	/** The registered range the answer is for. */
	readonly range: AddressRange;
	/** True when no more specific registered range exists inside `range`, so that the answer holds for all of it. */
	readonly leaf: boolean;
	/** Display name of who runs the network; never used as identity. */
	readonly operator: string;
	/** Checked addr-specs (RFC 5321, no display names), lower-case domain, in order, no duplicates; empty = no contact. */
	readonly mailboxes: readonly string[];
	/** What stands where a mailbox should, when none could be read from it; for a volunteer's eyes. Null when there is nothing. */
	readonly unreadable: string | null;
	/** The registry's own yearly check could not reach the mailbox. */
	readonly suspect: boolean;
	/** Further contacts on the way up, the nearest first: the organisation's, that of a wider network. */
	readonly others: readonly OtherContact[];
	/** The registered name of the network or AS; null when there is none. */
	readonly netname: string | null;
	/** ISO 3166 alpha-2 of the organisation (the legal country), upper case. */
	readonly organisationCountry: string | null;
	/** ISO 3166 alpha-2 that the holder wrote on the range, upper case. */
	readonly rangeCountry: string | null;
	/** ISO 3166 alpha-2 of the holder of the block in the registry's delegated statistics, upper case; null where they are not at hand. */
	readonly delegatedCountry: string | null;
	readonly asn: number | null;
	readonly source: ContactSourceName;
	/** How the mailbox was reached, outermost first, e.g. `["inetnum 192.0.2.0 - 192.0.2.255", "org ORG-X1-TEST", "role AR1-TEST"]`. */
	readonly path: readonly string[];
	/** When the source was asked or the index was built. */
	readonly asOf: Instant;
}

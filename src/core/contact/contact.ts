import { z } from "zod";
import type { Instant } from "../instant.ts";
import type { AddressRange } from "../report/target.ts";

/** Where a contact came from, in the order in which they are asked. */
export const ContactSourceName = z.enum(["directory", "registry", "ripe", "rdap", "whois", "volunteer"]);
export type ContactSourceName = z.infer<typeof ContactSourceName>;

/** Why a group of findings is not mailed by itself. Each finding is in one notice or in one of these. */
export const Bucket = z.enum([
	"abroad",
	"country-unclear",
	"no-contact",
	"private-looking",
	"opted-out",
	"several-operators",
	"lookup-failed",
	"left-out",
	"handed-over",
]);
export type Bucket = z.infer<typeof Bucket>;

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
	/** ISO 3166 alpha-2 of the organisation (the legal country), upper case. */
	readonly organisationCountry: string | null;
	/** ISO 3166 alpha-2 that the holder wrote on the range, upper case. */
	readonly rangeCountry: string | null;
	readonly asn: number | null;
	readonly source: ContactSourceName;
	/** How the mailbox was reached, outermost first, e.g. `["inetnum 192.0.2.0 - 192.0.2.255", "org ORG-X1-TEST", "role AR1-TEST"]`. */
	readonly path: readonly string[];
	/** When the source was asked or the index was built. */
	readonly asOf: Instant;
}

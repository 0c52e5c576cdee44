import { z } from "zod";
import type { Instant } from "../instant.ts";
import type { Bucket, ContactSourceName } from "./contact.ts";
import type { SecurityTxtProblem } from "./security-txt.ts";

/** Why a target is in its bucket, or what to know of it; worded by the text layer. */
export type ResolutionReason =
	| "network-opted-out"
	| "part-of-network-opted-out"
	| "as-opted-out"
	| "domain-opted-out"
	| "mailbox-opted-out"
	| "not-registered"
	| "registry-damaged"
	| "no-mailbox"
	| "unreadable-mailbox"
	| "mailbox-does-not-work"
	| "organisation-abroad"
	| "countries-disagree"
	| "country-unknown"
	| "consumer-mail-domain"
	| "names-a-person"
	| "names-no-role"
	| "natural-person"
	| "several-networks-inside"
	| "several-addresses"
	| "host-without-address"
	| "no-such-host"
	| "host-alias-broken"
	| "host-in-special-use"
	| "host-lookup-failed"
	| "site-abroad"
	| "site-certificate"
	| "site-redirect"
	| "site-out-of-order"
	| "security-txt-none"
	| "security-txt-no-mailbox"
	| `security-txt-${SecurityTxtProblem}`
	| "offline"
	| "time-out"
	| "unreachable"
	| "rate-limited"
	| "changed-shape"
	| "refused";

/** Why somebody should look before a mailbox is used: its data is old, or the registry itself could not reach it. */
export const Doubt = z.enum(["stale", "suspect"]);
export type Doubt = z.infer<typeof Doubt>;

/** A mailbox that a volunteer may choose in place of the one that was found, or where none was. Never used by itself. */
export interface Offer {
	readonly operator: string;
	/** As in `Contact`; at least one. */
	readonly mailboxes: readonly string[];
	readonly source: ContactSourceName;
	/** How it was found, outermost first. */
	readonly path: readonly string[];
}

/** Who to tell about one target, or why nobody is told by itself. */
export interface Resolution {
	/** null = can be mailed. */
	readonly bucket: Bucket | null;
	/** Display name; empty when nobody is known. */
	readonly operator: string;
	/** In full; private-looking ones only in the bucket `private-looking`. Without those that opted out. */
	readonly mailboxes: readonly string[];
	/** `operatorKey` of the mailboxes; empty without. */
	readonly operatorKey: string;
	/** The country that scope was judged on. */
	readonly country: string | null;
	readonly asn: number | null;
	readonly source: ContactSourceName | null;
	/** The registered range that the answer is for, as text; null when none is known. */
	readonly range: string | null;
	/** How the contact was found, outermost first. */
	readonly path: readonly string[];
	readonly reason: ResolutionReason | null;
	readonly doubts: readonly Doubt[];
	/** The nearest first; without those that opted out, that do not work or that look private. */
	readonly offers: readonly Offer[];
	/** When the source was asked, or its data is from; null without a source, and for what the team itself keeps. */
	readonly asOf: Instant | null;
}

/** A resolution that names nobody. */
export function unresolved(bucket: Bucket, reason: ResolutionReason): Resolution {
	return {
		bucket,
		operator: "",
		mailboxes: [],
		operatorKey: "",
		country: null,
		asn: null,
		source: null,
		range: null,
		path: [],
		reason,
		doubts: [],
		offers: [],
		asOf: null,
	};
}

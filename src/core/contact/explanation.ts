import type { ContactSourceName } from "./contact.ts";
import type { Resolution, ResolutionReason } from "./resolution.ts";

/** What became of something that was looked at: it gave the answer; something before it counted more; a volunteer may choose it. */
export type Fate = "used" | "overruled" | "offered" | "knows-nothing" | "failed" | "not-asked";

/** One thing that was looked at on the way to an answer, in the order of the chain. */
export interface Considered {
	readonly what: "opt-outs" | "live" | "addresses" | ContactSourceName;
	readonly fate: Fate;
	/** The entry, range or host that spoke; empty when nothing did. */
	readonly about: string;
	/** Display name; empty when there is none. */
	readonly operator: string;
	/** Those that may be shown: private-looking ones only in an answer to the asker alone. */
	readonly mailboxes: readonly string[];
	/** Why it failed, or was not used. */
	readonly reason: ResolutionReason | null;
}

/** Which countries a source names for a range: what scope was judged on. */
export interface NamedCountries {
	readonly organisation: string | null;
	readonly delegated: string | null;
	readonly range: string | null;
}

/** An answer with all that was looked at; holds the target, so it is for the asker alone. */
export interface Explanation {
	readonly resolution: Resolution;
	/** Null when no source knows the target. */
	readonly netname: string | null;
	readonly countries: NamedCountries;
	readonly considered: readonly Considered[];
}

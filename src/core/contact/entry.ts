import type { Instant } from "../instant.ts";
import type { Language } from "../language.ts";

export type DirectoryKind = "cidr" | "asn" | "domain";
export type OptOutKind = DirectoryKind | "mailbox";

/** What every entry of the directory and every opt-out has. */
interface Entry {
	readonly id: string;
	/** Canonical: `192.0.2.0/24`, `AS64496`, `example.nl`, `abuse@example.nl`. */
	readonly value: string;
	readonly reason: string;
	/** Display name of who added it. */
	readonly author: string;
	readonly createdAt: Instant;
	/** Counts no longer from then on; null = until removed. */
	readonly expiresAt: Instant | null;
}

/** How an operator wants its mail. */
export interface DeliveryWishes {
	/** X-ARF beside the CSV. */
	readonly xarf: boolean;
	/** The one language of its mails; null = as the hotline writes to its country. */
	readonly language: Language | null;
	/** OpenPGP keys that its mails are encrypted to, as `MailKeys.read` gives them; null = not encrypted. */
	readonly pgpKey: string | null;
}

/** What an operator gets that asked for nothing. */
export const noWishes: DeliveryWishes = { xarf: false, language: null, pgpKey: null };

/** A contact that the team keeps itself; goes before every other source. */
export interface DirectoryEntry extends Entry, DeliveryWishes {
	readonly kind: DirectoryKind;
	readonly operator: string;
	readonly mailboxes: readonly string[];
	/** A CERT or sector organisation that passes notices on to its members: goes before entries that do not. */
	readonly forwarder: boolean;
}

/** A network, AS, domain or mailbox that asked for no notices. */
export interface OptOut extends Entry {
	readonly kind: OptOutKind;
}

export type NewDirectoryEntry = Omit<DirectoryEntry, "id">;
export type NewOptOut = Omit<OptOut, "id">;

/** An entry with how it ended, for the history. */
export type Past<T> = T & {
	/** Null = not removed; it may have ended by `expiresAt`. */
	readonly removedAt: Instant | null;
	readonly removedBy: string | null;
	/** Null also when another entry took its place. */
	readonly removedReason: string | null;
};

/** Most mailboxes of one entry. */
export const maxEntryMailboxes = 5;
/** Most characters of a reason. */
export const maxReason = 200;
/** Most characters of an operator's name. */
export const maxOperator = 120;
/** Most bytes of the OpenPGP keys of one entry, as they are kept. */
export const maxPgpKeyBytes = 65_536;

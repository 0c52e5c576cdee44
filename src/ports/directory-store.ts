import type { Instant } from "../core/instant.ts";

export type DirectoryKind = "cidr" | "asn" | "domain";
export type OptOutKind = DirectoryKind | "mailbox";

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

/** A contact that the team keeps itself; goes before every other source. */
export interface DirectoryEntry extends Entry {
	readonly kind: DirectoryKind;
	readonly operator: string;
	readonly mailboxes: readonly string[];
}

/** A network, AS, domain or mailbox that asked for no notices. */
export interface OptOut extends Entry {
	readonly kind: OptOutKind;
}

export type NewDirectoryEntry = Omit<DirectoryEntry, "id">;
export type NewOptOut = Omit<OptOut, "id">;

/** Removed and expired entries stay for the history but are not listed. */
export interface DirectoryStore {
	/** Entries valid at `at`, by kind and value. */
	contacts(at: Instant): Promise<DirectoryEntry[]>;
	optOuts(at: Instant): Promise<OptOut[]>;
	/** Replaces a valid entry with the same kind and value. */
	setContact(entry: NewDirectoryEntry): Promise<DirectoryEntry>;
	addOptOut(entry: NewOptOut): Promise<OptOut>;
	/** By kind and value; false when there is none valid. */
	removeContact(kind: DirectoryKind, value: string, by: string, at: Instant): Promise<boolean>;
	removeOptOut(kind: OptOutKind, value: string, by: string, at: Instant): Promise<boolean>;
}

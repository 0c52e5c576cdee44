import type {
	DirectoryEntry,
	DirectoryKind,
	NewDirectoryEntry,
	NewOptOut,
	OptOut,
	OptOutKind,
	Past,
} from "../core/contact/entry.ts";
import type { Instant } from "../core/instant.ts";

/** Which entry is meant; of one key at most one is valid. */
interface Key<K> {
	readonly kind: K;
	/** Canonical, as `parseEntryKey` gives it. */
	readonly value: string;
}

/** Who ends an entry, when and why. */
export interface Ending {
	/** Display name. */
	readonly by: string;
	readonly at: Instant;
	readonly reason: string;
}

/** The team's own contacts and opt-outs. Nothing is deleted: removed, replaced and expired ones stay for the history but are not listed. */
export interface DirectoryStore {
	/** Entries valid at `at`, by kind and value. */
	contacts(at: Instant): Promise<DirectoryEntry[]>;
	optOuts(at: Instant): Promise<OptOut[]>;
	/** Entries that ended by themselves after `since`, up to `at`, the latest first. */
	contactsEnded(since: Instant, at: Instant): Promise<DirectoryEntry[]>;
	optOutsEnded(since: Instant, at: Instant): Promise<OptOut[]>;
	/** All that ever stood under a key, the newest first. */
	contactHistory(key: Key<DirectoryKind>): Promise<Past<DirectoryEntry>[]>;
	optOutHistory(key: Key<OptOutKind>): Promise<Past<OptOut>[]>;
	/** Replaces a valid entry with the same kind and value. */
	setContact(entry: NewDirectoryEntry): Promise<DirectoryEntry>;
	addOptOut(entry: NewOptOut): Promise<OptOut>;
	/** The same for many at once, of which no two have the same key: all of them or, when it throws, none. */
	setContacts(entries: readonly NewDirectoryEntry[]): Promise<void>;
	addOptOuts(entries: readonly NewOptOut[]): Promise<void>;
	/** False when there is none valid. */
	removeContact(key: Key<DirectoryKind>, ending: Ending): Promise<boolean>;
	removeOptOut(key: Key<OptOutKind>, ending: Ending): Promise<boolean>;
}

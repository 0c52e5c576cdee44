import type { Contact } from "../core/contact/contact.ts";
import type { Instant } from "../core/instant.ts";
import type { AddressRange } from "../core/report/target.ts";

/** What the live sources came to, as it is kept. */
export interface StoredAnswer {
	/** The range that was asked for, or a part of the address space that the answer is known to hold for. */
	readonly area: AddressRange;
	/** True when the answer holds for whatever lies in `area`; false when for `area` alone. */
	readonly whole: boolean;
	/** Null: no source knows the range. Never a failure. */
	readonly contact: Contact | null;
	readonly asOf: Instant;
}

/** Answers of live sources. Survives a restart. */
export interface ContactCache {
	/** For each range, in the same order, the newest answer from after `since` that holds for it, or null. */
	find(ranges: readonly AddressRange[], since: Instant): Promise<(StoredAnswer | null)[]>;
	/** Replaces what is kept for the same areas. */
	save(answers: readonly StoredAnswer[]): Promise<void>;
	/** Deletes answers of before `before`: an area can be an affected address. */
	dropOlder(before: Instant): Promise<void>;
}

import type { BadMailbox } from "../core/contact/bad-mailbox.ts";
import type { Instant } from "../core/instant.ts";

/** Mailboxes that do not work. A mark counts until it is cleared, or for 180 days (`marksSince`). Nothing is deleted. */
export interface BadMailboxes {
	/** Those of `mailboxes` that do not work at `at`, in lower case. */
	among(mailboxes: readonly string[], at: Instant): Promise<ReadonlySet<string>>;
	/** What is marked at `at`, the newest first; a mailbox that was marked several times by its newest mark. */
	list(at: Instant): Promise<BadMailbox[]>;
	/** Marks one, in any case of letters. The same cause in the same case twice is one mark: safe to repeat. */
	mark(bad: BadMailbox): Promise<void>;
	/** Says that it works again, at `at`; false when it was not marked. */
	clear(mailbox: string, by: string, at: Instant): Promise<boolean>;
}

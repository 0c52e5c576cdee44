import { z } from "zod";
import { type Instant, plusMs } from "../instant.ts";

/** How we know: a mail server refused it as an address that is not there, a mail came back, or a coordinator said so. */
export const BadMailboxCause = z.enum(["refused", "bounced", "volunteer"]);
export type BadMailboxCause = z.infer<typeof BadMailboxCause>;

/** A mailbox that does not work. */
export interface BadMailbox {
	/** In lower case. */
	readonly mailbox: string;
	readonly cause: BadMailboxCause;
	/** One line; holds no affected address. */
	readonly reason: string;
	/** The case whose mail did not arrive; null when a coordinator said so. */
	readonly caseNumber: string | null;
	/** Display name of the coordinator; null for what the bot found itself. */
	readonly author: string | null;
	readonly markedAt: Instant;
}

/** How long a mark counts by itself. Operators repair their mailboxes: after half a year it is worth another mail. */
const markDays = 180;

/** Marks from this moment or before count no longer at `at`. */
export function marksSince(at: Instant): Instant {
	return plusMs(at, -markDays * 86_400_000);
}

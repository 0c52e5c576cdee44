import type { Instant } from "./instant.ts";
import { plainLine } from "./notice/plain-text.ts";
import { replaceAddresses } from "./report/find-addresses.ts";

/** Somebody stopped the mailing of all cases. */
export interface MailingStop {
	readonly id: string;
	readonly stoppedAt: Instant;
	/** A person's name. */
	readonly stoppedBy: string;
	/** One line; holds no IP address. */
	readonly reason: string;
}

const maxReason = 200;

/**
 * A stop's reason as all may read it: one line of at most 200 characters, with `[…]` for each IP address. Nothing in it is refused: a
 * stop has no time for that. Ends with a full stop where it has no sign of its own; `?` when nothing is left.
 */
export function stopReason(typed: string): string {
	const line = plainLine(replaceAddresses(plainLine(typed), () => true, "[…]"))
		.slice(0, maxReason)
		.trim();
	if (line === "") return "?";
	return /[.!?…]$/.test(line) ? line : `${line}.`;
}

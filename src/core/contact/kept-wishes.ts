import { type DeliveryWishes, type DirectoryEntry, noWishes } from "./entry.ts";
import { operatorKey } from "./parse-mailboxes.ts";

/**
 * How mail is wanted by who is set in place of `current`, as far as nobody says otherwise: as before, so that nothing that was encrypted goes
 * in plain because a key was not given again. For other mailboxes it is as for an operator that asked for nothing: a key is its owner's.
 */
export function keptWishes(current: DirectoryEntry | undefined, mailboxes: readonly string[]): DeliveryWishes {
	if (current === undefined || operatorKey(current.mailboxes) !== operatorKey(mailboxes)) return noWishes;
	const { xarf, language, pgpKey } = current;
	return { xarf, language, pgpKey };
}

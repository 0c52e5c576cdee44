import type { Language } from "../language.ts";
import type { DirectoryEntry } from "./entry.ts";
import { operatorKey } from "./parse-mailboxes.ts";
import { keyBlocks } from "./pgp-armour.ts";

/** How a notice to one operator is to be written. */
export interface Delivery {
	readonly xarf: boolean;
	/** Null = as the hotline writes to its country. */
	readonly language: Language | null;
	/** Armoured public keys, one each, for encrypting to all of them; empty = not encrypted. */
	readonly pgpKeys: readonly string[];
}

/**
 * What the directory says of how an operator wants its mail: that of each entry for exactly the same mailboxes, whatever network the
 * notice is about and however its contact was found. Of several entries: X-ARF if any asks for it, the language of the newest that
 * names one, and all keys, each once. `entries` are those that are valid now.
 */
export function deliveryFor(entries: readonly DirectoryEntry[], mailboxes: readonly string[]): Delivery {
	const key = operatorKey(mailboxes);
	const own = entries
		.filter((entry) => operatorKey(entry.mailboxes) === key)
		.sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
	return {
		xarf: own.some(({ xarf }) => xarf),
		language: own.find(({ language }) => language !== null)?.language ?? null,
		pgpKeys: [...new Set(own.flatMap(({ pgpKey }) => (pgpKey === null ? [] : keyBlocks(pgpKey))))],
	};
}

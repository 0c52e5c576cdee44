import type { KeyProblem } from "../core/contact/key-problem.ts";
import type { Instant } from "../core/instant.ts";

export type KeysRead =
	| {
			readonly ok: true;
			/** The keys in one text, each in an armour of its own that says its fingerprint; without what others signed and pictures. */
			readonly pgpKey: string;
			/** In groups of four digits, one of each key, in order. */
			readonly fingerprints: readonly string[];
			/** When the first of them ends; null = never. */
			readonly expiresAt: Instant | null;
	  }
	| { readonly ok: false; readonly problem: KeyProblem };

/** Reads the OpenPGP keys that people give. */
export interface MailKeys {
	/**
	 * Reads the keys that stand in a file or a cell: in armour, binary, or in base64 with blanks between keys. All of them must be public
	 * keys that can be encrypted to at `at`. Never throws for what it is given, and ends soon.
	 */
	read(given: string | Uint8Array, at: Instant): Promise<KeysRead>;
}

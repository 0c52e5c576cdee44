import type { Instant } from "../core/instant.ts";

/**
 * Why an OpenPGP key can't be taken. `not-a-key`: it can't be read, or nothing in it is confirmed by the key itself. `private-key`: the secret
 * part is in it. `too-large`: more of it than a key has, or numbers of a size that nobody uses. `too-weak`: RSA shorter
 * than 2,048 bits. `cannot-encrypt`: for signing only, or of a kind that is not known.
 */
export type KeyProblem =
	| "not-a-key"
	| "private-key"
	| "too-large"
	| "expired"
	| "revoked"
	| "too-weak"
	| "cannot-encrypt";

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

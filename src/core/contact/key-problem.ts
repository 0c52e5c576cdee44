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

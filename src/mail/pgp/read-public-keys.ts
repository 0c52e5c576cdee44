import { enums, type PublicKey, readKeys, type Subkey } from "openpgp";
import type { KeyProblem } from "../../core/contact/key-problem.ts";
import { isOutsized } from "./is-outsized.ts";
import { keyBytes } from "./key-bytes.ts";
import { pgpConfig } from "./pgp-config.ts";

/** What somebody may give, with what others signed; what is kept of it is far less. */
const maxGivenBytes = 262_144;
const maxKeys = 8;

/** Keys that can be read; whether they can be used is not looked at. */
export async function readPublicKeys(given: string | Uint8Array): Promise<readonly PublicKey[] | KeyProblem> {
	if (given.length > maxGivenBytes) return "too-large";
	const keys: PublicKey[] = [];
	try {
		for (const binaryKeys of keyBytes(given))
			for (const key of await readKeys({ binaryKeys, config: pgpConfig })) {
				if (key.isPrivate()) return "private-key";
				keys.push(key);
			}
	} catch {
		return "not-a-key";
	}
	if (keys.length === 0) return "not-a-key";
	return keys.length > maxKeys || keys.some(isOutsized) ? "too-large" : keys;
}

/** Why a key can't be encrypted to at `date`; null when it can. */
export async function keyProblem(key: PublicKey, date: Date): Promise<KeyProblem | null> {
	if (await isUsable(key, date, pgpConfig.minRSABits)) return null;
	if (await isUsable(key, date, 0)) return "too-weak";
	if (await key.isRevoked(undefined, undefined, date, pgpConfig)) return "revoked";
	const ends = await key.getExpirationTime(undefined, pgpConfig);
	// Nothing that the key says of itself holds.
	if (ends === null) return "not-a-key";
	if (ends instanceof Date && ends <= date) return "expired";
	for (const subkey of key.subkeys.filter(isForEncryption)) {
		const subkeyEnds = await subkey.getExpirationTime(date, pgpConfig);
		if (subkeyEnds instanceof Date && subkeyEnds <= date) return "expired";
		if (subkey.revocationSignatures.length > 0) return "revoked";
	}
	return "cannot-encrypt";
}

async function isUsable(key: PublicKey, date: Date, minRSABits: number): Promise<boolean> {
	try {
		await key.getEncryptionKey(undefined, date, undefined, { ...pgpConfig, minRSABits });
		return true;
	} catch {
		return false;
	}
}

function isForEncryption({ bindingSignatures }: Subkey): boolean {
	const encrypts = enums.keyFlags.encryptCommunication | enums.keyFlags.encryptStorage;
	return bindingSignatures.some(({ keyFlags }) => ((keyFlags?.[0] ?? 0) & encrypts) !== 0);
}

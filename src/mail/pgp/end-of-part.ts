import type { PublicKey, Subkey } from "openpgp";
import { pgpConfig } from "./pgp-config.ts";

/** When a part of a key can no longer be used: its own end or that of the key, whichever is first; null = never. */
export async function endOfPart(key: PublicKey, part: PublicKey | Subkey, date: Date): Promise<Date | null> {
	const ofPart = "mainKey" in part ? await part.getExpirationTime(date, pgpConfig) : null;
	const ends = [await key.getExpirationTime(undefined, pgpConfig), ofPart].filter((end) => end instanceof Date);
	return ends.sort((a, b) => a.getTime() - b.getTime())[0] ?? null;
}

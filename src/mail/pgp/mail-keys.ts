import { armor, enums, type PublicKey } from "openpgp";
import { maxPgpKeyBytes } from "../../core/contact/entry.ts";
import { groupedFingerprint } from "../../core/contact/pgp-armour.ts";
import type { MailKeys } from "../../ports/mail-keys.ts";
import { endOfPart } from "./end-of-part.ts";
import { pgpConfig } from "./pgp-config.ts";
import { keyProblem, readPublicKeys } from "./read-public-keys.ts";

/** Reads OpenPGP keys (RFC 9580, and RFC 4880 before it). */
export function openMailKeys(): MailKeys {
	return {
		async read(given, at) {
			const keys = await readPublicKeys(given);
			if (typeof keys === "string") return { ok: false, problem: keys };
			const date = new Date(at);
			const kept = new Map<string, { readonly armour: string; readonly ends: Date | null }>();
			for (const key of keys) {
				const problem = await keyProblem(key, date);
				if (problem !== null) return { ok: false, problem };
				const fingerprint = groupedFingerprint(key.getFingerprint());
				kept.set(fingerprint, { armour: await bareArmour(key, fingerprint), ends: await endOf(key, date) });
			}
			const pgpKey = [...kept.values()].map(({ armour }) => armour).join("");
			if (pgpKey.length > maxPgpKeyBytes) return { ok: false, problem: "too-large" };
			const ends = [...kept.values()].flatMap(({ ends: end }) => (end === null ? [] : [end.toISOString()]));
			return { ok: true, pgpKey, fingerprints: [...kept.keys()], expiresAt: ends.sort()[0] ?? null };
		},
	};
}

/** What is needed for encrypting: the key, its names and subkeys with its own signatures, and its revocations. */
async function bareArmour(key: PublicKey, fingerprint: string): Promise<string> {
	key.users = key.users.filter(({ userID }) => userID !== null);
	for (const user of key.users) user.otherCertifications = [];
	// With a checksum, without which GnuPG can't read some keys (https://dev.gnupg.org/T7071).
	const armoured = armor(enums.armor.publicKey, key.write(), undefined, undefined, fingerprint, true, pgpConfig);
	return armoured.replaceAll("\r", "").replace(/\n*$/, "\n");
}

/** When it can no longer be encrypted to. */
async function endOf(key: PublicKey, date: Date): Promise<Date | null> {
	const part = await key.getEncryptionKey(undefined, date, undefined, pgpConfig);
	return endOfPart(key, part, date);
}

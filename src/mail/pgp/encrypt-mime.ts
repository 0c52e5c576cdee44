import { randomBytes } from "node:crypto";
import { createMessage, encrypt, generateSessionKey, type PublicKey } from "openpgp";
import { groupedFingerprint } from "../../core/contact/pgp-armour.ts";
import type { MailSessionKey } from "../../ports/mail.ts";
import { checkEntity } from "./check-entity.ts";
import { canSign, type Signer } from "./open-signer.ts";
import { pgpConfig } from "./pgp-config.ts";
import { encryptedBody, encryptedType } from "./pgp-entities.ts";
import { keyProblem, readPublicKeys } from "./read-public-keys.ts";
import { UnusableKey } from "./unusable-key.ts";

export interface Encrypting {
	/** Armoured public keys, at least one; each of them can open the mail. */
	readonly keys: readonly string[];
	/** Signs what is encrypted, inside it; null = not signed. */
	readonly signWith: Signer | null;
	readonly date: Date;
}

/** A MIME entity in place of another: the value of its `Content-Type`, and its body. */
export interface PgpEntity {
	readonly contentType: string;
	/** Lines of ASCII with CRLF. */
	readonly body: string;
}

/**
 * PGP/MIME (RFC 3156, 4 and 6.2) of a MIME entity: `inner` is its header lines and body, with CRLF. To all keys; `sessionKey` opens the result again
 * (`decryptMime`). Throws `UnusableKey` when any of the keys can't be used at `date`: nothing is left out, and nothing goes unencrypted.
 */
export async function encryptMime(
	inner: Uint8Array,
	{ keys, signWith, date }: Encrypting,
): Promise<PgpEntity & { readonly sessionKey: MailSessionKey }> {
	checkEntity(inner);
	if (keys.length === 0) throw new Error("no keys to encrypt to");
	const encryptionKeys = await usableKeys(keys, date);
	await checkSigner(signWith, date);
	const sessionKey = await generateSessionKey({ encryptionKeys, date, config: pgpConfig });
	const armour = await encrypt({
		message: await createMessage({ binary: inner, date }),
		...{ encryptionKeys, sessionKey, date, config: pgpConfig },
		...(signWith === null ? {} : { signingKeys: signWith.key }),
	});
	const boundary = newBoundary();
	const { data, algorithm } = sessionKey;
	return {
		contentType: encryptedType(boundary),
		body: encryptedBody(boundary, crlfArmour(armour)),
		sessionKey: { data, algorithm },
	};
}

async function usableKeys(armours: readonly string[], date: Date): Promise<PublicKey[]> {
	const usable: PublicKey[] = [];
	for (const armour of armours) {
		const keys = await readPublicKeys(armour);
		if (typeof keys === "string") throw new UnusableKey({ whose: "operator", fingerprint: null, problem: keys });
		for (const key of keys) {
			const problem = await keyProblem(key, date);
			const fingerprint = groupedFingerprint(key.getFingerprint());
			if (problem !== null) throw new UnusableKey({ whose: "operator", fingerprint, problem });
			usable.push(key);
		}
	}
	return usable;
}

/** Throws `UnusableKey` when the hotline's own key can no longer sign. */
export async function checkSigner(signer: Signer | null, date: Date): Promise<void> {
	if (signer === null || (await canSign(signer.key, date))) return;
	const ends = await signer.key.getExpirationTime(undefined, pgpConfig);
	const problem = ends instanceof Date && ends <= date ? "expired" : "cannot-sign";
	throw new UnusableKey({ whose: "hotline", fingerprint: signer.fingerprint, problem });
}

/** A line that no line of ours begins with: neither armour nor quoted-printable or base64 has `=_` in it. */
export function newBoundary(): string {
	return `=_${randomBytes(18).toString("hex")}`;
}

/** Armour as lines with CRLF, without the last line end. */
export function crlfArmour(armour: string): string {
	return armour.trimEnd().replace(/\r?\n/g, "\r\n");
}

import { decryptKey, type PrivateKey, readPrivateKey } from "openpgp";
import { groupedFingerprint } from "../../core/contact/pgp-armour.ts";
import { endOfPart } from "./end-of-part.ts";
import { pgpConfig } from "./pgp-config.ts";

/** What the hotline signs with. Plain data, so that a worker thread can be told. */
export interface PgpSigning {
	/** Armour of a private key. */
	readonly privateKey: string;
	/** Null when the key has none. */
	readonly passphrase: string | null;
}

/** An opened private key. */
export interface Signer {
	readonly key: PrivateKey;
	/** In groups of four digits. */
	readonly fingerprint: string;
}

/** Why a key can't be signed with. Its text is for the one who set it up; holds nothing of the key. */
export class BadSigningKey extends Error {
	readonly problem: "not-a-private-key" | "wrong-passphrase" | "cannot-sign";
	constructor(problem: BadSigningKey["problem"]) {
		super(`the OpenPGP key for signing: ${problem}`);
		this.name = "BadSigningKey";
		this.problem = problem;
	}
}

/** Opens the key once, for many mails. Throws `BadSigningKey`, also for a key that can't sign at `date`. */
export async function openSigner({ privateKey, passphrase }: PgpSigning, date: Date): Promise<Signer> {
	const locked = await readPrivateKey({ armoredKey: privateKey, config: pgpConfig }).catch(() => null);
	if (locked === null) throw new BadSigningKey("not-a-private-key");
	const key = locked.isDecrypted() ? locked : await unlocked(locked, passphrase);
	if (!(await canSign(key, date))) throw new BadSigningKey("cannot-sign");
	return { key, fingerprint: groupedFingerprint(key.getFingerprint()) };
}

/** When the key can no longer sign; null = never. */
export async function signingEnd({ key }: Signer): Promise<Date | null> {
	const part = await key.getSigningKey(undefined, new Date(), undefined, pgpConfig);
	return endOfPart(key.toPublic(), part, new Date());
}

async function unlocked(privateKey: PrivateKey, passphrase: string | null): Promise<PrivateKey> {
	try {
		return await decryptKey({ privateKey, passphrase: passphrase ?? "", config: pgpConfig });
	} catch {
		throw new BadSigningKey("wrong-passphrase");
	}
}

/** A key that is neither expired nor revoked, with a part for signing whose secret is there. */
export async function canSign(key: PrivateKey, date: Date): Promise<boolean> {
	try {
		const part = await key.getSigningKey(undefined, date, undefined, pgpConfig);
		return "isDecrypted" in part.keyPacket && part.keyPacket.isDecrypted() === true;
	} catch {
		return false;
	}
}

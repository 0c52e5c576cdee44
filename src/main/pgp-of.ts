import { readFile } from "node:fs/promises";
import { type Config, ConfigError } from "../config.ts";
import type { MailIdentity } from "../mail/mail-identity.ts";
import { BadSigningKey, openSigner, type Signer } from "../mail/pgp/open-signer.ts";

const problems: Readonly<Record<BadSigningKey["problem"], string>> = {
	"not-a-private-key":
		"PGP_PRIVATE_KEY: must be an OpenPGP private key in armour, or the path of a file with one that can be read",
	"wrong-passphrase": "PGP_PASSPHRASE: is not the passphrase of the key in PGP_PRIVATE_KEY",
	"cannot-sign": "PGP_PRIVATE_KEY: the key can't sign: it has expired, was revoked, or is not for signing",
};

/** The opened OpenPGP key that mails are signed with, and how a worker is told of it. */
export interface PgpKey {
	readonly settings: NonNullable<MailIdentity["pgp"]>;
	readonly signer: Signer;
}

/** The key of the settings; null when there is none. A passphrase takes seconds. Throws `ConfigError` for a key that can't sign now. */
export async function pgpOf(config: Config): Promise<PgpKey | null> {
	const { PGP_PRIVATE_KEY: given, PGP_PASSPHRASE: passphrase = null, PGP_SIGN: signsPlain } = config;
	if (given === undefined) {
		if (signsPlain || passphrase !== null)
			throw new ConfigError(["PGP_PRIVATE_KEY: PGP_SIGN and PGP_PASSPHRASE need it"]);
		return null;
	}
	const privateKey = given.includes("-----BEGIN")
		? given.replaceAll("\\n", "\n")
		: await readFile(given, "utf8").catch(() => "");
	const settings = { privateKey, passphrase, signsPlain };
	try {
		return { settings, signer: await openSigner(settings, new Date()) };
	} catch (fault) {
		if (!(fault instanceof BadSigningKey)) throw fault;
		throw new ConfigError([problems[fault.problem]]);
	}
}

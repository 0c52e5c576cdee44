import { createPrivateKey, createPublicKey, generateKeyPair } from "node:crypto";
import { promisify } from "node:util";
import type { DkimSigning } from "../core/deliverability/judge-dkim.ts";

/** RFC 8301 section 3.2 advises 2048; a longer key's record is too long for some DNS providers. */
const newKeyBits = 2_048;

/** The public part of a private RSA key in PEM form, as a record in DNS has it. Throws for what is none. */
export function publicPartOf(pem: string): DkimSigning["key"] {
	const publicKey = createPublicKey(createPrivateKey(pem));
	const base64 = (type: "spki" | "pkcs1") => publicKey.export({ type, format: "der" }).toString("base64");
	// RFC 6376 section 3.6.1 speaks of RSAPublicKey, while its example and everybody have SubjectPublicKeyInfo.
	return { bits: publicKey.asymmetricKeyDetails?.modulusLength ?? 0, publicKeys: [base64("spki"), base64("pkcs1")] };
}

/** A new RSA key for DKIM: PEM (PKCS #8), and its public part in base64. */
export async function makeDkimKey(): Promise<{ readonly pem: string; readonly publicKey: string }> {
	const { privateKey, publicKey } = await promisify(generateKeyPair)("rsa", { modulusLength: newKeyBits });
	return {
		pem: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
		publicKey: publicKey.export({ type: "spki", format: "der" }).toString("base64"),
	};
}

import { createPrivateKey } from "node:crypto";
import DKIM from "nodemailer/lib/dkim";
import type { DkimKey } from "./mail-identity.ts";

/**
 * Gives a function that puts a `DKIM-Signature` in front of a message (RFC 6376: rsa-sha256, relaxed/relaxed); the rest stays byte for
 * byte as it was. Throws at once for what is no RSA key.
 */
export function dkimSigner({ domain, selector, privateKey }: DkimKey): (raw: Uint8Array) => Promise<Uint8Array> {
	const key = createPrivateKey(privateKey);
	if (key.asymmetricKeyType !== "rsa") throw new Error("a DKIM key must be an RSA key");
	const dkim = new DKIM({ domainName: domain, keySelector: selector, privateKey: key });
	return async (raw) => {
		const chunks: Uint8Array[] = [];
		const signed = dkim.sign(Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength));
		for await (const chunk of signed) chunks.push(chunk as Uint8Array);
		const message = Buffer.concat(chunks);
		// nodemailer hands a message on as it is where signing fails.
		if (!/^dkim-signature:/i.test(message.toString("latin1", 0, 16))) throw new Error("the mail could not be signed");
		return message;
	};
}

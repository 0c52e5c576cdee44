import { createMessage, enums, type SignaturePacket, sign } from "openpgp";
import { checkEntity } from "./check-entity.ts";
import { checkSigner, crlfArmour, newBoundary, type PgpEntity } from "./encrypt-mime.ts";
import type { Signer } from "./open-signer.ts";
import { pgpConfig } from "./pgp-config.ts";
import { signedBody, signedType } from "./pgp-entities.ts";

/**
 * PGP/MIME (RFC 3156, 5) of a MIME entity: itself, and a signature over exactly its bytes. `inner` as `encryptMime` takes it. Throws
 * `UnusableKey` when the hotline's key can't sign at `date`.
 */
export async function signMime(inner: Uint8Array, signer: Signer, date: Date): Promise<PgpEntity> {
	checkEntity(inner);
	await checkSigner(signer, date);
	const message = await createMessage({ binary: inner, date });
	const signature = await sign({
		...{ message, date, detached: true, signingKeys: signer.key },
		...({ format: "object", config: pgpConfig } as const),
	});
	const hash = (signature.packets[0] as SignaturePacket | undefined)?.hashAlgorithm ?? null;
	if (hash === null) throw new Error("a signature without a hash");
	const boundary = newBoundary();
	const text = Buffer.from(inner.buffer, inner.byteOffset, inner.byteLength).toString("latin1");
	return {
		contentType: signedType(boundary, enums.read(enums.hash, hash)),
		body: signedBody(boundary, text, crlfArmour(signature.armor(pgpConfig))),
	};
}

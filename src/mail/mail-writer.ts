import { verpAddress } from "../core/notice/verp.ts";
import type { MailWriter } from "../ports/mail-writer.ts";
import { checkLeaks } from "./check-leaks.ts";
import { composeMail } from "./compose-mail.ts";
import { dkimSigner } from "./dkim-signer.ts";
import type { MailIdentity } from "./mail-identity.ts";
import { openSigner, type Signer } from "./pgp/open-signer.ts";
import { sealMail } from "./seal-mail.ts";

/** Writes and re-reads mails of one hotline. A mail of the wrong shape or for the wrong people counts as leaking too. */
export function openMailWriter(identity: MailIdentity): MailWriter {
	const sign = identity.dkim === null ? null : dkimSigner(identity.dkim);
	const envelopeFrom = (messageId: string) =>
		identity.bounces === null ? identity.from : verpAddress(identity.bounces, messageId);
	// Opened once: a passphrase takes long on purpose.
	let signer: Promise<Signer | null> | null = null;
	const pgpSigner = (): Promise<Signer | null> => {
		signer ??= identity.pgp === null ? Promise.resolve(null) : openSigner(identity.pgp, new Date());
		return signer;
	};
	return {
		async write(notice, allowed) {
			const { name, from, pgp } = identity;
			const own = { ...identity, envelopeFrom: envelopeFrom(notice.messageId) };
			const composed = await composeMail(notice, { name, from, envelopeFrom: own.envelopeFrom });
			const sealed = await sealMail(composed, {
				...{ keys: notice.pgpKeys ?? [], signer: await pgpSigner(), signsPlain: pgp?.signsPlain ?? false },
				date: new Date(notice.date),
			});
			const mail = sign === null ? sealed : { ...sealed, raw: await sign(sealed.raw) };
			const check = await checkLeaks(mail, allowed, own);
			return { mail, foreign: check.ok ? 0 : check.leaks };
		},
	};
}

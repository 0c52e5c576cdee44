import { verpAddress } from "../core/notice/verp.ts";
import type { MailWriter } from "../ports/mail-writer.ts";
import { checkLeaks } from "./check-leaks.ts";
import { composeMail } from "./compose-mail.ts";
import { dkimSigner } from "./dkim-signer.ts";
import type { MailIdentity } from "./mail-identity.ts";

/** Writes and re-reads mails of one hotline. A mail of the wrong shape or for the wrong people counts as leaking too. */
export function openMailWriter(identity: MailIdentity): MailWriter {
	const sign = identity.dkim === null ? null : dkimSigner(identity.dkim);
	const envelopeFrom = (messageId: string) =>
		identity.bounces === null ? identity.from : verpAddress(identity.bounces, messageId);
	return {
		async write(notice, allowed) {
			const { name, from } = identity;
			const own = { ...identity, envelopeFrom: envelopeFrom(notice.messageId) };
			const composed = await composeMail(notice, { name, from, envelopeFrom: own.envelopeFrom });
			const mail = sign === null ? composed : { ...composed, raw: await sign(composed.raw) };
			const check = await checkLeaks(mail, allowed, own);
			return { mail, foreign: check.ok ? 0 : check.leaks };
		},
	};
}

import MailComposer from "nodemailer/lib/mail-composer";
import { isAddrSpec } from "../core/contact/parse-mailboxes.ts";
import { verpAddress } from "../core/notice/verp.ts";
import type { PlainMailWriter } from "../ports/plain-mail.ts";
import { BadMailbox } from "./compose-mail.ts";
import { dkimSigner } from "./dkim-signer.ts";
import type { MailIdentity } from "./mail-identity.ts";

/** As whom; OpenPGP has no part in it, since whoever gets a code has given no key. */
type PlainSender = Pick<MailIdentity, "name" | "from" | "bounces" | "dkim">;

/**
 * Writes mails of a few lines in the hotline's name: text only, one recipient. With `Auto-Submitted` (RFC 3834, 5): a program answers
 * something that was just asked for, and no absence notice need come back. Throws `BadMailbox` for a recipient that is not one plain addr-spec.
 */
export function openPlainMailWriter(identity: PlainSender): PlainMailWriter {
	const sign = identity.dkim === null ? null : dkimSigner(identity.dkim);
	const { name, from, bounces } = identity;
	return {
		async write({ id, to, subject, text, date }) {
			if (!isAddrSpec(to)) throw new BadMailbox("the recipient");
			if (!/^[a-z0-9-]{1,40}$/.test(id)) throw new Error("id is not plain");
			const messageId = `<${id}@${from.slice(from.lastIndexOf("@") + 1)}>`;
			const message = new MailComposer({
				...{ subject, messageId, date: new Date(date), from: { name, address: from } },
				to: [{ name: "", address: to }],
				headers: { "Auto-Submitted": "auto-generated" },
				text: { content: text.replaceAll("\n", "\r\n"), contentTransferEncoding: "quoted-printable" },
				...{ newline: "win", disableFileAccess: true, disableUrlAccess: true },
			}).compile();
			const raw = await message.build();
			const envelopeFrom = bounces === null ? from : verpAddress(bounces, messageId);
			return { noticeId: id, messageId, envelopeFrom, envelopeTo: [to], raw: sign === null ? raw : await sign(raw) };
		},
	};
}

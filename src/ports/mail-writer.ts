import type { Instant } from "../core/instant.ts";
import type { Finding } from "../core/report/finding.ts";
import type { FinishedMail } from "./mail.ts";

/** A file of a mail. `content` as text is UTF-8. */
export interface MailFile {
	/** Plain ASCII, without folders. */
	readonly fileName: string;
	readonly type: "text/csv" | "application/json";
	readonly content: string;
}

/** A rendered notice, ready to become a message. */
export interface NoticeMail {
	readonly noticeId: string;
	/** With angle brackets. */
	readonly messageId: string;
	/** One addr-spec each. */
	readonly to: readonly string[];
	readonly subject: string;
	readonly text: string;
	readonly files: readonly MailFile[];
	/** The files go into one zip file; several JSON files always do. */
	readonly zipped?: boolean;
	readonly date: Instant;
	/** Message-ID of the mail that this one follows, with angle brackets. */
	readonly inReplyTo?: string | null;
	/** Armoured OpenPGP public keys to encrypt to; empty = not encrypted. */
	readonly pgpKeys?: readonly string[];
}

/** What a finished mail may hold. */
export interface LeakAllowance {
	/** The findings of the recipient, and no others. */
	readonly findings: readonly Finding[];
	readonly to: readonly string[];
	/** Links that stand in every mail of the case: its public reference. */
	readonly links: readonly string[];
	/** Title, description and the operator's name: hosts and URLs in them may stand in the mail, IP addresses never. */
	readonly typed?: readonly string[];
	/** Text that stands in every mail, such as the templates': hosts and URLs in it may stand in the mail. */
	readonly fixed?: readonly string[];
	/** The mail that it may refer to. */
	readonly inReplyTo?: string | null;
	/** It must be encrypted. */
	readonly encrypted?: boolean;
}

/** A mail that can't be written as its recipient wants it, such as for a key that has expired. Nothing is sent in its place. */
export class Unwritable extends Error {
	/** One sentence for the volunteers, without key material. */
	readonly reason: string;
	constructor(reason: string) {
		super(reason);
		this.name = "Unwritable";
		this.reason = reason;
	}
}

/** A finished mail, and how many things in it do not belong to its recipient; 0 = clean. */
export interface WrittenMail {
	readonly mail: FinishedMail;
	readonly foreign: number;
}

export interface MailWriter {
	/**
	 * Makes the message, byte for byte as it goes out, and reads the finished bytes again with another library, counting what does not
	 * belong to its recipient. Throws `Unwritable`.
	 */
	write(mail: NoticeMail, allowed: LeakAllowance): Promise<WrittenMail>;
}

import type { Instant } from "../core/instant.ts";
import type { Finding } from "../core/report/finding.ts";
import type { FinishedMail } from "./mail.ts";

/** A rendered notice, ready to become a message. */
export interface NoticeMail {
	readonly noticeId: string;
	/** With angle brackets. */
	readonly messageId: string;
	/** One addr-spec each. */
	readonly to: readonly string[];
	readonly subject: string;
	readonly text: string;
	readonly csv: { readonly fileName: string; readonly content: string };
	readonly date: Instant;
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
}

export interface MailWriter {
	/** Makes the message, byte for byte as it goes out. */
	compose(mail: NoticeMail): Promise<FinishedMail>;
	/** Reads the finished message again, with another library, and counts what does not belong to its recipient; 0 = clean. */
	countLeaks(mail: FinishedMail, allowed: LeakAllowance): Promise<number>;
}

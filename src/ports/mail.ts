import type { Outcome } from "../core/case/event.ts";

/** A finished mail: `raw` is the whole RFC 5322 message with CRLF line ends, and goes out byte for byte. */
export interface FinishedMail {
	/** The notice's id; file names and logs use it. */
	readonly noticeId: string;
	/** With angle brackets. */
	readonly messageId: string;
	/** Envelope sender: one addr-spec, or empty for the null sender. */
	readonly envelopeFrom: string;
	/** Envelope recipients: one addr-spec each, at least one. */
	readonly envelopeTo: readonly string[];
	readonly raw: Uint8Array;
}

/** How handing over went. `code` is the SMTP reply code; `response` the server's words, one line, at most 300 characters. */
export interface HandOver {
	readonly outcome: Outcome;
	readonly code: number | null;
	readonly response: string;
	/** Envelope recipients of whom the server says that there is no such mailbox (RFC 3463: 5.1.1, 5.1.2, 5.1.10). */
	readonly gone?: readonly string[];
}

/** Hands finished mails over. Never throws for what the other side does: that is an outcome. */
export interface MailTransport {
	readonly name: "eml" | "smtp";
	send(mail: FinishedMail): Promise<HandOver>;
	/**
	 * After a crash amid `send`: did the mail with this id go out? `null` when that cannot be known (SMTP); a folder can tell.
	 */
	wasSent(noticeId: string): Promise<boolean | null>;
	/** Deletes what the transport itself keeps of a mail (a file in the outbox folder); nothing when it keeps none. */
	forget(noticeId: string): Promise<void>;
	close(): Promise<void>;
}

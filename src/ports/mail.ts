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
	/** Of an encrypted mail: what opens it again, for the leak guard. Never stored, never logged. */
	readonly sessionKey?: MailSessionKey;
}

/** An OpenPGP session key (RFC 9580, 5.1). */
export interface MailSessionKey {
	readonly data: Uint8Array;
	readonly algorithm: string;
}

/** How handing over went. `code` is the SMTP reply code; `response` the server's words, one line, at most 300 characters. */
export interface HandOver {
	readonly outcome: Outcome;
	readonly code: number | null;
	readonly response: string;
	/** Envelope recipients of whom the server says that there is no such mailbox (RFC 3463: 5.1.1, 5.1.2, 5.1.10). */
	readonly gone?: readonly string[];
	/** There was no session with the mail server at all: nothing is wrong with this mail, and others would fare the same. */
	readonly notReached?: true;
}

/** Hands finished mails over. Never throws for what the other side does: that is an outcome. */
export interface MailTransport {
	readonly name: "eml" | "smtp";
	send(mail: FinishedMail): Promise<HandOver>;
	/**
	 * The same, if `mayBegin` says so at the last moment before the first byte, when there is a session to send it over; else null, and nothing
	 * is sent. It is not asked where there is no session (`notReached`).
	 */
	sendIf(mail: FinishedMail, mayBegin: () => Promise<boolean>): Promise<HandOver | null>;
	/** The largest message that it takes, in bytes; null when there is no limit that it knows of. */
	maxBytes(): Promise<number | null>;
	/**
	 * After a crash amid `send`: did the mail with this id go out? `null` when that cannot be known (SMTP); a folder can tell.
	 */
	wasSent(noticeId: string): Promise<boolean | null>;
	/** Deletes what the transport itself keeps of a mail (a file in the outbox folder); nothing when it keeps none. */
	forget(noticeId: string): Promise<void>;
	close(): Promise<void>;
}

import type { Instant } from "../core/instant.ts";

/** One mailbox that a mail did not reach. */
export interface FailedRecipient {
	/** As it was mailed, in lower case; one addr-spec. */
	readonly mailbox: string;
	/** Enhanced status code (RFC 3463), such as `5.1.1`; null when none was given. */
	readonly status: string | null;
	/** False for a delay: the other side goes on trying. */
	readonly permanent: boolean;
	/** It failed at an address that this mailbox passes mail on to. */
	readonly forwarded: boolean;
}

/** What a mail says of the mail that it is about. */
export interface Clues {
	/** Message-IDs with angle brackets, the strongest first; whether they are ours is for the store to say. */
	readonly messageIds: readonly string[];
	/** Case numbers in the subject, in capitals. Anybody can guess one. */
	readonly caseNumbers: readonly string[];
}

/**
 * What a mail is, judged by itself. `bounce`: a server says that a mail did not arrive. `automatic`: a machine answers. `reply`: it refers to
 * another mail or a case, and nothing says that a machine wrote it. `other`: everything else, and what cannot be read.
 */
export type MailVerdict =
	| { readonly kind: "bounce"; readonly clues: Clues; readonly recipients: readonly FailedRecipient[] }
	| { readonly kind: "automatic" | "reply" | "other"; readonly clues: Clues };

/** A mail as it lies in the mailbox. */
export interface InboundMail {
	/** Short hash of its Message-ID, or of the mail itself where it has none. */
	readonly mark: string;
	readonly verdict: MailVerdict;
}

/** Where a mail goes that was dealt with; `stay`: it stays as it is, unread, for people. */
export type Filing = "bounces" | "automatic" | "stay";

/** The mailbox that bounces and replies come to. */
export interface InboundMailbox {
	/**
	 * Gives each mail that was not dealt with to `take`, one at a time, and files it as that says; goes on with what arrives, through lost
	 * connections, until `signal` aborts. A mail that `take` throws for stays, and is given again later. Never throws for what the
	 * server does.
	 */
	read(take: (mail: InboundMail) => Promise<Filing>, signal: AbortSignal): Promise<void>;
}

/** Which mails were dealt with, by a hash of what names each. */
export interface HandledMails {
	/** Those of `keys` that were. */
	among(keys: readonly string[]): Promise<ReadonlySet<string>>;
	/** Notes that they were; safe to repeat. */
	add(keys: readonly string[], at: Instant): Promise<void>;
	dropOlder(before: Instant): Promise<void>;
}

import type { Instant } from "../core/instant.ts";

/** Whose own mailbox: an id is unique on its platform only. */
export interface Owner {
	readonly platform: string;
	readonly personId: string;
}

/** The mailbox that test mails of one person go to. */
export interface OwnMailbox {
	/** One addr-spec. */
	readonly mailbox: string;
	/** When the code that was sent there was typed; null = not yet, and nothing but a code goes there. */
	readonly verifiedAt: Instant | null;
}

/** A code that was sent to a mailbox. */
export interface MailboxCode {
	readonly mailbox: string;
	/** Of the code; what was sent is not kept. */
	readonly codeHash: string;
	readonly sentAt: Instant;
}

/** One mailbox per person and platform. Steps are counted in the database, so that nobody has more tries by asking several processes at once. */
export interface OwnMailboxes {
	get(owner: Owner): Promise<OwnMailbox | null>;
	/**
	 * Puts a mailbox and its code in place of what was there, verified or not; false, and nothing changes, when a code was sent after
	 * `notAfter`.
	 */
	put(owner: Owner, code: MailboxCode, notAfter: Instant): Promise<boolean>;
	/**
	 * Takes one of the tries that the newest code has and gives its hash to compare with; null when there is no code sent after `sentAfter`
	 * that has a try left.
	 */
	takeTry(owner: Owner, limits: { readonly sentAfter: Instant; readonly tries: number }): Promise<string | null>;
	/** The code with that hash was typed: it ends, and the mailbox is verified. Null when another code was sent meanwhile. */
	verify(owner: Owner, codeHash: string, at: Instant): Promise<OwnMailbox | null>;
	/** False when there was none. When its code was sent is kept for a day, so that forgetting is no way to send codes faster. */
	forget(owner: Owner, at: Instant): Promise<boolean>;
}

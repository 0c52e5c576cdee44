import type { Person, Role } from "../core/case/people.ts";
import type { Card, Form } from "../core/thread/card.ts";

/** A message that was posted, as the platform names it; stored, so that it can be edited after a restart. */
export interface MessageRef {
	readonly channel: string;
	readonly message: string;
}

/** A thread under a headline message. */
export interface ThreadRef {
	readonly channel: string;
	readonly thread: string;
}

export type ChannelName = "reports" | "cases" | "status";

/** Makes a post safe to repeat: a second post with the same `key` posts nothing and gives the first one's reference. */
export interface PostKey {
	readonly key: string;
	/** What a person may read as the post's number, in its place unique (`NSM-2026-0042 · 17-19`); a platform without keys of its own shows it small. */
	readonly mark: string;
	/** It may have been posted before, by a process that ended: a platform looks for it first. */
	readonly again: boolean;
}

/** One chat platform. Methods throw `ChatFault`; a fault with `retry: true` is worth another try later. */
export interface ChatPlatform {
	readonly name: string;
	/** Least time between two edits of a progress message. */
	readonly progressIntervalMs: number;
	/** All running cases share that time, because the platform counts edits together. */
	readonly progressIsShared: boolean;
	/** A thread hangs under its headline: when somebody deleted that, both are made anew. */
	readonly threadGoesWithHeadline: boolean;
	start(handlers: ChatHandlers): Promise<void>;
	stop(): Promise<void>;
	post(channel: ChannelName, card: Card, key: PostKey): Promise<MessageRef>;
	/**
	 * Opens the thread under a message in `cases`; safe to repeat. When that thread was deleted, opens another. `members` are ids of persons
	 * who are let in at once where not everybody sees a thread.
	 */
	openThread(headline: MessageRef, title: string, members?: readonly string[]): Promise<ThreadRef>;
	postInThread(thread: ThreadRef, card: Card, key: PostKey): Promise<MessageRef>;
	edit(message: MessageRef, card: Card): Promise<void>;
	/** Marks the thread as done (archived) or open again. */
	archive(thread: ThreadRef, archived: boolean): Promise<void>;
}

/** What somebody deleted on the platform: the message to edit, the thread to post in, or the channel of either. */
export type Gone = "message" | "thread" | "channel";

export interface ChatFaultOptions extends ErrorOptions {
	readonly retry: boolean;
	readonly retryAfterMs?: number | null;
	readonly gone?: Gone | null;
}

export class ChatFault extends Error {
	readonly retry: boolean;
	/** Not before this many milliseconds; null when the platform did not say. */
	readonly retryAfterMs: number | null;
	/** Not null: it is not there any more, and no later try will find it. */
	readonly gone: Gone | null;
	constructor(message: string, options: ChatFaultOptions) {
		super(message, options);
		this.name = "ChatFault";
		this.retry = options.retry;
		this.retryAfterMs = options.retryAfterMs ?? null;
		this.gone = options.gone ?? null;
	}
}

/** An attachment could not be fetched whole from the chat: its link had expired, or the line broke. Uploading it again helps. */
export class AttachmentLost extends Error {
	constructor(message: string, options?: ErrorOptions) {
		super(message, options);
		this.name = "AttachmentLost";
	}
}

/** Who asks, from where. Roles are looked up anew for every interaction; none = closed. */
export interface Asker {
	readonly person: Person;
	readonly roles: readonly Role[];
	readonly platform: string;
	/** The case whose thread this was asked in, or null. */
	readonly caseNumber: string | null;
}

/** An option as typed: text, whole number, yes or no, or a file. Absent ones are missing keys. */
export type OptionValue = string | number | boolean | Attachment;
export type OptionValues = Readonly<Record<string, OptionValue>>;

/** A file sent along. `open` streams its bytes once; the adapter has checked host, size and time limits. */
export interface Attachment {
	readonly fileName: string;
	readonly bytes: number;
	/** Throws `AttachmentLost`, `UploadTooLarge`, and what a `Download` throws. */
	open(): AsyncIterable<Uint8Array>;
	/** Nobody will read it: what the platform itself keeps of it is to be deleted. Absent where it keeps nothing that a bot can delete. */
	discard?(): Promise<void>;
}

/** What a person gets back; only they see it unless `everyone`. */
export type Reply =
	| { readonly kind: "card"; readonly card: Card; readonly everyone?: boolean }
	/** Replaces the card on which the button was pressed, where only the asker sees that card. */
	| { readonly kind: "update"; readonly card: Card }
	/** Nothing to say: what changed shows by itself. */
	| { readonly kind: "quiet" };

/**
 * The adapter acknowledges first and calls these after; what they give is the answer. `formFor` is asked before anything else,
 * must not wait, and gives the form that a button opens for this person, or null when the press goes to `onPress` (which also refuses).
 */
export interface ChatHandlers {
	onCommand(asker: Asker, command: string, options: OptionValues): Promise<Reply>;
	formFor(asker: Asker, buttonId: string): Form | null;
	/** What is wrong with a command's texts whatever else is said: a sentence by option's name. Must not wait; for a form that is still open. */
	formProblems(command: string, options: OptionValues): Readonly<Record<string, string>>;
	/** The asker's own page, where a platform has one; a button on it whose id begins with `command:` opens that command's form. */
	onHome(asker: Asker): Promise<readonly Card[]>;
	/** `value` is a menu's choice, null for a button. */
	onPress(asker: Asker, buttonId: string, value: string | null): Promise<Reply>;
	onForm(asker: Asker, formId: string, values: OptionValues): Promise<Reply>;
	/** Suggestions for an option that has none of its own; at most 25. */
	onAutocomplete(
		asker: Asker,
		command: string,
		option: string,
		typed: string,
	): Promise<readonly { readonly value: string; readonly label: string }[]>;
}

import type { ChannelName } from "../../src/ports/chat.ts";

/** Who acts: `anna` is coordinator, `bram` and `chris` are volunteers, `stranger` has no role. */
export type Actor = "anna" | "bram" | "chris" | "stranger";

/** A message as a person sees it, whatever the platform. */
export interface Seen {
	/** The platform's own name of the message. */
	readonly id: string;
	/** Where it stands; the driver's own notation, to be handed back. */
	readonly place: string;
	/** Null for a message of lines alone. */
	readonly title: string | null;
	/** The steps, one a line, in order. */
	readonly lines: readonly string[];
	/** Every word on it, in order, a part a line. */
	readonly text: string;
	/** In reading order; `id` is what pressing sends. */
	readonly buttons: readonly { readonly label: string; readonly id: string }[];
	readonly menu: SeenMenu | null;
	/** Names of the files to take along, in order; a picture is none. */
	readonly files: readonly string[];
	/** False while only one person sees it. */
	readonly isPublic: boolean;
}

export interface SeenMenu {
	readonly id: string;
	readonly label: string;
	readonly options: readonly { readonly value: string; readonly label: string; readonly hint: string }[];
}

export interface SeenForm {
	readonly id: string;
	readonly title: string;
	readonly inputs: readonly { readonly name: string; readonly label: string; readonly required: boolean }[];
	/** Where it was opened, in the driver's notation. */
	readonly openedOn: Seen;
}

/** What somebody gets back for what they did. */
export type Answered =
	| { readonly kind: "quiet" }
	| { readonly kind: "message"; readonly message: Seen }
	| { readonly kind: "form"; readonly form: SeenForm }
	/** The platform, not the bot, refused it; e.g. a file over its limit. */
	| { readonly kind: "platform-refused"; readonly why: string };

export interface ScenarioFile {
	readonly fileName: string;
	readonly bytes: Uint8Array;
}

export type Options = Readonly<Record<string, string | number | boolean | ScenarioFile>>;

/**
 * One platform, driven as people drive it, over its real wire. The scenarios know nothing else, so each is told once. A driver starts
 * the bot (and the platform's own side where that is a fake) and ends it.
 */
export interface ScenarioDriver {
	readonly platform: string;
	/** What people type before a command's name, and texts name commands with. */
	readonly commandSign: string;
	/** Characters that the longest input takes. */
	readonly longestText: number;
	/** Where the bot keeps its data; the outbox with the mails lies in it. */
	readonly dataDir: string;
	/** Runs a slash command: in the thread of the case `inThread` (where commands can't be typed there, by naming the case), or in the reports channel. */
	runCommand(as: Actor, command: string, options: Options, inThread?: string | null): Promise<Answered>;
	/** Presses the button with this label; on an old `message` that is the button as it was then. Throws when there is none. */
	press(as: Actor, message: Seen, label: string): Promise<Answered>;
	/** Chooses from the message's menu. */
	choose(as: Actor, message: Seen, value: string): Promise<Answered>;
	/** Fills in a form and sends it in. */
	submit(as: Actor, form: SeenForm, values: Readonly<Record<string, string>>): Promise<Answered>;
	/** Suggestions while typing an option; none where the platform has it typed without. */
	autocomplete(as: Actor, command: string, option: string, typed: string): Promise<readonly string[]>;
	/** What everybody sees in a case's thread, in order; empty while there is none. */
	thread(caseNumber: string): Promise<readonly Seen[]>;
	/** What everybody sees in a channel, in order. */
	channel(name: ChannelName): Promise<readonly Seen[]>;
	/** What only this person sees now, anywhere, in order. */
	privateReplies(as: Actor): Promise<readonly Seen[]>;
	/** True when the thread is shown as done. */
	isArchived(caseNumber: string): Promise<boolean>;
	/** Every public message in every look it ever had, edits included. After `close` too. */
	everythingPublic(): Promise<readonly Seen[]>;
	/** What the bot did that the platform refuses, or its rules forbid: a sentence each. After `close` too. */
	platformFaults(): Promise<readonly string[]>;
	/** Resolves at the next change of anything, or after `timeoutMs`. */
	changed(timeoutMs: number): Promise<void>;
	/** The bot's log so far, over all restarts. */
	log(): string;
	/** Ends the bot (`stop`: as an administrator does; `kill`: as a power cut does) and starts it again on the same data. */
	restart(how: "stop" | "kill"): Promise<void>;
	/** Ends the bot; the data stays. */
	close(): Promise<void>;
}

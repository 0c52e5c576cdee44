import type { APIMessage, APIModalInteractionResponseCallbackData } from "discord-api-types/v10";
import type { Actor, Options } from "../scenario-driver.ts";

/** A message as the fake keeps it. `visibleTo` is a user's id for an ephemeral one, null for one that all in the channel see. */
export interface FakeMessage {
	readonly message: APIMessage;
	readonly visibleTo: string | null;
}

export interface FakeThread {
	readonly id: string;
	/** The channel it is in. */
	readonly parentId: string;
	readonly name: string;
	readonly archived: boolean;
	/** 11 public, 12 private. */
	readonly type: 11 | 12;
	readonly memberIds: readonly string[];
}

/** What somebody gets back for what they did, and how long the first answer took. */
export type FakeAnswer =
	| { readonly kind: "message"; readonly ackMs: number; readonly message: FakeMessage }
	/** Hand `modal` back to `submit`. */
	| { readonly kind: "modal"; readonly ackMs: number; readonly modal: FakeModal }
	/** Acknowledged, and nothing was said within `quietMs`. */
	| { readonly kind: "quiet"; readonly ackMs: number }
	/** What Discord shows as “The application did not respond”: no first answer within 3 s. */
	| { readonly kind: "no-answer" }
	/** Discord itself refuses it: the file is over the limit, the option is unknown, the required one is missing … */
	| { readonly kind: "platform-refused"; readonly why: string };

export interface FakeModal {
	/** The fake's own name of the opened modal. */
	readonly id: string;
	readonly data: APIModalInteractionResponseCallbackData;
}

/** Something that goes wrong with the requests that follow, as Discord makes it go wrong. Ends after `times` of them (default: for ever). */
export interface Trouble {
	readonly kind: "429" | "500" | "drop-before" | "drop-after";
	/** Share of the requests it happens to, 0 to 1. `drop-after`: carried out, but the line is cut before the answer. */
	readonly share: number;
	readonly times?: number;
	/** Only requests whose `METHOD /path` holds this text. */
	readonly on?: string;
	/** For 429. */
	readonly retryAfterS?: number;
	/** Seed of the dice. */
	readonly seed?: number;
}

/** Permissions as Discord's flags, as a decimal string, for the bot in one channel or (channel null) in the whole server. */
export interface Permit {
	readonly channelId: string | null;
	readonly allow: string;
}

/** Discord as far as a bot sees it, as a process of its own on loopback. Every request is checked; what is wrong stands in `violations`. */
export interface FakeDiscord {
	/** Settings for the bot: DISCORD_TOKEN, DISCORD_SERVER, … , DISCORD_API_URL, DISCORD_FILE_HOSTS. */
	readonly settings: Readonly<Record<string, string>>;
	readonly applicationId: string;
	readonly botId: string;
	readonly guildId: string;
	readonly token: string;
	readonly channels: {
		readonly reports: string;
		readonly cases: string;
		readonly status: string;
		readonly forum: string;
	};
	readonly roles: { readonly volunteer: string; readonly coordinator: string };
	readonly users: Readonly<Record<Actor, { readonly id: string; readonly name: string }>>;

	/** Types a slash command, `case show`; checks the options against what the bot registered, as Discord's own client does. A file goes to the fake's CDN first. */
	command(as: Actor, line: string, options: Options, channelId?: string): Promise<FakeAnswer>;
	/** Presses a button or chooses from a menu; `customId` may be one that an older look of the message had. */
	press(as: Actor, messageId: string, customId: string, value?: string | null): Promise<FakeAnswer>;
	/** Sends in an opened modal; values by the inputs' `custom_id`. */
	submit(as: Actor, modalId: string, values: Readonly<Record<string, string>>): Promise<FakeAnswer>;
	autocomplete(
		as: Actor,
		line: string,
		option: string,
		typed: string,
		channelId?: string,
	): Promise<readonly { readonly name: string; readonly value: string }[]>;
	/** Sends an interaction's payload as it stands (a recorded one), with ids and token filled in; gives the first answer's body or null. */
	raw(payload: Readonly<Record<string, unknown>>): Promise<unknown>;
	/** Delivers the last interaction again, as a resumed session may. */
	repeatLast(): Promise<void>;

	/** What is in a channel or thread now, in order; ephemeral ones of `as` too. */
	messages(channelId: string, as?: Actor): Promise<readonly FakeMessage[]>;
	/** Every ephemeral message of somebody that was not deleted, in order, wherever. */
	privateMessages(as: Actor): Promise<readonly FakeMessage[]>;
	threads(): Promise<readonly FakeThread[]>;
	/** Every look that each public message ever had, in order. */
	history(): Promise<readonly FakeMessage[]>;
	/** Bytes of an attachment that the bot sent along, by its url. */
	file(url: string): Promise<Uint8Array>;
	/** The registered commands as the bot sent them, and how often it did. */
	registered(): Promise<{ readonly commands: readonly unknown[]; readonly times: number }>;
	/** Requests that Discord would refuse, or that its schemas or limits forbid: one sentence each. */
	violations(): Promise<readonly string[]>;
	/** Counts by `METHOD /path` with ids replaced by `:id`, gateway counts (`identify`, `resume`, `sockets`), and troubles (`trouble 429` …). */
	counts(): Promise<Readonly<Record<string, number>>>;

	deleteMessage(messageId: string): Promise<void>;
	deleteChannel(channelId: string): Promise<void>;
	setPermissions(permit: Permit): Promise<void>;
	/** From now on every request and connection with the token is refused (401, close code 4004). */
	revokeToken(): Promise<void>;
	/** Throws the bot out of the server. */
	leaveServer(): Promise<void>;
	/** Cuts the gateway's sockets without a close frame; `"resumable": false` makes the next session fail to resume (op 9). */
	cutSockets(options?: { readonly resumable?: boolean }): Promise<void>;
	trouble(list: readonly Trouble[]): Promise<void>;
	/** Every link to an attachment handed out so far has expired. */
	expireLinks(): Promise<void>;

	/** Resolves at the next change of anything that people see, or after `timeoutMs`. */
	changed(timeoutMs: number): Promise<void>;
	close(): Promise<void>;
}

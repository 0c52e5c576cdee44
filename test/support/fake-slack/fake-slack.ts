import type { KnownBlock, MessageMetadata, View } from "@slack/types";
import type { Actor, ScenarioFile } from "../scenario-driver.ts";

/** A message as the fake keeps it. */
export interface FakeSlackMessage {
	/** A conversation's id: `C…`, or `D…` for a direct one. */
	readonly channel: string;
	readonly ts: string;
	/** The message whose thread it is in, or null. */
	readonly threadTs: string | null;
	/** Bot's or person's id. */
	readonly user: string;
	/** What a notification shows; escaped as it was sent. */
	readonly text: string;
	readonly blocks: readonly KnownBlock[];
	readonly metadata: MessageMetadata | null;
	readonly files: readonly FakeSlackFile[];
	/** Names of the emoji that somebody reacted with. */
	readonly reactions: readonly string[];
	/** A user's id for an ephemeral message; also for one in a direct conversation. Null for one that all in the channel see. */
	readonly visibleTo: string | null;
	/** True for an ephemeral one: it is in no history, and only its response URL changes it. */
	readonly isEphemeral: boolean;
	/** Somebody deleted it; with replies it stays as a tombstone. */
	readonly isDeleted: boolean;
}

export interface FakeSlackFile {
	readonly id: string;
	readonly name: string;
	readonly title: string;
	/** Who uploaded it. */
	readonly user: string;
	readonly size: number;
	readonly isDeleted: boolean;
}

/** A view that somebody sees: a modal (the top of its stack), or their App Home. */
export interface FakeSlackView {
	readonly id: string;
	readonly user: string;
	/** As the bot sent it. */
	readonly view: View;
}

/** What somebody gets back for what they did, and how long the acknowledgement took. */
export type FakeSlackAnswer =
	/** An ephemeral message, one in the channel by response URL, or a direct one. Where one has files, that one. */
	| { readonly kind: "message"; readonly ackMs: number; readonly message: FakeSlackMessage }
	/** A modal opened, was pushed, or took the place of the one sent in. */
	| { readonly kind: "view"; readonly ackMs: number; readonly view: FakeSlackView }
	/** Acknowledged, and nothing was shown within `quietMs`. */
	| { readonly kind: "quiet"; readonly ackMs: number }
	/** A view sent in came back with words at its fields: block id → words. */
	| { readonly kind: "errors"; readonly ackMs: number; readonly errors: Readonly<Record<string, string>> }
	/** What Slack shows as “operation_timeout” or a warning triangle: no acknowledgement within 3 s. */
	| { readonly kind: "no-answer" }
	/** Slack itself refuses it: a required field is empty, the file is over the limit, the text is too long … */
	| { readonly kind: "platform-refused"; readonly why: string };

/** Something that goes wrong with the requests that follow, as Slack makes it go wrong. Ends after `times` of them (default: for ever). */
export interface SlackTrouble {
	/** `500`: a status with no JSON. `internal_error`: a 200 with `ok: false`. `drop-after`: carried out, but the line is cut before the answer. */
	readonly kind: "429" | "500" | "internal_error" | "drop-before" | "drop-after";
	/** Share of the requests it happens to, 0 to 1. */
	readonly share: number;
	readonly times?: number;
	/** Only methods (`chat.postMessage`), or `response_url`, `file`, that hold this text. */
	readonly on?: string;
	/** For 429; `Retry-After` is whole seconds. */
	readonly retryAfterS?: number;
	/** Seed of the dice. */
	readonly seed?: number;
}

/** What people fill in, by block id: text, a choice's value, a tick, or a file. */
export type ViewValues = Readonly<Record<string, string | number | boolean | ScenarioFile>>;

/** A Slack workspace as far as a bot sees it, as a process of its own on loopback. Every request is checked; what is wrong stands in `violations`. */
export interface FakeSlack {
	/** Settings for the bot: SLACK_BOT_TOKEN, SLACK_MODE, … */
	readonly settings: Readonly<Record<string, string>>;
	readonly teamId: string;
	readonly appId: string;
	readonly botUserId: string;
	readonly botToken: string;
	readonly appToken: string;
	readonly signingSecret: string;
	/** `general` is one where nothing of the hotline belongs; the bot is in all but `general`. */
	readonly channels: {
		readonly reports: string;
		readonly cases: string;
		readonly status: string;
		readonly general: string;
	};
	readonly groups: { readonly volunteer: string; readonly coordinator: string };
	readonly users: Readonly<Record<Actor, { readonly id: string; readonly name: string }>>;

	/** Types `/meldkamer text` in a channel (default `reports`; Slack takes no slash command in a thread). */
	command(as: Actor, text: string, channel?: string): Promise<FakeSlackAnswer>;
	/** Presses a button or chooses from a menu; the action may be one that an older look of the message had. On a view's block: its id as `ts`. */
	press(as: Actor, ts: string, actionId: string, value?: string | null): Promise<FakeSlackAnswer>;
	/** Fills in and sends in an opened modal. Checks what Slack's client checks: required fields, lengths, files. */
	submit(as: Actor, viewId: string, values: ViewValues): Promise<FakeSlackAnswer>;
	/** What an external select of a view offers for what is typed. */
	suggest(
		as: Actor,
		viewId: string,
		blockId: string,
		typed: string,
	): Promise<readonly { readonly text: string; readonly value: string }[]>;
	/** Chooses a message shortcut on a message. */
	shortcut(as: Actor, callbackId: string, ts: string): Promise<FakeSlackAnswer>;
	/** Opens the App Home; gives what the bot publishes, or null when it does not within 3 s. */
	openHome(as: Actor): Promise<FakeSlackView | null>;
	/** The App Home as it was published last, or null. */
	home(as: Actor): Promise<FakeSlackView | null>;
	/** A person's message with files in a channel (default `reports`); gives its ts. */
	upload(as: Actor, files: readonly ScenarioFile[], channel?: string): Promise<string>;
	/** Delivers a payload as it stands (a recorded one) with tokens and ids filled in; gives the acknowledgement's body, or null. */
	raw(
		kind: "slash_commands" | "interactive" | "events_api",
		payload: Readonly<Record<string, unknown>>,
	): Promise<unknown>;
	/** Delivers the last one again, under the same envelope id, or (HTTP) with `X-Slack-Retry-Num`. */
	repeatLast(): Promise<void>;
	/** In HTTP mode: a request to the bot with these headers in place of the right ones; gives the status. */
	forge(headers: Readonly<Record<string, string>>): Promise<number>;

	/** What everybody sees in a channel outside threads, in order. */
	messages(channel: string): Promise<readonly FakeSlackMessage[]>;
	/** The replies in a thread, in order. */
	replies(channel: string, threadTs: string): Promise<readonly FakeSlackMessage[]>;
	/** Every ephemeral or direct message of somebody, in order, wherever. */
	privateMessages(as: Actor): Promise<readonly FakeSlackMessage[]>;
	/** Every look that each message that all see ever had, in order. */
	history(): Promise<readonly FakeSlackMessage[]>;
	/** Bytes of a file, by its id. */
	file(id: string): Promise<Uint8Array>;
	files(): Promise<readonly FakeSlackFile[]>;
	/** Requests that Slack would refuse, or that its types or limits forbid: one sentence each. */
	violations(): Promise<readonly string[]>;
	/** Counts by method (`chat.update`), `response_url`, `sockets`, `envelopes`, `requests`, and troubles (`trouble 429` …). */
	counts(): Promise<Readonly<Record<string, number>>>;

	/** Somebody deletes a message, as a person does. */
	deleteMessage(ts: string): Promise<void>;
	archiveChannel(channel: string): Promise<void>;
	deleteChannel(channel: string): Promise<void>;
	/** Takes the bot out of a channel, or lets it in. */
	setMember(channel: string, isMember: boolean): Promise<void>;
	/** From now on every request with this token is refused: `token_revoked`. */
	revokeToken(token?: "bot" | "app"): Promise<void>;
	/** The scopes that the bot's token has; all that it needs at first. */
	setScopes(scopes: readonly string[]): Promise<void>;
	/** Who is in the volunteers' and the coordinators' group. */
	setGroups(members: { readonly volunteer: readonly Actor[]; readonly coordinator: readonly Actor[] }): Promise<void>;
	/** What `apps.manifest.export` gives for the app. */
	setManifest(manifest: Readonly<Record<string, unknown>>): Promise<void>;
	/** Cuts the bot's sockets without a close frame. */
	cutSockets(): Promise<void>;
	/** Sends a `disconnect` envelope; Slack closes that connection 10 s later. */
	disconnect(reason: "warning" | "refresh_requested" | "link_disabled"): Promise<void>;
	trouble(list: readonly SlackTrouble[]): Promise<void>;

	/** Resolves at the next change of anything that people see, or after `timeoutMs`. */
	changed(timeoutMs: number): Promise<void>;
	close(): Promise<void>;
}

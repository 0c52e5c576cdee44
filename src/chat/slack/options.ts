import type { CommandSpec } from "../../core/command/command-spec.ts";
import type { Language } from "../../core/language.ts";
import type { ChannelName, ChatFault } from "../../ports/chat.ts";
import type { Download } from "../../ports/download.ts";
import type { Log } from "../../ports/log.ts";

/** How what people do reaches the bot. */
export type SlackDelivery =
	/** Over a WebSocket that the bot opens; needs no address that Slack can reach. `appToken`: `xapp-…`. */
	| { readonly mode: "socket"; readonly appToken: string }
	/** As signed requests to the bot's own server, at `/slack/events`. */
	| { readonly mode: "http"; readonly signingSecret: string; readonly port: number; readonly host: string };

/** Who has a role: the members of user groups (`S…`), and people by their own ids (`U…`, `W…`). */
export interface SlackRole {
	readonly groups: readonly string[];
	readonly people: readonly string[];
}

/** What the adapter needs to know of one Slack workspace. */
export interface SlackOptions {
	/** The bot's, `xoxb-…`. */
	readonly token: string;
	readonly delivery: SlackDelivery;
	readonly roles: Readonly<Record<"volunteer" | "coordinator", SlackRole>>;
	/** Conversation ids, `C…` or `G…`. */
	readonly channels: Readonly<Record<ChannelName, string>>;
	/** Hosts, with port where it is not the usual one, that files are fetched from. Over https, or http on loopback. */
	readonly fileHosts: readonly string[];
	/** Whether an upload is deleted in Slack once the bot has it. */
	readonly deleteUploads: boolean;
	/** Ends in a slash: `https://slack.com/api/`. */
	readonly apiUrl: string;
	readonly language: Language;
	readonly commands: readonly CommandSpec[];
	readonly maxUploadBytes: number;
	readonly download: Download;
	readonly log: Log;
	/** Slack lets the bot in no more (a revoked token, an app that was removed): no later try will help. */
	readonly onEnded: (fault: ChatFault) => void;
}

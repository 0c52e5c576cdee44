import type { webApi } from "@slack/bolt";
import type { Entry } from "../../../core/command/parse-line.ts";
import type { ChatHandlers } from "../../../ports/chat.ts";
import type { SlackOptions } from "../options.ts";
import type { People } from "../people/create-people.ts";

export interface InteractionTimes {
	/** Suggestions that take longer are not shown. */
	readonly suggestMs: number;
	/** Waits between tries of an answer after the line broke. */
	readonly retryDelaysMs: readonly number[];
}

/** What answering needs. */
export interface InteractionContext {
	readonly options: SlackOptions;
	readonly handlers: ChatHandlers;
	readonly client: webApi.WebClient;
	readonly people: People;
	/** Slack refused the bot's token. */
	readonly onRevoked?: (cause: unknown) => void;
	/** All commands, in the order of their declarations. */
	readonly entries: readonly Entry[];
	readonly times: InteractionTimes;
}

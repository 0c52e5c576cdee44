import { type Logger, LogLevel, webApi } from "@slack/bolt";
import type { SlackOptions } from "./options.ts";

const requestTimeoutMs = 15_000;

/** The SDK's own words go nowhere: they may quote what people typed. */
export const silent: Logger = {
	debug() {},
	info() {},
	warn() {},
	error() {},
	setLevel() {},
	getLevel: () => LogLevel.ERROR,
	setName() {},
};

/** How requests are made: each once, within a time. A try whose answer was lost may have been carried out, so who asked decides on another. */
export function clientOptions({ apiUrl }: Pick<SlackOptions, "apiUrl">) {
	return {
		slackApiUrl: apiUrl,
		logger: silent,
		timeout: requestTimeoutMs,
		retryConfig: { retries: 0 },
		rejectRateLimitedCalls: true,
		allowAbsoluteUrls: false,
	};
}

/** Requests with the bot's token. */
export function openClient(options: Pick<SlackOptions, "apiUrl" | "token">): webApi.WebClient {
	return new webApi.WebClient(options.token, clientOptions(options));
}

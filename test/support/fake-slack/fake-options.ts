/** How the fake behaves; every one has a default. */
export interface FakeSlackOptions {
	/** How what people do reaches the bot: over its WebSocket, or as signed requests to its own HTTP server. Default `socket`. */
	readonly mode?: "socket" | "http";
	/** Slack's limits of how often (chat.postMessage 1/s and channel with bursts, chat.update 50 a minute, the tiers), answered with 429 and `Retry-After`. Default on. */
	readonly rateLimits?: boolean;
	/** Every envelope and request is delivered this many times in all, as Slack does when it saw no acknowledgement. Default 1. */
	readonly deliveries?: number;
	/** How long after an acknowledgement without text an answer may still come, in ms. Default 2,500. */
	readonly quietMs?: number;
	/** How long after a note a message with files may still come for the same act, in ms. Default 300. */
	readonly filesMs?: number;
	/** How long somebody waits for an answer that was promised, in ms. Default 60,000. */
	readonly thinkingMs?: number;
	/** How long a trigger id opens a view, in ms. Default 3,000, Slack's. */
	readonly triggerMs?: number;
	/** What a file in a modal may weigh, in bytes. Default 10 MB, Slack's. */
	readonly fileInputLimit?: number;
	/** `url_private_download` of a person's upload is answered with Slack's log-in page (200, HTML), bearer or not. Default off. */
	readonly loginPages?: boolean;
	/** Whether the bot may delete what a person uploaded (Slack refuses some with `cant_delete_file`). Default on. */
	readonly deletesUploads?: boolean;
	/** Roles by user group (default), or by list of ids. */
	readonly roles?: "groups" | "ids";
}

export const defaultFakeSlackOptions: Required<FakeSlackOptions> = {
	mode: "socket",
	rateLimits: true,
	deliveries: 1,
	quietMs: 2_500,
	filesMs: 300,
	thinkingMs: 60_000,
	triggerMs: 3_000,
	fileInputLimit: 10_000_000,
	loginPages: false,
	deletesUploads: true,
	roles: "groups",
};

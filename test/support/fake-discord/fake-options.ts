/** How the fake behaves; every one has a default. */
export interface FakeOptions {
	/** Discord's buckets (5 per 5 s and channel for posting and for editing, 50 requests/s), with their headers. Default on. */
	readonly rateLimits?: boolean;
	/** What a person's file may weigh, in bytes; Discord's own for a server without boosts is 10 MiB. */
	readonly attachmentSizeLimit?: number;
	/** How long after an acknowledgement without text an answer may still come, in ms. Default 2,500. */
	readonly quietMs?: number;
	/** How long somebody watches “is thinking…”, in ms. Default 60,000. */
	readonly thinkingMs?: number;
	/** How long an interaction's token lives, in ms. Default 15 minutes, Discord's. */
	readonly tokenMs?: number;
	/** How long Discord knows a nonce again, in ms; it says “a few minutes”. Default 3 minutes. */
	readonly nonceMs?: number;
	/** The people's language. Default `nl`. */
	readonly locale?: string;
	/** Where the cases' headlines go: a text channel (default) or the forum. */
	readonly casesIn?: "text" | "forum";
	/** DISCORD_THREADS. Default `public`. */
	readonly threads?: "public" | "private";
	/** Checks the fake's own answers with Discord's schemas too; what is wrong stands in `violations` and starts with `answer`. Default off. */
	readonly checkAnswers?: boolean;
}

export const defaultOptions: Required<FakeOptions> = {
	rateLimits: true,
	attachmentSizeLimit: 10 * 1024 * 1024,
	quietMs: 2_500,
	thinkingMs: 60_000,
	tokenMs: 15 * 60_000,
	nonceMs: 3 * 60_000,
	locale: "nl",
	casesIn: "text",
	threads: "public",
	checkAnswers: false,
};

import { DiscordAPIError, HTTPError, RateLimitError, RESTJSONErrorCodes } from "discord.js";

/** What a failed request means for us, whatever it was about. */
export type Trouble =
	/** The token is not good (any more); no request will do. */
	| { readonly kind: "revoked" }
	| { readonly kind: "unknown-channel" | "unknown-message" | "unknown-server" }
	/** Somebody may grant it. */
	| { readonly kind: "forbidden" | "locked" | "tag-required" | "too-many-threads" }
	/** The thread is archived; opening it first helps. */
	| { readonly kind: "archived" }
	/** A message already has its thread. */
	| { readonly kind: "has-thread" }
	/** Discord will refuse it as often as it is sent. `code` is Discord's own. */
	| { readonly kind: "refused"; readonly code: number }
	/** Not sent, or refused without being carried out: too many requests. */
	| { readonly kind: "too-fast"; readonly afterMs: number }
	/** Discord, or the line to it, is out of order; the request may have been carried out. */
	| { readonly kind: "later"; readonly afterMs: number };

const outageMs = 5_000;

/** Discord's codes: https://discord.com/developers/docs/topics/opcodes-and-status-codes#json */
const kindOfCode: ReadonlyMap<number, Exclude<Trouble["kind"], "later" | "too-fast" | "refused">> = new Map([
	[RESTJSONErrorCodes.UnknownChannel, "unknown-channel"],
	[RESTJSONErrorCodes.UnknownMessage, "unknown-message"],
	// The bot's own until another application took its place: for an edit as good as deleted.
	[RESTJSONErrorCodes.CannotEditMessageAuthoredByAnotherUser, "unknown-message"],
	[RESTJSONErrorCodes.UnknownGuild, "unknown-server"],
	[RESTJSONErrorCodes.MissingAccess, "forbidden"],
	[RESTJSONErrorCodes.MissingPermissions, "forbidden"],
	[RESTJSONErrorCodes.ThreadLocked, "locked"],
	[RESTJSONErrorCodes.TagRequiredToCreateAForumPostInThisChannel, "tag-required"],
	[RESTJSONErrorCodes.MaximumActiveThreads, "too-many-threads"],
	[RESTJSONErrorCodes.InvalidActionOnArchivedThread, "archived"],
	[RESTJSONErrorCodes.ThreadAlreadyCreatedForMessage, "has-thread"],
]);

/** Reads what discord.js threw for a request with the bot's token. What it does not know is taken for a broken line. */
export function troubleOf(cause: unknown): Trouble {
	if (cause instanceof RateLimitError) return { kind: "too-fast", afterMs: cause.retryAfter };
	if (cause instanceof DiscordAPIError) {
		if (cause.status === 401) return { kind: "revoked" };
		const kind = kindOfCode.get(Number(cause.code));
		if (kind !== undefined) return { kind };
		if (cause.status === 403) return { kind: "forbidden" };
		if (cause.status !== 429 && cause.status < 500) return { kind: "refused", code: Number(cause.code) };
	}
	if (cause instanceof HTTPError && cause.status < 500) return { kind: "refused", code: cause.status };
	return { kind: "later", afterMs: outageMs };
}

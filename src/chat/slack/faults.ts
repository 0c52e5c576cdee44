import { webApi } from "@slack/bolt";

/** What a failed request means for us, whatever it was about. */
export type Trouble =
	/** The token is not good (any more); no request will do. */
	| { readonly kind: "revoked" }
	/** Somebody may grant it: a scope of the app. */
	| { readonly kind: "missing-scope"; readonly scope: string }
	/** Slack says the same of a channel that was deleted and of a private one that the bot is not in. */
	| { readonly kind: "unknown-channel" }
	| { readonly kind: "not-in-channel" | "archived-channel" | "may-not-post" }
	| { readonly kind: "unknown-message" | "unknown-thread" | "unknown-file" | "unknown-view" }
	/** A view can be opened for 3 s after what somebody did, and one only. */
	| { readonly kind: "too-late" | "trigger-used" }
	/** Slack will refuse it as often as it is sent. `code` is Slack's own. */
	| { readonly kind: "refused"; readonly code: string }
	/** Not carried out: too many requests. */
	| { readonly kind: "too-fast"; readonly afterMs: number }
	/** Slack, or the line to it, is out of order; the request may have been carried out. */
	| { readonly kind: "later"; readonly afterMs: number };

const outageMs = 5_000;

type Simple = Exclude<Trouble["kind"], "missing-scope" | "refused" | "too-fast" | "later">;

/** Slack's error codes (docs.slack.dev/reference/methods, "Errors" of each method). */
const kindOfCode: ReadonlyMap<string, Simple> = new Map<string, Simple>([
	["invalid_auth", "revoked"],
	["not_authed", "revoked"],
	["token_revoked", "revoked"],
	["token_expired", "revoked"],
	["account_inactive", "revoked"],
	["not_allowed_token_type", "revoked"],
	["channel_not_found", "unknown-channel"],
	["not_in_channel", "not-in-channel"],
	["is_archived", "archived-channel"],
	["restricted_action", "may-not-post"],
	["restricted_action_read_only_channel", "may-not-post"],
	["restricted_action_thread_only_channel", "may-not-post"],
	["restricted_action_non_threadable_channel", "may-not-post"],
	["message_not_found", "unknown-message"],
	// The bot's own until another app took its place: for an edit as good as deleted.
	["cant_update_message", "unknown-message"],
	["thread_not_found", "unknown-thread"],
	["file_not_found", "unknown-file"],
	["file_deleted", "unknown-file"],
	["not_found", "unknown-view"],
	["expired_trigger_id", "too-late"],
	["exchanged_trigger_id", "trigger-used"],
	["invalid_trigger_id", "too-late"],
]);

/** Trouble on Slack's side that comes with an error code and a status of 200. */
const passing: ReadonlySet<string> = new Set([
	...["internal_error", "fatal_error", "service_unavailable", "request_timeout", "team_added_to_org"],
	...["accesslimited", "org_login_required", "ekm_access_denied"],
]);

/** Reads what the SDK threw. What it does not know is taken for a broken line. */
export function troubleOf(cause: unknown): Trouble {
	if (cause instanceof webApi.WebAPIRateLimitedError) return { kind: "too-fast", afterMs: cause.retryAfter * 1_000 };
	if (!(cause instanceof webApi.WebAPIPlatformError)) return { kind: "later", afterMs: outageMs };
	const code = cause.data.error;
	if (code === "missing_scope") return { kind: "missing-scope", scope: neededScope(cause.data) };
	if (code === "ratelimited") return { kind: "too-fast", afterMs: outageMs };
	const kind = kindOfCode.get(code);
	if (kind !== undefined) return { kind };
	return passing.has(code) ? { kind: "later", afterMs: outageMs } : { kind: "refused", code };
}

function neededScope(data: object): string {
	const needed: unknown = Reflect.get(data, "needed");
	return typeof needed === "string" ? needed : "";
}

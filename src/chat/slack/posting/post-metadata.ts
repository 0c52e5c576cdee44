import type { types } from "@slack/bolt";
import type { PostKey } from "../../../ports/chat.ts";

const eventType = "meldkamer_post";

/** What a post carries unseen, so that it is found again: its key, and the numbers of the events that it tells. */
export function metadataOf({ key, mark }: PostKey): types.MessageMetadata {
	return { event_type: eventType, event_payload: { key, mark } };
}

/** Whether a message of a history is the post of this key. */
export function isPostOf(key: string, message: { readonly metadata?: unknown }): boolean {
	const { metadata } = message;
	if (typeof metadata !== "object" || metadata === null) return false;
	const { event_type, event_payload } = metadata as Partial<types.MessageMetadata>;
	return event_type === eventType && event_payload?.key === key;
}

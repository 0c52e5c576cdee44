import type { ResponseUrl } from "./act.ts";
import { readMessage } from "./read-message.ts";
import { show } from "./show.ts";
import { SlackError } from "./slack-error.ts";
import { changeMessage, removeMessage, storeMessage } from "./store-message.ts";
import type { Json, StoredMessage, World } from "./world.ts";

const known = [
	"text",
	"blocks",
	"attachments",
	"response_type",
	"replace_original",
	"delete_original",
	"thread_ts",
	"mrkdwn",
	"unfurl_links",
	"unfurl_media",
];

interface Response {
	/** For violations. */
	readonly what: string;
	readonly url: ResponseUrl;
	readonly args: Json;
}

/** A message by response URL, or in an acknowledgement's body. Throws what Slack would refuse it with. */
export function writeResponse(world: World, { what, url, args }: Response): void {
	for (const name of Object.keys(args)) {
		if (!known.includes(name)) world.violations.push(`${what}: no such argument [json-pointer:/${name}]`);
	}
	const source = url.sourceTs === null ? null : (world.messages.get(url.sourceTs) ?? null);
	if (isOn(args.delete_original)) {
		if (source) removeMessage(world, source);
		return;
	}
	const isPublic = args.response_type === "in_channel";
	const isChange = isOn(args.replace_original) && source !== null && !source.isDeleted;
	const call = { world, method: what, args };
	const message = readMessage(call, {
		conversation: url.conversation,
		kind: isChange ? "change" : "post",
		...(isPublic ? {} : { ephemeralTo: url.userId }),
	});
	if (isChange) {
		changeMessage(world, source, { text: message.text, blocks: message.blocks, attachments: message.attachments });
		show(world, url.userId, { kind: "message", stored: source }, url.act);
		return;
	}
	const conversation = world.conversations.get(url.conversation);
	if (!conversation) throw new SlackError("channel_not_found");
	if (conversation.isArchived) throw new SlackError("is_archived");
	const stored: StoredMessage = storeMessage(world, {
		...message,
		metadata: null,
		conversation: url.conversation,
		user: world.ids.botUserId,
		// Not by itself where it was pressed.
		threadTs: typeof args.thread_ts === "string" ? args.thread_ts : null,
		...(isPublic ? {} : { ephemeralTo: url.userId }),
	});
	show(world, url.userId, { kind: "message", stored }, url.act);
}

function isOn(value: unknown): boolean {
	return value === true || value === "true";
}

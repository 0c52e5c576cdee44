import type { Call } from "./call.ts";
import { judgeMessage } from "./judge-message.ts";
import type { Conversation } from "./world.ts";

/** Keeps what is wrong with the message of an upload, and throws what Slack refuses it with. */
export function judgeShare(call: Call, conversation: Conversation, text: string, blocks: readonly unknown[]): void {
	const { violations } = call.world;
	if (text !== "" && blocks.length > 0)
		violations.push(`${call.method}: left out beside initial_comment [json-pointer:/blocks]`);
	judgeMessage(
		call,
		{ conversation: conversation.id, kind: "share" },
		{ text, blocks, attachments: [], metadata: undefined },
	);
}

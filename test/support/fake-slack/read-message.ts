import { type Call, jsonArg, textArg } from "./call.ts";
import { judgeMessage } from "./judge-message.ts";
import { SlackError } from "./slack-error.ts";
import type { Json } from "./world.ts";

export interface MessagePlace {
	readonly conversation: string;
	/** `share`: what stands beside files, which may be nothing. */
	readonly kind: "post" | "change" | "share";
	readonly ephemeralTo?: string;
}

export interface ReadMessage {
	readonly text: string;
	readonly blocks: readonly Json[];
	readonly attachments: readonly Json[];
	readonly metadata: Json | null;
}

/** A message's parts out of a method's arguments, judged. Throws what Slack refuses it with. */
export function readMessage(call: Call, place: MessagePlace): ReadMessage {
	const blocks = listArg(call, "blocks", "invalid_blocks_format");
	const attachments = listArg(call, "attachments", "invalid_attachments");
	const metadata = jsonArg(call, "metadata", "invalid_metadata_format");
	const text = textArg(call, "text");
	judgeMessage(call, place, { text, blocks, attachments, metadata });
	return {
		text,
		blocks: blocks as readonly Json[],
		attachments: attachments as readonly Json[],
		// An empty object takes the old one away.
		metadata: metadata === undefined || Object.keys(metadata as Json).length === 0 ? null : (metadata as Json),
	};
}

function listArg(call: Call, name: string, fault: string): readonly unknown[] {
	const value = jsonArg(call, name, fault) ?? [];
	if (!Array.isArray(value)) {
		call.world.violations.push(`${call.method}: must be an array [json-pointer:/${name}]`);
		throw new SlackError(fault);
	}
	return value;
}

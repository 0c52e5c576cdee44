import type { Call } from "./call.ts";
import { checkMessageBlocks } from "./check-blocks.ts";
import type { MessagePlace } from "./read-message.ts";
import { invalid, SlackError } from "./slack-error.ts";

interface Parts {
	readonly text: string;
	readonly blocks: readonly unknown[];
	readonly attachments: readonly unknown[];
	readonly metadata: unknown;
}

/** Keeps everything that is wrong with a message, and throws what Slack refuses it with. */
export function judgeMessage(call: Call, place: MessagePlace, parts: Parts): void {
	const faults = checkMessageBlocks(parts.blocks);
	for (const fault of faults) call.world.violations.push(`${call.method}: ${fault}`);
	if (faults.length > 0) throw invalid("invalid_blocks", faults);
	if (place.isNew && parts.text === "" && parts.blocks.length === 0 && parts.attachments.length === 0) {
		throw new SlackError("no_text");
	}
}

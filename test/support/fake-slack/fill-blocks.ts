import { randomBytes } from "node:crypto";
import type { Json } from "./world.ts";

/** What the bot left out and Slack fills in: block ids, action ids, and the defaults that its payloads show. */
export function fillBlocks(blocks: readonly unknown[]): readonly Json[] {
	return blocks.filter(isJson).map((block) => {
		const filled = Object.fromEntries(Object.entries(block).map(([key, value]) => [key, fillValue(value)]));
		const defaults = block.type === "input" ? { optional: false, dispatch_action: false } : {};
		return { type: block.type, block_id: shortId(), ...defaults, ...filled };
	});
}

const interactive =
	/^(button|checkboxes|datepicker|datetimepicker|overflow|radio_buttons|timepicker|file_input|.*_select|.*_input)$/;

/** A text object as Slack gives it back. */
export function fillText(value: unknown): unknown {
	return fillValue(value);
}

function fillValue(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(fillValue);
	if (!isJson(value)) return value;
	const filled = Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, fillValue(inner)]));
	const { type } = value;
	if (type === "plain_text") return { type, emoji: true, ...filled };
	if (type === "mrkdwn") return { type, verbatim: false, ...filled };
	if (typeof type === "string" && interactive.test(type)) return { type, action_id: shortId(), ...filled };
	return filled;
}

export function isJson(value: unknown): value is Json {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

function shortId(): string {
	return randomBytes(4).toString("base64").slice(0, 5);
}

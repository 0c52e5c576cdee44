import { type Call, flagArg } from "./call.ts";
import { markupFaults, messageFaults, textLength } from "./check-blocks.ts";
import { checkShape } from "./check-shape.ts";
import { checkText } from "./check-text.ts";
import { isJson } from "./fill-blocks.ts";
import { judgeSlackFiles } from "./judge-slack-files.ts";
import { limitOf } from "./limits.ts";
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
	const { violations } = call.world;
	const keep = (faults: readonly string[]): readonly string[] => {
		for (const fault of faults) violations.push(`${call.method}: ${fault}`);
		return faults;
	};
	keep(manners(call, place, parts));
	const refusals = [metadataRefusal(parts.metadata), blocksRefusal(call, place, parts), textRefusal(place, parts)];
	for (const refusal of refusals) if (refusal) keep(refusal.faults);
	const first = refusals.find((refusal) => refusal !== null);
	if (!first) return;
	throw first.code === "invalid_blocks" ? invalid(first.code, first.faults) : new SlackError(first.code);
}

/** What Slack lets through and the bot must not do. */
function manners(call: Call, place: MessagePlace, { text, blocks }: Parts): readonly string[] {
	const { args, method } = call;
	const faults = [...checkText(text, "/text"), ...markupFaults(blocks, "/blocks")];
	if (text === "" && blocks.length > 0 && place.kind !== "share") {
		faults.push("text must stand beside blocks [json-pointer:/text]");
	}
	if (method === "chat.postMessage" && String(args.unfurl_links) !== "false") {
		faults.push("unfurl_links must be false [json-pointer:/unfurl_links]");
	}
	if (flagArg(call, "link_names") || args.parse === "full")
		faults.push("names in the text may tell somebody [json-pointer:/parse]");
	if (flagArg(call, "reply_broadcast"))
		faults.push("a thread's message in the channel too [json-pointer:/reply_broadcast]");
	if (isJson(args.metadata) || typeof args.metadata === "string") faults.push(...nestedMetadata(call));
	return faults;
}

interface Refusal {
	readonly code: string;
	readonly faults: readonly string[];
}

function refuse(code: string, pointer: string, faults: readonly string[] = []): Refusal {
	return { code, faults: faults.length > 0 ? faults : [`${code} [json-pointer:${pointer}]`] };
}

function metadataRefusal(metadata: unknown): Refusal | null {
	// An empty object takes the old one away.
	if (metadata === undefined || (isJson(metadata) && Object.keys(metadata).length === 0)) return null;
	const faults = checkShape("MessageMetadata", metadata, "/metadata");
	if (faults.length > 0) return refuse("invalid_metadata_format", "/metadata", faults);
	const isTooLarge = JSON.stringify(metadata).length > limitOf("message", "metadata");
	return isTooLarge ? refuse("metadata_too_large", "/metadata") : null;
}

/** Slack takes objects in it, but then each event type needs a schema of its own. */
function nestedMetadata({ args }: Call): readonly string[] {
	const metadata: unknown = typeof args.metadata === "string" ? tryParse(args.metadata) : args.metadata;
	if (!isJson(metadata) || !isJson(metadata.event_payload)) return [];
	return Object.entries(metadata.event_payload).flatMap(([key, value]) =>
		typeof value === "object" ? [`metadata must be flat [json-pointer:/metadata/event_payload/${key}]`] : [],
	);
}

function tryParse(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return null;
	}
}

function blocksRefusal(call: Call, place: MessagePlace, { blocks }: Parts): Refusal | null {
	const faults = [...messageFaults(blocks), ...judgeSlackFiles(call.world, blocks, "/blocks", place)];
	if (faults.length > 0) return refuse("invalid_blocks", "/blocks", faults);
	const isTooLong = textLength(blocks) > limitOf("message", "blocks.text");
	return isTooLong ? refuse("msg_blocks_too_long", "/blocks") : null;
}

function textRefusal(place: MessagePlace, { text, blocks, attachments, metadata }: Parts): Refusal | null {
	if ([...text].length > limitOf("message", "text")) return refuse("msg_too_long", "/text");
	if (attachments.length > limitOf("message", "attachments")) return refuse("too_many_attachments", "/attachments");
	const isEmpty = text === "" && blocks.length === 0 && attachments.length === 0;
	if (!isEmpty || place.kind === "share" || (place.kind === "change" && metadata !== undefined)) return null;
	return refuse("no_text", "/text");
}

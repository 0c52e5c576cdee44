import { SlackError } from "./slack-error.ts";
import type { Conversation, Json, World } from "./world.ts";

/** One request to a Web API method. */
export interface Call {
	readonly world: World;
	readonly method: string;
	readonly args: Json;
}

export interface Method {
	readonly name: string;
	readonly token: "bot" | "app" | "config";
	/** One of these; `of` a conversation's kind where it depends on that. Empty: none needed. */
	readonly scope: readonly string[] | ((call: Call) => readonly string[]);
	/** Slack's tier; null where a rule of its own holds. */
	readonly perMinute: number | null;
	/** What the method knows; anything else is a typo that Slack wouldn't tell. */
	readonly args: readonly string[];
	readonly handle: (call: Call) => Json | Promise<Json>;
}

/** An argument as text; empty when it isn't there. */
export function textArg({ args }: Call, name: string): string {
	const value = args[name];
	return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

export function flagArg({ args }: Call, name: string): boolean {
	return ["true", "1"].includes(String(args[name]));
}

/** An argument that is JSON, or JSON as text; undefined when it isn't there. Throws `fault` when it is neither. */
export function jsonArg({ world, method, args }: Call, name: string, fault: string): unknown {
	const value = args[name];
	if (typeof value !== "string") return value ?? undefined;
	if (value === "") return undefined;
	try {
		return JSON.parse(value) as unknown;
	} catch {
		world.violations.push(`${method}: must be JSON [json-pointer:/${name}]`);
		throw new SlackError(fault);
	}
}

export function requireConversation({ world }: Call, id: string): Conversation {
	const found = world.conversations.get(id);
	if (!found) throw new SlackError("channel_not_found");
	return found;
}

/** A conversation that the bot may write in. */
export function requireWritable(call: Call, id: string): Conversation {
	const found = requireConversation(call, id);
	if (found.isArchived) throw new SlackError("is_archived");
	if (!found.isMember) throw new SlackError("not_in_channel");
	return found;
}

/** `channels:read` for a channel, `im:read` for a direct conversation; all of them while it isn't known. */
export function scopeByKind(right: "read" | "history"): (call: Call) => readonly string[] {
	return (call) => {
		const id = textArg(call, "channel");
		if (id.startsWith("D")) return [`im:${right}`];
		if (id.startsWith("G")) return [`groups:${right}`];
		return [`channels:${right}`];
	};
}

export function isPersonId(world: World, id: string): boolean {
	return Object.values(world.people).some((person) => person.id === id);
}

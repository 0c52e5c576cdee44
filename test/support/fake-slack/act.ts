import { EventEmitter } from "node:events";
import { newId, newSecret, newTriggerId } from "./new-id.ts";
import type { Json, StoredMessage, World } from "./world.ts";

export type ActKind = "slash_commands" | "interactive" | "events_api";

/** What a person sees of what they did. */
export type Shown =
	| { readonly kind: "message"; readonly stored: StoredMessage }
	| { readonly kind: "view"; readonly view: OpenView }
	| { readonly kind: "errors"; readonly errors: Readonly<Record<string, string>> };

/** What a person did that the bot is to answer. */
export interface Act {
	/** Slack's `envelope_id`. */
	readonly id: string;
	readonly kind: ActKind;
	readonly userId: string;
	readonly payload: Json;
	/** The view that it came from, sent in or with the element. */
	readonly viewId: string | null;
	readonly isSubmission: boolean;
	readonly startedAt: number;
	/** Null until the bot acknowledged it. */
	ackMs: number | null;
	/** Slack held an answer up, or the bot is at it: it may come until then, in ms of `performance.now()`. */
	awaitedUntil: number;
	/** What was seen of it so far. */
	seen: Shown | null;
	readonly events: EventEmitter<{ acknowledged: [Json | null]; shown: [Shown]; options: [readonly Json[]] }>;
}

export interface Trigger {
	readonly userId: string;
	readonly act: Act;
	/** The view that it came from: only such a one pushes. */
	readonly viewId: string | null;
	isUsed: boolean;
}

export interface ResponseUrl {
	readonly act: Act;
	readonly userId: string;
	readonly conversation: string;
	/** The message it came from, for `replace_original`. */
	readonly sourceTs: string | null;
	readonly madeAt: number;
	uses: number;
}

/** A modal in its stack, or an App Home. */
export interface OpenView {
	readonly id: string;
	readonly userId: string;
	readonly rootId: string;
	readonly previousId: string | null;
	/** As the bot sent it. */
	sent: Json;
	/** With the ids and defaults that Slack gave. */
	blocks: readonly Json[];
	hash: string;
	/** What was typed and sent in, by block id and action id. */
	state: Readonly<Record<string, Readonly<Record<string, Json>>>>;
	/** What external selects offered last, by block id. */
	readonly offered: Map<string, readonly Json[]>;
	isBusy: boolean;
}

interface ActInput {
	readonly kind: ActKind;
	readonly userId: string;
	readonly payload: Json;
	readonly viewId?: string | null;
	/** Where a response URL writes; null for acts without one. */
	readonly respondsIn?: Pick<ResponseUrl, "conversation" | "sourceTs"> | null;
	readonly urlKind?: "commands" | "actions" | "app";
	readonly hasTrigger?: boolean;
}

/** Makes an act with its tokens: envelope id, trigger id, response URL. */
export function makeAct(world: World, input: ActInput): Act {
	const { kind, userId, payload, viewId = null, respondsIn = null, urlKind = "actions", hasTrigger = true } = input;
	const triggerId = newTriggerId();
	const path = `/${urlKind}/${world.ids.teamId}/${newId("")}/${newSecret()}`;
	const act: Act = {
		id: crypto.randomUUID(),
		kind,
		userId,
		payload: {
			...payload,
			...(hasTrigger ? { trigger_id: triggerId } : {}),
			...(respondsIn ? { response_url: `${new URL(world.urls.api).origin}${path}` } : {}),
		},
		viewId,
		isSubmission: payload.type === "view_submission",
		startedAt: performance.now(),
		ackMs: null,
		awaitedUntil: 0,
		seen: null,
		events: new EventEmitter(),
	};
	if (hasTrigger) world.triggers.set(triggerId, { userId, act, viewId, isUsed: false });
	if (respondsIn) world.responseUrls.set(path, { act, userId, ...respondsIn, madeAt: Date.now(), uses: 0 });
	return act;
}

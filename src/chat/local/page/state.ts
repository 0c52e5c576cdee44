import type { Entry, TypedValues } from "../../../core/command/parse-line.ts";
import type { Form } from "../../../core/thread/card.ts";
import type { Change, LocalMessage, LocalThread, MessagePage, OutboxMail, Place, Setup } from "../wire.ts";

export const channels = ["reports", "cases", "status"] as const;
export type ChannelName = (typeof channels)[number];

/** What is on screen; stands in the address, so that reload and back do what people expect. */
export type Route =
	| { readonly view: "home" }
	| { readonly view: "channel"; readonly channel: ChannelName; readonly thread: number | null }
	| { readonly view: "mail"; readonly mail: string | null };

export interface Timeline {
	readonly messages: readonly LocalMessage[];
	readonly older: number | null;
}

export type Dialog =
	| {
			readonly kind: "command";
			readonly entry: Entry;
			readonly values: TypedValues;
			readonly file: File | null;
			readonly place: Place;
	  }
	| { readonly kind: "form"; readonly form: Form; readonly place: Place }
	| { readonly kind: "help" };

export interface State {
	readonly setup: Setup | null;
	readonly signedOut: boolean;
	readonly as: string;
	readonly route: Route;
	/** By channel; absent = not loaded. */
	readonly timelines: Readonly<Record<string, Timeline>>;
	/** Channels whose timeline is from before a break; it stays on screen until the new one is there. */
	readonly stale: readonly string[];
	/** Changes of channels that are to be loaded: one may be on its way, read before the change and arriving after it. */
	readonly early: Readonly<Record<string, readonly LocalMessage[]>>;
	readonly threads: readonly LocalThread[];
	readonly unread: Readonly<Record<string, number>>;
	readonly mails: readonly OutboxMail[] | null;
	/** Grows when everything is to be loaded anew. */
	readonly generation: number;
	readonly connection: "connecting" | "live" | "lost";
	readonly dialog: Dialog | null;
	readonly toasts: readonly { readonly id: number; readonly text: string }[];
	/** The newest message in words, for who listens instead of looks. */
	readonly announcement: string;
}

export type Action =
	| { readonly type: "setup"; readonly setup: Setup; readonly as: string }
	| { readonly type: "signed-out" }
	| { readonly type: "act-as"; readonly as: string }
	| { readonly type: "route"; readonly route: Route }
	| { readonly type: "threads"; readonly threads: readonly LocalThread[] }
	| { readonly type: "page"; readonly channel: string; readonly page: MessagePage; readonly older: boolean }
	| { readonly type: "change"; readonly change: Change }
	| { readonly type: "mails"; readonly mails: readonly OutboxMail[] }
	| { readonly type: "connection"; readonly connection: State["connection"] }
	| { readonly type: "dialog"; readonly dialog: Dialog | null }
	| { readonly type: "toast"; readonly id: number; readonly text: string }
	| { readonly type: "dismiss"; readonly id: number };

export const emptyState: State = {
	setup: null,
	signedOut: false,
	as: "",
	route: { view: "home" },
	timelines: {},
	stale: [],
	early: {},
	threads: [],
	unread: {},
	mails: null,
	generation: 0,
	connection: "connecting",
	dialog: null,
	toasts: [],
	announcement: "",
};

function decoded(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}

/** `#/cases/12`, `#/mail/<name>`, `#/` = the list of channels (on a wide screen beside the cases). */
export function routeOf(hash: string): Route {
	const [, first = "", second = ""] = hash.replace(/^#/, "").split("/");
	if (first === "mail") return { view: "mail", mail: second === "" ? null : decoded(second) };
	const channel = channels.find((name) => name === first);
	if (channel === undefined) return { view: "home" };
	return { view: "channel", channel, thread: /^\d{1,15}$/.test(second) ? Number(second) : null };
}

export function hashOf(route: Route): string {
	if (route.view === "home") return "#/";
	if (route.view === "mail") return `#/mail${route.mail === null ? "" : `/${encodeURIComponent(route.mail)}`}`;
	return `#/${route.channel}${route.thread === null ? "" : `/${route.thread}`}`;
}

export const channelOf = (route: Route): ChannelName => (route.view === "channel" ? route.channel : "cases");
export const threadOf = (route: Route): number | null => (route.view === "channel" ? route.thread : null);
export const threadChannel = (thread: number): string => `thread:${thread}`;

function onScreen(route: Route): string[] {
	const thread = threadOf(route);
	const main = route.view === "mail" ? [] : [channelOf(route)];
	return thread === null ? main : [...main, threadChannel(thread)];
}

/** The first words of a card: what a screen reader says and a narrow list shows. */
export function headingOf(message: LocalMessage): string {
	const { title, body, lines } = message.card;
	return title ?? body?.[0] ?? lines?.[0]?.text ?? "";
}

function withMessage(timeline: Timeline, message: LocalMessage): Timeline {
	const index = timeline.messages.findIndex((each) => each.id === message.id);
	const known = timeline.messages[index];
	if (known !== undefined)
		return known.revision >= message.revision
			? timeline
			: { ...timeline, messages: timeline.messages.with(index, message) };
	const first = timeline.messages[0];
	if (first !== undefined && message.id < first.id && timeline.older !== null) return timeline;
	return { ...timeline, messages: [...timeline.messages, message].sort((a, b) => a.id - b.id) };
}

/** Both lists by id, newest first; of two states of one thread the later. A thread only gains messages. */
function withThreads(known: readonly LocalThread[], more: readonly LocalThread[]): LocalThread[] {
	const byId = new Map(known.map((thread) => [thread.id, thread]));
	for (const thread of more) {
		const there = byId.get(thread.id);
		const isOlder = there !== undefined && (thread.revision < there.revision || thread.messages < there.messages);
		if (!isOlder) byId.set(thread.id, thread);
	}
	return [...byId.values()].sort((a, b) => b.id - a.id);
}

const earlyMax = 100;

export const isToLoad = (state: State, channel: string): boolean =>
	state.timelines[channel] === undefined || state.stale.includes(channel);

function withChange(state: State, change: Change): State {
	if (change.kind === "reset")
		return { ...state, stale: Object.keys(state.timelines), early: {}, generation: state.generation + 1 };
	if (change.kind === "thread") return { ...state, threads: withThreads(state.threads, [change.thread]) };
	const { message } = change;
	const before = state.timelines[message.channel];
	const after = before && withMessage(before, message);
	const isNew = message.editedAt === null && (before === undefined || after !== before);
	const seen = onScreen(state.route).includes(message.channel);
	const threads = state.threads.map((thread) =>
		thread.id === message.id ? { ...thread, tone: message.card.tone } : thread,
	);
	return {
		...state,
		threads,
		...(isToLoad(state, message.channel) && {
			early: {
				...state.early,
				[message.channel]: [...(state.early[message.channel] ?? []), message].slice(-earlyMax),
			},
		}),
		...(after !== undefined && { timelines: { ...state.timelines, [message.channel]: after } }),
		...(isNew && seen && { announcement: `${message.author ?? ""} ${headingOf(message)}`.trim() }),
		...(isNew && !seen && { unread: { ...state.unread, [message.channel]: (state.unread[message.channel] ?? 0) + 1 } }),
	};
}

/** What all see stays on screen while the new one's own answers are fetched. */
function withPersona(state: State, as: string): State {
	const timelines = Object.fromEntries(
		Object.entries(state.timelines).map(([channel, timeline]) => [
			channel,
			{ ...timeline, messages: timeline.messages.filter((message) => message.visibleTo === null) },
		]),
	);
	const stale = Object.keys(timelines);
	return { ...state, as, timelines, stale, early: {}, unread: {}, connection: "connecting" };
}

function withRoute(state: State, route: Route): State {
	const read = Object.fromEntries(onScreen(route).map((channel) => [channel, 0]));
	return { ...state, route, unread: { ...state.unread, ...read } };
}

function withPage(state: State, { channel, page, older }: Extract<Action, { type: "page" }>): State {
	const before = state.timelines[channel];
	const start: Timeline = { messages: page.messages, older: page.older };
	if (before === undefined || (!older && state.stale.includes(channel))) {
		const { [channel]: early = [], ...rest } = state.early;
		const timelines = { ...state.timelines, [channel]: early.reduce(withMessage, start) };
		return { ...state, early: rest, stale: state.stale.filter((name) => name !== channel), timelines };
	}
	const base: Timeline = older ? { ...before, older: page.older } : start;
	const extra = older ? page.messages : before.messages;
	const merged = extra.reduce(withMessage, { ...base, older: null });
	return { ...state, timelines: { ...state.timelines, [channel]: { ...merged, older: base.older } } };
}

export function reduce(state: State, action: Action): State {
	switch (action.type) {
		case "setup":
			return { ...state, setup: action.setup, as: action.as, signedOut: false };
		case "signed-out":
			return { ...state, signedOut: true };
		case "act-as":
			return withPersona(state, action.as);
		case "route":
			return withRoute(state, action.route);
		case "threads":
			return { ...state, threads: withThreads(state.threads, action.threads) };
		case "page":
			return withPage(state, action);
		case "change":
			return withChange(state, action.change);
		case "mails":
			return { ...state, mails: action.mails };
		case "connection":
			return { ...state, connection: action.connection };
		case "dialog":
			return { ...state, dialog: action.dialog };
		case "toast":
			return { ...state, toasts: [...state.toasts.slice(-3), { id: action.id, text: action.text }] };
		case "dismiss":
			return { ...state, toasts: state.toasts.filter((toast) => toast.id !== action.id) };
	}
}

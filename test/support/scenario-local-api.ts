import { setTimeout as wait } from "node:timers/promises";
import { Agent, fetch, type RequestInit } from "undici";
import type {
	Answer,
	Change,
	InteractionHead,
	LocalMessage,
	LocalThread,
	MessagePage,
	Press,
	Trouble,
} from "../../src/chat/local/wire.ts";
import { interactionType } from "../../src/chat/local/wire.ts";

/** An answer of the server that is not 2xx, as the page gets it. */
export class LocalTrouble extends Error {
	readonly trouble: Trouble;
	constructor(trouble: Trouble) {
		super(`the local chat says: ${trouble.error}`);
		this.name = "LocalTrouble";
		this.trouble = trouble;
	}
}

/** The local chat's server as its page talks to it: HTTP with cookie and Origin, uploads, Server-Sent Events. */
export interface LocalApi {
	interact(head: InteractionHead, file: Uint8Array | null): Promise<Answer>;
	press(press: Press): Promise<Answer>;
	/** All messages of a channel that `as` may see, in order. */
	messages(channel: string, as: string): Promise<readonly LocalMessage[]>;
	threads(): Promise<readonly LocalThread[]>;
	suggestions(query: Readonly<Record<string, string>>): Promise<readonly { value: string; label: string }[]>;
	close(): void;
}

const reconnectMs = 50;
/**
 * A connection each: the server hangs up on a body that it refused to read, and a browser, unlike this client, then asks again on
 * a new connection.
 */
const dispatcher = new Agent({ pipelining: 0 });

/** Signs in with the link and follows what `as` may see. `onChange` gets each change, after a `reset` too. */
export async function openLocalApi(url: string, as: string, onChange: (change: Change) => void): Promise<LocalApi> {
	const { origin, hash } = new URL(url);
	const key = new URLSearchParams(hash.slice(1)).get("key");
	const body = JSON.stringify({ key });
	const signedIn = await fetch(`${origin}/api/session`, {
		dispatcher,
		method: "POST",
		headers: { origin, "content-type": "application/json" },
		body,
	});
	const cookie = signedIn.headers.get("set-cookie")?.split(";")[0];
	if (cookie === undefined) throw new Error(`the local chat lets nobody in: ${signedIn.status}`);
	const ended = new AbortController();
	const request = async <T>(path: string, init: RequestInit = {}): Promise<T> => {
		const headers = { cookie, origin, ...(init.headers as Record<string, string> | undefined) };
		const answer = await fetch(`${origin}${path}`, { ...init, headers, dispatcher });
		const json: unknown = await answer.json();
		if (!answer.ok) throw new LocalTrouble(json as Trouble);
		return json as T;
	};
	const stream = { origin, cookie, as, onChange, signal: ended.signal };
	await follow(stream);
	return {
		interact: (head, file) =>
			request("/api/interaction", {
				method: "POST",
				headers: { "content-type": interactionType },
				body: interactionBody(head, file),
			}),
		press: (press) =>
			request("/api/press", {
				method: "POST",
				headers: { "content-type": "application/json" },
				body: JSON.stringify(press),
			}),
		async messages(channel, by) {
			const pages: (readonly LocalMessage[])[] = [];
			let before: number | null = null;
			do {
				const query = new URLSearchParams({ channel, as: by, ...(before === null ? {} : { before: String(before) }) });
				const page: MessagePage = await request(`/api/messages?${query}`);
				pages.unshift(page.messages);
				before = page.older;
			} while (before !== null);
			return pages.flat();
		},
		threads: () => request("/api/threads"),
		suggestions: (query) => request(`/api/suggestions?${new URLSearchParams(query)}`),
		close: () => ended.abort(),
	};
}

function interactionBody(head: InteractionHead, file: Uint8Array | null): Uint8Array<ArrayBuffer> {
	const json = new TextEncoder().encode(JSON.stringify(head));
	const body = new Uint8Array(4 + json.length + (file?.length ?? 0));
	new DataView(body.buffer).setUint32(0, json.length);
	body.set(json, 4);
	if (file !== null) body.set(file, 4 + json.length);
	return body;
}

interface Stream {
	readonly origin: string;
	readonly cookie: string;
	readonly as: string;
	readonly onChange: (change: Change) => void;
	readonly signal: AbortSignal;
}

/** Resolves once the stream says hello; goes on reading, and comes back where it was when the line breaks. */
async function follow(stream: Stream): Promise<void> {
	let last: string | null = null;
	let hello: () => void = () => {};
	const greeted = new Promise<void>((resolve) => {
		hello = resolve;
	});
	const read = async (): Promise<void> => {
		const query = new URLSearchParams({ as: stream.as, ...(last === null ? {} : { since: last }) });
		const answer = await fetch(`${stream.origin}/api/events?${query}`, {
			dispatcher,
			headers: { cookie: stream.cookie },
			signal: stream.signal,
		});
		if (!answer.ok || answer.body === null) throw new Error(`the event stream answers ${answer.status}`);
		let text = "";
		for await (const chunk of answer.body.pipeThrough(new TextDecoderStream())) {
			text += chunk;
			for (let end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n")) {
				const event = readEvent(text.slice(0, end));
				text = text.slice(end + 2);
				last = event.id ?? last;
				if (event.name === "hello") hello();
				if (event.name === "change") stream.onChange(JSON.parse(event.data) as Change);
			}
		}
	};
	const loop = async (): Promise<void> => {
		while (!stream.signal.aborted) {
			await read().catch(() => {});
			if (!stream.signal.aborted) await wait(reconnectMs);
		}
	};
	void loop();
	await greeted;
}

function readEvent(block: string): { readonly id: string | null; readonly name: string; readonly data: string } {
	const field = (name: string): string | null =>
		block
			.split("\n")
			.find((line) => line.startsWith(`${name}: `))
			?.slice(name.length + 2) ?? null;
	return { id: field("id"), name: field("event") ?? "", data: field("data") ?? "" };
}

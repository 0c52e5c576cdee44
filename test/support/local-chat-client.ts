import { request } from "node:http";
import { type InteractionHead, interactionType } from "../../src/chat/local/wire.ts";
import { anna, type Room, roomKey } from "./local-chat-room.ts";

export interface Answered {
	readonly status: number;
	readonly headers: Readonly<Record<string, string | string[] | undefined>>;
	readonly text: string;
	readonly json: unknown;
}

export interface Asked {
	readonly method?: string;
	readonly headers?: Readonly<Record<string, string>>;
	readonly body?: string | Uint8Array;
}

/** One request as it stands: unlike `fetch` it sends any Host, Origin and path. */
export function ask(
	origin: string,
	path: string,
	{ method = "GET", headers = {}, body }: Asked = {},
): Promise<Answered> {
	const { hostname, port, host } = new URL(origin);
	return new Promise((resolve, reject) => {
		const sent = request({ hostname, port, path, method, headers: { host, ...headers }, agent: false }, (answer) => {
			const chunks: Buffer[] = [];
			answer.on("data", (chunk: Buffer) => chunks.push(chunk));
			answer.on("error", reject);
			answer.on("end", () => {
				const text = Buffer.concat(chunks).toString("utf8");
				resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text, json: parseJson(text) });
			});
		});
		sent.on("error", reject);
		sent.end(body);
	});
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}

/** Signs in as the page does and gives the cookie to send along. */
export async function signIn({ origin }: Room): Promise<string> {
	const body = JSON.stringify({ key: roomKey });
	const headers = { origin, "content-type": "application/json", "content-length": String(body.length) };
	const answer = await ask(origin, "/api/session", { method: "POST", headers, body });
	const cookie = answer.headers["set-cookie"]?.[0]?.split(";")[0];
	if (cookie === undefined) throw new Error(`no cookie: ${answer.status}`);
	return cookie;
}

/** The head and the file as one body. `bytes` in the head is the file's size unless said otherwise. */
export function interactionBody(head: Partial<InteractionHead>, file?: Uint8Array): Uint8Array {
	const whole: InteractionHead = {
		kind: "command",
		as: anna.id,
		channel: "reports",
		message: null,
		name: "report",
		values: {},
		file: file === undefined ? null : { option: "file", fileName: "list.csv", bytes: file.length },
		...head,
	};
	const json = new TextEncoder().encode(JSON.stringify(whole));
	const body = new Uint8Array(4 + json.length + (file?.length ?? 0));
	new DataView(body.buffer).setUint32(0, json.length);
	body.set(json, 4);
	if (file !== undefined) body.set(file, 4 + json.length);
	return body;
}

/** A client that is signed in. */
export async function openClient(room: Room) {
	const cookie = await signIn(room);
	const { origin } = room;
	const post = (path: string, type: string, body: string | Uint8Array): Promise<Answered> =>
		ask(origin, path, {
			method: "POST",
			headers: { cookie, origin, "content-type": type, "content-length": String(Buffer.byteLength(body)) },
			body,
		});
	return {
		cookie,
		get: (path: string) => ask(origin, path, { headers: { cookie } }),
		postJson: (path: string, value: unknown) => post(path, "application/json", JSON.stringify(value)),
		interact: (head: Partial<InteractionHead>, file?: Uint8Array) =>
			post("/api/interaction", interactionType, interactionBody(head, file)),
	};
}

export interface StreamedEvent {
	readonly id: string | null;
	readonly event: string;
	readonly data: unknown;
}

/** Follows `/api/events`; `next` waits for one event, `close` hangs up. */
export async function followEvents(room: Room, cookie: string, query: Record<string, string>) {
	const aborter = new AbortController();
	const answer = await fetch(`${room.origin}/api/events?${new URLSearchParams(query)}`, {
		headers: { cookie },
		signal: aborter.signal,
	});
	const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
	if (reader === undefined) throw new Error("no stream");
	let text = "";
	return {
		async next(): Promise<StreamedEvent> {
			while (!text.includes("\n\n")) {
				const { done, value } = await reader.read();
				if (done) throw new Error("the stream ended");
				text += value;
			}
			const end = text.indexOf("\n\n");
			const lines = text.slice(0, end).split("\n");
			text = text.slice(end + 2);
			const field = (name: string): string | null =>
				lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2) ?? null;
			return { id: field("id"), event: field("event") ?? "", data: parseJson(field("data") ?? "") };
		},
		close: () => aborter.abort(),
	};
}

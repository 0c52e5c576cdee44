import type { Server } from "node:http";
import { type WebSocket, WebSocketServer } from "ws";
import type { Act } from "./act.ts";
import { ackLimitMs, type Line } from "./deliver.ts";
import { isJson } from "./fill-blocks.ts";
import { count, type Json, type World } from "./world.ts";

/** The client takes a socket without pings for a dead one after 30 s. */
const pingMs = 5_000;
/** After a `disconnect` envelope Slack ends the connection itself, so much later. */
const disconnectMs = 10_000;

interface Waiter {
	readonly take: (body: Json) => void;
	readonly resend: () => void;
}

/** Socket Mode's end at Slack: envelopes out, acknowledgements in. */
export function createSocketLine(world: World, server: Server) {
	const sockets = new WebSocketServer({ server, path: "/link/" });
	/** Those that take envelopes, newest last. */
	const open = new Set<WebSocket>();
	/** By envelope id, in order of sending. */
	const waiting = new Map<string, Waiter[]>();
	sockets.on("connection", (socket, request) => {
		// A line that breaks is told by the close that follows.
		socket.on("error", () => {});
		const ticket = new URL(request.url ?? "/", "http://localhost").searchParams.get("ticket") ?? "";
		if (!world.tickets.delete(ticket)) return socket.close(4001, "bad ticket");
		count(world, "sockets");
		greet(world, socket);
		open.add(socket);
		socket.on("message", (raw) => takeAck(world, waiting, String(raw)));
		socket.on("close", () => {
			open.delete(socket);
			for (const list of waiting.values()) for (const { resend } of list) resend();
		});
		for (const list of waiting.values()) for (const { resend } of list) resend();
	});
	const send = (act: Act, attempt: number): Promise<Json | null> =>
		new Promise((resolve) => {
			let via: WebSocket | null = null;
			const list = waiting.get(act.id) ?? [];
			const end = (body: Json | null): void => {
				clearTimeout(timer);
				list.splice(list.indexOf(waiter), 1);
				if (list.length === 0) waiting.delete(act.id);
				resolve(body);
			};
			const resend = (): void => {
				const socket = [...open].at(-1);
				if (!socket || (via !== null && open.has(via))) return;
				via = socket;
				count(world, "envelopes");
				socket.send(JSON.stringify(envelope(act, attempt)));
			};
			const waiter = { take: end, resend };
			const timer = setTimeout(() => end(null), ackLimitMs);
			list.push(waiter);
			waiting.set(act.id, list);
			resend();
		});
	const line: Line = { send };
	return {
		line,
		cut(): void {
			for (const socket of sockets.clients) socket.terminate();
		},
		disconnect(reason: string): void {
			for (const socket of [...open]) {
				socket.send(JSON.stringify({ type: "disconnect", reason, debug_info: { host: "applink-fake" } }));
				// No new envelopes over this one; those that wait for an answer may still have it.
				open.delete(socket);
				setTimeout(() => socket.close(1000), disconnectMs).unref();
			}
		},
	};
}

export type SocketLine = ReturnType<typeof createSocketLine>;

function greet(world: World, socket: WebSocket): void {
	const hello = {
		type: "hello",
		num_connections: 1,
		debug_info: { host: "applink-fake", build_number: 1, approximate_connection_time: 18_060 },
		connection_info: { app_id: world.ids.appId },
	};
	socket.send(JSON.stringify(hello));
	socket.ping("Ping from applink-fake");
	const pings = setInterval(() => socket.ping("Ping from applink-fake"), pingMs);
	socket.on("close", () => clearInterval(pings));
}

function envelope(act: Act, attempt: number): Json {
	const isEvent = act.kind === "events_api";
	return {
		envelope_id: act.id,
		type: act.kind,
		accepts_response_payload: !isEvent,
		payload: act.payload,
		...(isEvent ? { retry_attempt: attempt, retry_reason: attempt === 0 ? "" : "timeout" } : {}),
	};
}

function takeAck(world: World, waiting: Map<string, Waiter[]>, raw: string): void {
	const ack: unknown = JSON.parse(raw);
	if (!isJson(ack) || typeof ack.envelope_id !== "string") {
		world.violations.push(`socket: a message without envelope_id: ${raw.slice(0, 200)}`);
		return;
	}
	count(world, "acknowledgements");
	waiting.get(ack.envelope_id)?.[0]?.take(isJson(ack.payload) ? ack.payload : {});
}

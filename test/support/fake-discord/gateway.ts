import type { Server } from "node:http";
import { GatewayIntentBits, GatewayOpcodes } from "discord-api-types/v10";
import { type WebSocket, WebSocketServer } from "ws";
import { botUser, guildCreatePayload } from "./payloads.ts";
import { snowflake } from "./snowflakes.ts";
import { count, type World } from "./world.ts";

/** Discord's own. A shorter one makes clients take a busy machine for a dead connection. */
const heartbeatMs = 41_250;
/** How long a session without a socket can be resumed. */
const resumableMs = 120_000;
const privileged = GatewayIntentBits.GuildMembers | GatewayIntentBits.GuildPresences | GatewayIntentBits.MessageContent;

interface SentEvent {
	readonly s: number;
	readonly text: string;
	readonly onSent: () => void;
}

interface Session {
	readonly id: string;
	readonly intents: number;
	events: SentEvent[];
	seq: number;
	socket: WebSocket | null;
	lostAt: number;
}

/** The gateway on the REST server's port. */
export function createGateway(world: World, server: Server) {
	const sessions = new Map<string, Session>();
	const sockets = new WebSocketServer({ server, path: "/gateway" });
	let canResume = true;

	const dispatch = (session: Session, t: string, d: unknown, onSent: () => void = () => {}): void => {
		session.seq += 1;
		const event = {
			s: session.seq,
			text: JSON.stringify({ op: GatewayOpcodes.Dispatch, t, s: session.seq, d }),
			onSent,
		};
		session.events.push(event);
		if (session.events.length > 5_000) session.events.shift();
		deliver(session, event);
	};
	const broadcast = (t: string, d: unknown, onSent?: () => void): void => {
		for (const session of sessions.values()) {
			if (session.socket === null && Date.now() - session.lostAt > resumableMs) sessions.delete(session.id);
			else if (wants(session, t, d)) dispatch(session, t, d, onSent);
		}
	};

	const identify = (
		socket: WebSocket,
		data: { readonly token?: unknown; readonly intents?: unknown },
	): Session | null => {
		count(world, "identify");
		if (isBadToken(world, data.token)) return refuse(socket, 4004, "Authentication failed.");
		const intents = Number(data.intents ?? 0);
		if ((intents & privileged) !== 0) return refuse(socket, 4014, "Disallowed intent(s).");
		const session: Session = { id: snowflake(), intents, events: [], seq: 0, socket, lostAt: 0 };
		sessions.set(session.id, session);
		dispatch(session, "READY", {
			v: 10,
			user: { ...botUser(world), verified: true, mfa_enabled: true, email: null, flags: 0 },
			guilds: world.isOut ? [] : [{ id: world.ids.guildId, unavailable: true }],
			session_id: session.id,
			resume_gateway_url: world.urls.gateway,
			session_type: "normal",
			shard: [0, 1],
			application: { id: world.ids.applicationId, flags: 0 },
			private_channels: [],
			relationships: [],
			user_settings: {},
			presences: [],
			guild_join_requests: [],
			geo_ordered_rtc_regions: [],
		});
		if (intents & GatewayIntentBits.Guilds && !world.isOut)
			dispatch(session, "GUILD_CREATE", guildCreatePayload(world));
		return session;
	};

	const resume = (socket: WebSocket, data: Readonly<Record<string, unknown>>): Session | null => {
		count(world, "resume");
		if (isBadToken(world, data.token)) return refuse(socket, 4004, "Authentication failed.");
		const session = sessions.get(String(data.session_id));
		const seq = Number(data.seq);
		const hasAll = session && (session.events[0]?.s ?? 1) <= seq + 1;
		if (!session || !canResume || !hasAll || seq > session.seq) {
			if (session) sessions.delete(session.id);
			canResume = true;
			socket.send(JSON.stringify({ op: GatewayOpcodes.InvalidSession, d: false, s: null, t: null }));
			return null;
		}
		session.socket = socket;
		session.events = session.events.filter((event) => event.s > seq);
		for (const event of session.events) deliver(session, event);
		dispatch(session, "RESUMED", {});
		return session;
	};

	sockets.on("connection", (socket) => {
		count(world, "sockets");
		let session: Session | null = null;
		socket.on("error", () => {});
		socket.on("message", (raw) => {
			const { op, d } = JSON.parse(String(raw)) as { op: number; d: Readonly<Record<string, unknown>> };
			if (op === GatewayOpcodes.Heartbeat) socket.send(JSON.stringify({ op: GatewayOpcodes.HeartbeatAck }));
			else if (op === GatewayOpcodes.Identify) session = identify(socket, d);
			else if (op === GatewayOpcodes.Resume) session = resume(socket, d);
		});
		socket.on("close", (code) => {
			if (!session || session.socket !== socket) return;
			session.socket = null;
			session.lostAt = Date.now();
			// A client that closes with these has no wish to come back.
			if (code === 1000 || code === 1001) sessions.delete(session.id);
		});
		socket.send(JSON.stringify({ op: GatewayOpcodes.Hello, d: { heartbeat_interval: heartbeatMs } }));
	});
	world.events.on("dispatch", (event, data) => broadcast(event, data));

	return {
		/** Sends an event to every session; `onSent` when it goes over a wire, now or at the resume. */
		broadcast,
		/** Closes every socket as Discord does when it throws a bot out. */
		endAll(code: number, reason: string): void {
			for (const socket of sockets.clients) socket.close(code, reason);
			sessions.clear();
		},
		cut(isResumable: boolean): void {
			canResume = isResumable;
			for (const session of sessions.values()) {
				session.socket = null;
				session.lostAt = Date.now();
			}
			for (const socket of sockets.clients) socket.terminate();
		},
	};
}

export type Gateway = ReturnType<typeof createGateway>;

function deliver(session: Session, event: SentEvent): void {
	if (session.socket?.readyState !== 1) return;
	session.socket.send(event.text);
	event.onSent();
}

function refuse(socket: WebSocket, code: number, reason: string): null {
	socket.close(code, reason);
	return null;
}

function isBadToken(world: World, token: unknown): boolean {
	return world.isTokenRevoked || token !== world.token;
}

/** Events go by intent; what only one person sees goes to no gateway. */
function wants(session: Session, event: string, data: unknown): boolean {
	if ((data as { readonly isPrivate?: boolean }).isPrivate) return false;
	if (event === "INTERACTION_CREATE") return true;
	if (event.startsWith("MESSAGE_")) return (session.intents & GatewayIntentBits.GuildMessages) !== 0;
	return (session.intents & GatewayIntentBits.Guilds) !== 0;
}

import type { Server } from "node:http";
import { GatewayIntentBits, GatewayOpcodes } from "discord-api-types/v10";
import { type WebSocket, WebSocketServer } from "ws";
import { canReplay, createSession, dispatch, lose, replay, type Session, wants } from "./gateway-session.ts";
import { botUser, guildCreatePayload } from "./payloads.ts";
import { count, type World } from "./world.ts";

/** Discord's own. A shorter one makes clients take a busy machine for a dead connection. */
const heartbeatMs = 41_250;
/** How long a session without a socket can be resumed. */
const resumableMs = 120_000;
const privileged = GatewayIntentBits.GuildMembers | GatewayIntentBits.GuildPresences | GatewayIntentBits.MessageContent;

/** The gateway's sessions, live or cut. */
interface Hub {
	readonly world: World;
	readonly sessions: Map<string, Session>;
	canResume: boolean;
}

type Json = Readonly<Record<string, unknown>>;

/** The gateway on the REST server's port. */
export function createGateway(world: World, server: Server) {
	const hub: Hub = { world, sessions: new Map(), canResume: true };
	const sockets = new WebSocketServer({ server, path: "/gateway" });
	const broadcast = (t: string, d: unknown, onSent?: () => void): void => {
		for (const session of hub.sessions.values()) {
			if (session.socket === null && Date.now() - session.lostAt > resumableMs) hub.sessions.delete(session.id);
			else if (wants(session, t, d)) dispatch(session, t, d, onSent);
		}
	};
	sockets.on("connection", (socket) => attend(hub, socket));
	world.events.on("dispatch", (event, data) => broadcast(event, data));
	return {
		/** Sends an event to every session; `onSent` when it goes over a wire, now or at the resume. */
		broadcast,
		/** Closes every socket as Discord does when it throws a bot out. */
		endAll(code: number, reason: string): void {
			for (const socket of sockets.clients) socket.close(code, reason);
			hub.sessions.clear();
		},
		cut(isResumable: boolean): void {
			hub.canResume = isResumable;
			for (const session of hub.sessions.values()) lose(session);
			for (const socket of sockets.clients) socket.terminate();
		},
	};
}

export type Gateway = ReturnType<typeof createGateway>;

function attend(hub: Hub, socket: WebSocket): void {
	count(hub.world, "sockets");
	let session: Session | null = null;
	// A line that breaks is told by the close that follows.
	socket.on("error", () => {});
	socket.on("message", (raw) => {
		const { op, d } = JSON.parse(String(raw)) as { readonly op: number; readonly d: Json };
		if (op === GatewayOpcodes.Heartbeat) socket.send(JSON.stringify({ op: GatewayOpcodes.HeartbeatAck }));
		else if (op === GatewayOpcodes.Identify) session = identify(hub, socket, d);
		else if (op === GatewayOpcodes.Resume) session = resume(hub, socket, d);
	});
	socket.on("close", (code) => {
		if (!session || session.socket !== socket) return;
		lose(session);
		// A client that closes with these has no wish to come back.
		if (code === 1000 || code === 1001) hub.sessions.delete(session.id);
	});
	socket.send(JSON.stringify({ op: GatewayOpcodes.Hello, d: { heartbeat_interval: heartbeatMs } }));
}

function identify({ world, sessions }: Hub, socket: WebSocket, data: Json): Session | null {
	count(world, "identify");
	if (isBadToken(world, data.token)) return refuse(socket, 4004, "Authentication failed.");
	const intents = Number(data.intents ?? 0);
	if ((intents & privileged) !== 0) return refuse(socket, 4014, "Disallowed intent(s).");
	const session = createSession(socket, intents);
	sessions.set(session.id, session);
	dispatch(session, "READY", readyPayload(world, session.id));
	if (intents & GatewayIntentBits.Guilds && !world.isOut) dispatch(session, "GUILD_CREATE", guildCreatePayload(world));
	return session;
}

function resume(hub: Hub, socket: WebSocket, data: Json): Session | null {
	const { world, sessions } = hub;
	count(world, "resume");
	if (isBadToken(world, data.token)) return refuse(socket, 4004, "Authentication failed.");
	const session = sessions.get(String(data.session_id));
	const seq = Number(data.seq);
	if (session && hub.canResume && canReplay(session, seq)) {
		replay(session, socket, seq);
		return session;
	}
	if (session) sessions.delete(session.id);
	hub.canResume = true;
	socket.send(JSON.stringify({ op: GatewayOpcodes.InvalidSession, d: false }));
	return null;
}

function readyPayload(world: World, sessionId: string) {
	return {
		v: 10,
		user: { ...botUser(world), verified: true, mfa_enabled: true, email: null, flags: 0 },
		guilds: world.isOut ? [] : [{ id: world.ids.guildId, unavailable: true }],
		session_id: sessionId,
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
	};
}

function refuse(socket: WebSocket, code: number, reason: string): null {
	socket.close(code, reason);
	return null;
}

function isBadToken(world: World, token: unknown): boolean {
	return world.isTokenRevoked || token !== world.token;
}

import { GatewayIntentBits, GatewayOpcodes } from "discord-api-types/v10";
import type { WebSocket } from "ws";
import { snowflake } from "./snowflakes.ts";

interface SentEvent {
	readonly s: number;
	readonly text: string;
	readonly onSent: () => void;
}

/** One bot's session: its events stay, so that a resume can replay them. */
export interface Session {
	readonly id: string;
	readonly intents: number;
	events: SentEvent[];
	seq: number;
	/** Null while the line is cut. */
	socket: WebSocket | null;
	lostAt: number;
}

/** So many events a session that is never heard of again may hold. */
const maxEvents = 5_000;

export function createSession(socket: WebSocket, intents: number): Session {
	return { id: snowflake(), intents, events: [], seq: 0, socket, lostAt: 0 };
}

/** Sends an event, or keeps it for the resume; `onSent` when it goes over a wire. */
export function dispatch(session: Session, t: string, d: unknown, onSent: () => void = () => {}): void {
	session.seq += 1;
	const text = JSON.stringify({ op: GatewayOpcodes.Dispatch, t, s: session.seq, d });
	const event = { s: session.seq, text, onSent };
	session.events.push(event);
	if (session.events.length > maxEvents) session.events.shift();
	deliver(session, event);
}

/** True when every event after `seq` is still there to be replayed. */
export function canReplay(session: Session, seq: number): boolean {
	return seq <= session.seq && (session.events[0]?.s ?? 1) <= seq + 1;
}

/** Goes on over a new socket with all that came after `seq`. */
export function replay(session: Session, socket: WebSocket, seq: number): void {
	session.socket = socket;
	session.events = session.events.filter((event) => event.s > seq);
	for (const event of session.events) deliver(session, event);
	dispatch(session, "RESUMED", {});
}

export function lose(session: Session): void {
	session.socket = null;
	session.lostAt = Date.now();
}

function deliver(session: Session, event: SentEvent): void {
	if (session.socket?.readyState !== 1) return;
	session.socket.send(event.text);
	event.onSent();
}

/** Events go by intent; what only one person sees goes to no gateway. */
export function wants(session: Session, event: string, data: unknown): boolean {
	if ((data as { readonly isPrivate?: boolean }).isPrivate) return false;
	if (event === "INTERACTION_CREATE") return true;
	if (event.startsWith("MESSAGE_")) return (session.intents & GatewayIntentBits.GuildMessages) !== 0;
	return (session.intents & GatewayIntentBits.Guilds) !== 0;
}

import { EventEmitter } from "node:events";
import type { APIApplicationCommand, APIMessage, APIMessageTopLevelComponent } from "discord-api-types/v10";
import type { Actor } from "../scenario-driver.ts";
import type { ActiveTrouble } from "../troubles.ts";
import type { FakeAnswer, FakeMessage, FakeModal, Trouble } from "./fake-discord.ts";
import type { FakeOptions } from "./fake-options.ts";
import { usualBotPermissions } from "./permission-bits.ts";

export interface Channel {
	readonly id: string;
	/** 0 text, 15 forum. */
	readonly type: 0 | 15;
	readonly name: string;
	readonly position: number;
}

export interface Thread {
	readonly id: string;
	readonly parentId: string;
	readonly type: 11 | 12;
	readonly ownerId: string;
	readonly createdAt: string;
	readonly invitable: boolean;
	name: string;
	archived: boolean;
	locked: boolean;
	archiveAt: string;
	autoArchiveMinutes: number;
	memberIds: string[];
	posts: number;
	/** When its name was changed, in ms; the last 10 minutes count. */
	renamedAt: number[];
}

export interface StoredFile {
	readonly id: string;
	readonly path: string;
	readonly fileName: string;
	readonly contentType: string;
	readonly bytes: Uint8Array;
	readonly description?: string;
	readonly ephemeral: boolean;
	expired: boolean;
}

export interface StoredMessage {
	message: APIMessage;
	readonly visibleTo: string | null;
	/** Every attachment, those that an embed shows too. */
	files: readonly StoredFile[];
	/** The components of every look it had, newest first. */
	looks: APIMessageTopLevelComponent[][];
}

/** What a person did that the bot is to answer. */
export interface Interaction {
	readonly id: string;
	readonly token: string;
	readonly payload: Readonly<Record<string, unknown>>;
	readonly type: number;
	readonly userId: string;
	readonly channelId: string;
	/** The message with the button; null for a command. */
	readonly messageId: string | null;
	readonly createdAt: number;
	/** When the gateway sent it, in ms of `performance.now()`; null while the bot's socket is cut. */
	sentAt: number | null;
	ackMs: number;
	callbackType: number | null;
	callbackBody: unknown;
	/** What `@original` names. */
	originalId: string | null;
	/** The deferred answer that shows “is thinking…” still stands. */
	isThinking: boolean;
	readonly events: EventEmitter<InteractionEvents>;
}

export interface InteractionEvents {
	answered: [FakeAnswer];
	acknowledged: [];
	choices: [readonly { readonly name: string; readonly value: string }[]];
}

export interface OpenedModal extends FakeModal {
	readonly userId: string;
	readonly channelId: string;
	readonly messageId: string | null;
}

export interface ServerPerson {
	readonly id: string;
	readonly name: string;
	readonly roleIds: readonly string[];
}

const ids = {
	applicationId: "1180000000000000001",
	botId: "1180000000000000001",
	guildId: "1180000000000000100",
	ownerId: "1180000000000000150",
	botRoleId: "1180000000000000200",
	volunteerRoleId: "1180000000000000201",
	coordinatorRoleId: "1180000000000000202",
	reportsId: "1180000000000000301",
	casesId: "1180000000000000302",
	statusId: "1180000000000000303",
	forumId: "1180000000000000304",
} as const;

const people: Readonly<Record<Actor, ServerPerson>> = {
	anna: { id: "1180000000000000401", name: "Anna", roleIds: [ids.coordinatorRoleId] },
	bram: { id: "1180000000000000402", name: "Bram", roleIds: [ids.volunteerRoleId] },
	chris: { id: "1180000000000000403", name: "Chris", roleIds: [ids.volunteerRoleId] },
	stranger: { id: "1180000000000000404", name: "Sam", roleIds: [] },
};

const channels: readonly Channel[] = [
	{ id: ids.reportsId, type: 0, name: "reports", position: 0 },
	{ id: ids.casesId, type: 0, name: "cases", position: 1 },
	{ id: ids.statusId, type: 0, name: "status", position: 2 },
	{ id: ids.forumId, type: 15, name: "forum", position: 3 },
];

/** The server as it stands: everything that the fake's parts share and change. */
export type World = ReturnType<typeof createWorld>;

export function createWorld(options: Required<FakeOptions>) {
	return {
		options,
		ids,
		people,
		token: `${Buffer.from(ids.botId).toString("base64url")}.Gfake0.${"s".repeat(38)}`,
		urls: { api: "", gateway: "", cdn: "" },
		isTokenRevoked: false,
		/** Thrown out of the server. */
		isOut: false,
		deletedChannels: new Set<string>(),
		channels: new Map<string, Channel>(channels.map((channel) => [channel.id, channel])),
		threads: new Map<string, Thread>(),
		/** Messages that have or had a thread: Discord gives them no second one. */
		threaded: new Set<string>(),
		messages: new Map<string, StoredMessage>(),
		history: [] as FakeMessage[],
		/** Message ids by channel and nonce. */
		nonces: new Map<string, { readonly messageId: string; readonly at: number }>(),
		files: new Map<string, StoredFile>(),
		commands: [] as APIApplicationCommand[],
		registrations: 0,
		interactions: new Map<string, Interaction>(),
		lastInteraction: null as Interaction | null,
		modals: new Map<string, OpenedModal>(),
		serverPermissions: usualBotPermissions,
		channelPermissions: new Map<string, bigint>(),
		troubles: [] as ActiveTrouble<Trouble>[],
		violations: [] as string[],
		counts: new Map<string, number>(),
		events: new EventEmitter<{ changed: []; dispatch: [string, unknown] }>().setMaxListeners(0),
	};
}

/** Tells the bot's gateway sessions and those who wait for a change. */
export function announce(world: World, event: string, data: unknown): void {
	world.events.emit("dispatch", event, data);
	world.events.emit("changed");
}

export function count(world: World, what: string): void {
	world.counts.set(what, (world.counts.get(what) ?? 0) + 1);
}

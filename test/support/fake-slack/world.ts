import { randomBytes } from "node:crypto";
import { EventEmitter } from "node:events";
import type { Actor } from "../scenario-driver.ts";
import type { ActiveTrouble } from "../troubles.ts";
import type { Act, OpenView, ResponseUrl, Trigger } from "./act.ts";
import { allScopes } from "./all-scopes.ts";
import type { FakeSlackOptions } from "./fake-options.ts";
import type { FakeSlackMessage, SlackTrouble } from "./fake-slack.ts";

export type Json = Readonly<Record<string, unknown>>;

export interface Conversation {
	readonly id: string;
	readonly name: string;
	/** Whom the bot talks with there; null for a channel. */
	readonly directWith: string | null;
	isMember: boolean;
	isArchived: boolean;
}

export interface StoredFile {
	readonly id: string;
	readonly name: string;
	title: string;
	readonly user: string;
	readonly bytes: Uint8Array;
	readonly createdS: number;
	/** What names it in its URLs. */
	readonly secret: string;
	readonly altText: string;
	isDeleted: boolean;
}

export interface StoredMessage {
	readonly conversation: string;
	readonly ts: string;
	readonly threadTs: string | null;
	readonly user: string;
	text: string;
	/** With the block ids that Slack gave. */
	blocks: readonly Json[];
	attachments: readonly Json[];
	metadata: Json | null;
	readonly fileIds: readonly string[];
	/** Emoji name → who reacted with it. */
	readonly reactions: Map<string, Set<string>>;
	readonly visibleTo: string | null;
	readonly isEphemeral: boolean;
	isDeleted: boolean;
	editedTs: string | null;
	/** The blocks of every look it had, newest first. */
	looks: (readonly Json[])[];
}

/** A file that was asked for with `files.getUploadURLExternal` and isn't one yet. */
export interface Upload {
	readonly fileId: string;
	readonly name: string;
	readonly length: number;
	readonly altText: string;
	readonly secret: string;
	readonly askedAt: number;
	bytes: Uint8Array | null;
}

export interface Person {
	readonly id: string;
	readonly name: string;
}

const ids = {
	teamId: "T0FAKETEAM1",
	appId: "A0FAKEAPP01",
	botUserId: "U0FAKEBOT01",
	botId: "B0FAKEBOT01",
	reportsId: "C0REPORTS01",
	casesId: "C0CASES0001",
	statusId: "C0STATUS001",
	generalId: "C0GENERAL01",
	volunteerGroupId: "S0VOLUNTEER",
	coordinatorGroupId: "S0COORDINAT",
} as const;

const people: Readonly<Record<Actor, Person>> = {
	anna: { id: "U0ANNA00001", name: "Anna" },
	bram: { id: "U0BRAM00001", name: "Bram" },
	chris: { id: "U0CHRIS0001", name: "Chris" },
	stranger: { id: "U0SAM000001", name: "Sam" },
};

const channels: readonly Conversation[] = [
	channel(ids.reportsId, "reports", true),
	channel(ids.casesId, "cases", true),
	channel(ids.statusId, "status", true),
	channel(ids.generalId, "general", false),
];

function channel(id: string, name: string, isMember: boolean): Conversation {
	return { id, name, directWith: null, isMember, isArchived: false };
}

/** The workspace as it stands: everything that the fake's parts share and change. */
export type World = ReturnType<typeof createWorld>;

export function createWorld(options: Required<FakeSlackOptions>) {
	return {
		options,
		ids,
		people,
		domain: "meldkamer",
		botToken: ["xoxb", "1000000000001", "1000000000002", randomBytes(12).toString("hex")].join("-"),
		appToken: ["xapp", "1", ids.appId, "1000000000003", randomBytes(32).toString("hex")].join("-"),
		signingSecret: randomBytes(16).toString("hex"),
		/** Slack's old way to say that a payload is its own. */
		verificationToken: randomBytes(12).toString("hex"),
		/** `httpPort`: where the bot listens in HTTP mode. */
		urls: { api: "", files: "", socket: "", httpPort: 0 },
		/** For sockets: each opens one. */
		tickets: new Set<string>(),
		revokedTokens: new Set<"bot" | "app">(),
		scopes: new Set<string>(allScopes),
		groups: {
			[ids.volunteerGroupId]: [people.bram.id, people.chris.id],
			[ids.coordinatorGroupId]: [people.anna.id],
		} as Record<string, readonly string[]>,
		manifest: null as Json | null,
		conversations: new Map<string, Conversation>(channels.map((one) => [one.id, { ...one }])),
		messages: new Map<string, StoredMessage>(),
		history: [] as FakeSlackMessage[],
		files: new Map<string, StoredFile>(),
		uploads: new Map<string, Upload>(),
		/** Messages with files that are to appear in a moment. */
		pendingShares: 0,
		/** Open modals by id. */
		views: new Map<string, OpenView>(),
		/** App Homes by the person's id. */
		homes: new Map<string, OpenView>(),
		triggers: new Map<string, Trigger>(),
		responseUrls: new Map<string, ResponseUrl>(),
		/** Those whose answer somebody still waits for, oldest first. */
		acts: new Set<Act>(),
		lastAct: null as Act | null,
		troubles: [] as ActiveTrouble<SlackTrouble>[],
		violations: [] as string[],
		counts: new Map<string, number>(),
		events: new EventEmitter<{ changed: []; published: [string] }>().setMaxListeners(0),
	};
}

export function count(world: World, what: string): void {
	world.counts.set(what, (world.counts.get(what) ?? 0) + 1);
}

import type { KnownBlock, MessageMetadata } from "@slack/types";
import type { FakeSlackMessage } from "./fake-slack.ts";
import { fillBlocks } from "./fill-blocks.ts";
import { nextTs } from "./next-ts.ts";
import { fakeFile } from "./store-file.ts";
import type { Json, StoredMessage, World } from "./world.ts";

export interface NewMessage {
	readonly conversation: string;
	readonly user: string;
	readonly threadTs?: string | null;
	readonly text: string;
	readonly blocks?: readonly unknown[];
	readonly attachments?: readonly Json[];
	readonly metadata?: Json | null;
	readonly fileIds?: readonly string[];
	/** For an ephemeral message: the only one who sees it. */
	readonly ephemeralTo?: string;
}

/** Keeps a new message; it is seen from now on. */
export function storeMessage(world: World, input: NewMessage): StoredMessage {
	const direct = world.conversations.get(input.conversation)?.directWith ?? null;
	const stored: StoredMessage = {
		conversation: input.conversation,
		ts: nextTs(),
		threadTs: input.threadTs ?? null,
		user: input.user,
		text: input.text,
		blocks: fillBlocks(input.blocks ?? []),
		attachments: input.attachments ?? [],
		metadata: input.metadata ?? null,
		fileIds: input.fileIds ?? [],
		reactions: new Map(),
		visibleTo: input.ephemeralTo ?? direct,
		isEphemeral: input.ephemeralTo !== undefined,
		isDeleted: false,
		editedTs: null,
		looks: [],
	};
	world.messages.set(stored.ts, stored);
	keepLook(world, stored);
	return stored;
}

/** Gives a message another look; what isn't given stays. */
export function changeMessage(
	world: World,
	stored: StoredMessage,
	look: Partial<Pick<StoredMessage, "text" | "blocks" | "attachments" | "metadata">>,
): void {
	Object.assign(stored, look, look.blocks ? { blocks: fillBlocks(look.blocks) } : {});
	stored.editedTs = nextTs();
	keepLook(world, stored);
}

export function removeMessage(world: World, stored: StoredMessage): void {
	stored.isDeleted = true;
	world.events.emit("changed");
}

function keepLook(world: World, stored: StoredMessage): void {
	stored.looks.unshift(stored.blocks);
	if (stored.visibleTo === null) world.history.push(fakeMessage(world, stored));
	world.events.emit("changed");
}

/** What stands in a message's thread, in order. */
export function repliesOf(world: World, { ts, conversation, isEphemeral }: StoredMessage): readonly StoredMessage[] {
	if (isEphemeral) return [];
	return [...world.messages.values()].filter(
		(one) => one.threadTs === ts && one.conversation === conversation && !one.isDeleted && !one.isEphemeral,
	);
}

/** A deleted message with replies: Slack keeps its place. */
export function isTombstone(world: World, stored: StoredMessage): boolean {
	return stored.isDeleted && repliesOf(world, stored).length > 0;
}

/** False for one that is in no history any more. */
export function isThere(world: World, stored: StoredMessage): boolean {
	return !stored.isEphemeral && (!stored.isDeleted || isTombstone(world, stored));
}

export function fakeMessage(world: World, stored: StoredMessage): FakeSlackMessage {
	const { ts, threadTs, user, text, visibleTo, isEphemeral, isDeleted } = stored;
	return {
		channel: stored.conversation,
		ts,
		threadTs,
		user,
		text,
		blocks: stored.blocks as unknown as readonly KnownBlock[],
		metadata: stored.metadata as unknown as MessageMetadata | null,
		files: stored.fileIds.flatMap((id) => {
			const file = world.files.get(id);
			return file ? [fakeFile(file)] : [];
		}),
		reactions: [...stored.reactions.keys()],
		visibleTo,
		isEphemeral,
		isDeleted,
	};
}

import type { APIMessage } from "discord-api-types/v10";
import type { Json } from "./check-message.ts";
import { attachmentPayload, componentPayloads, embedPayloads, shownNames } from "./message-parts.ts";
import { botUser, threadPayload, userPayload } from "./payloads.ts";
import type { UploadedFile } from "./read-body.ts";
import { snowflake, timestamp } from "./snowflakes.ts";
import { announce, type StoredFile, type StoredMessage, type World } from "./world.ts";

const keptFlags = 4 | 64 | 128 | 4096 | (1 << 15);

export interface NewMessage {
	readonly channelId: string;
	readonly body: Json;
	readonly files: readonly UploadedFile[];
	/** Of a forum post: the thread's. */
	readonly id?: string;
	readonly visibleTo?: string | null;
	/** What an interaction's answer has beside the rest. */
	readonly extra?: Json;
}

/** Puts a message of the bot in a channel. */
export function addMessage(world: World, input: NewMessage): StoredMessage {
	const visibleTo = input.visibleTo ?? null;
	const files = keepFiles(world, input.channelId, input.body, input.files, visibleTo !== null);
	const message = {
		id: input.id ?? snowflake(),
		type: 0,
		channel_id: input.channelId,
		author: botUser(world),
		timestamp: timestamp(),
		edited_timestamp: null,
		tts: false,
		pinned: false,
		mention_everyone: false,
		mentions: [],
		mention_roles: [],
		flags: Number(input.body.flags ?? 0) & keptFlags,
		...shownParts(world, input.body, files),
		...input.extra,
	} as unknown as APIMessage;
	const stored: StoredMessage = { message, visibleTo, files, looks: [message.components ?? []] };
	world.messages.set(message.id, stored);
	const thread = world.threads.get(input.channelId);
	if (thread && visibleTo === null && message.id !== thread.id) thread.posts += 1;
	remember(world, stored, "MESSAGE_CREATE");
	return stored;
}

/** A line that Discord itself writes: a thread's start (21), a member added (1), a thread made (18). */
export function addSystemMessage(world: World, channelId: string, type: number, extra: Json): void {
	const stored = addMessage(world, { channelId, body: {}, files: [], extra: { type, ...extra } });
	const thread = world.threads.get(channelId);
	if (thread && type === 21) thread.posts -= 1;
	world.history = world.history.filter((look) => look.message.id !== stored.message.id);
}

/** Changes what `body` names and leaves the rest, as PATCH does. */
export function editMessage(
	world: World,
	stored: StoredMessage,
	body: Json,
	uploads: readonly UploadedFile[],
	options: { readonly isAnswer?: boolean } = {},
): void {
	const kept = body.attachments as readonly Json[] | null | undefined;
	const isKept = (file: StoredFile): boolean => !kept || kept.some((one) => `${one.id}` === file.id);
	const added = keepFiles(world, stored.message.channel_id, body, uploads, stored.visibleTo !== null);
	stored.files = [...stored.files.filter(isKept), ...added];
	const embeds = (body.embeds ?? null) as readonly Json[] | null;
	const old = stored.message as unknown as Json;
	const flags = Number(body.flags ?? stored.message.flags ?? 0);
	const parts = shownParts(
		world,
		{
			content: "content" in body ? body.content : old.content,
			embeds: "embeds" in body ? embeds : old.embeds,
			components: "components" in body ? body.components : old.components,
		},
		stored.files,
	);
	stored.message = {
		...stored.message,
		...parts,
		...("embeds" in body ? {} : { attachments: visibleAfter(world, stored) }),
		flags: ((stored.message.flags ?? 0) & ~(4 | 128)) | (flags & 4),
		edited_timestamp: options.isAnswer ? null : timestamp(),
	} as APIMessage;
	stored.looks = [stored.message.components ?? [], ...stored.looks];
	remember(world, stored, "MESSAGE_UPDATE");
}

/** Files that the last embeds show stay out of the list when the embeds stay as they are. */
function visibleAfter(world: World, stored: StoredMessage) {
	const shown = new Set((stored.message.embeds ?? []).flatMap((embed) => embed.image?.url.split("?")[0] ?? []));
	return stored.files
		.filter((file) => !shown.has(`${world.urls.cdn}/${file.path}`))
		.map((file) => attachmentPayload(world, file));
}

function shownParts(world: World, body: Json, files: readonly StoredFile[]) {
	const embeds = (body.embeds ?? []) as readonly Json[];
	const names = shownNames(embeds);
	return {
		content: (body.content ?? "") as string,
		embeds: embedPayloads(world, embeds, files),
		components: componentPayloads((body.components ?? []) as readonly Json[]),
		attachments: files.filter((file) => !names.includes(file.fileName)).map((file) => attachmentPayload(world, file)),
	};
}

function keepFiles(
	world: World,
	channelId: string,
	body: Json,
	uploads: readonly UploadedFile[],
	ephemeral: boolean,
): StoredFile[] {
	const given = (body.attachments ?? []) as readonly Json[];
	return uploads.map((upload) => {
		const entry = given.find(({ id }) => `${id}` === `${upload.index}`);
		const fileName = `${entry?.filename ?? upload.fileName}`.replaceAll(/[^\w.-]/g, "_");
		const description = entry?.description;
		return keepFile(world, channelId, {
			fileName,
			contentType: upload.contentType,
			bytes: upload.bytes,
			ephemeral,
			...(typeof description === "string" ? { description } : {}),
		});
	});
}

/** Puts a file on the CDN. */
export function keepFile(
	world: World,
	channelId: string,
	file: Omit<StoredFile, "id" | "path" | "expired">,
): StoredFile {
	const id = snowflake();
	const folder = file.ephemeral ? "ephemeral-attachments" : "attachments";
	const path = `${folder}/${channelId}/${id}/${encodeURIComponent(file.fileName)}`;
	const stored = { ...file, id, path, expired: false };
	world.files.set(path, stored);
	return stored;
}

function remember(world: World, stored: StoredMessage, event: string): void {
	const { message, visibleTo } = stored;
	if (visibleTo === null) world.history.push({ message: messagePayload(world, stored), visibleTo });
	announce(world, event, {
		...message,
		guild_id: world.ids.guildId,
		...(visibleTo === null ? {} : { isPrivate: true }),
	});
}

/** A message as it is now, with its thread. */
export function messagePayload(world: World, stored: StoredMessage): APIMessage {
	const thread = world.threads.get(stored.message.id);
	const isStarter = thread && stored.message.channel_id !== thread.id;
	return { ...stored.message, ...(isStarter ? { thread: threadPayload(world, thread) } : {}) } as APIMessage;
}

export function deleteMessage(world: World, stored: StoredMessage): void {
	world.messages.delete(stored.message.id);
	const { id, channel_id } = stored.message;
	announce(world, "MESSAGE_DELETE", {
		id,
		channel_id,
		guild_id: world.ids.guildId,
		...(stored.visibleTo === null ? {} : { isPrivate: true }),
	});
}

/** Somebody's user object, the bot's too. */
export function userOf(world: World, id: string) {
	const person = Object.values(world.people).find((one) => one.id === id);
	return person ? userPayload(person) : botUser(world);
}

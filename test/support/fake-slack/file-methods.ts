import { type Call, isPersonId, jsonArg, type Method, requireWritable, textArg } from "./call.ts";
import { filePayload, sharesOf } from "./file-payload.ts";
import { isJson } from "./fill-blocks.ts";
import { judgeShare } from "./judge-share.ts";
import { newId, newSecret } from "./new-id.ts";
import { show } from "./show.ts";
import { SlackError } from "./slack-error.ts";
import { storeFile } from "./store-file.ts";
import { isThere, storeMessage } from "./store-message.ts";
import type { Json, StoredFile, World } from "./world.ts";

/** Slack makes the message of an upload after it has answered. */
const shareMs = 50;

export const fileMethods: readonly Method[] = [
	{
		name: "files.getUploadURLExternal",
		token: "bot",
		scope: ["files:write"],
		perMinute: 100,
		args: ["filename", "length", "alt_txt", "alt_text", "snippet_type"],
		handle: getUploadUrl,
	},
	{
		name: "files.completeUploadExternal",
		token: "bot",
		scope: ["files:write"],
		perMinute: 100,
		args: ["files", "channel_id", "channels", "thread_ts", "initial_comment", "blocks"],
		handle: completeUpload,
	},
	{
		name: "files.info",
		token: "bot",
		scope: ["files:read"],
		perMinute: 100,
		args: ["file", "count", "cursor", "limit", "page"],
		handle: (call) => ({
			file: filePayload(call.world, requireFile(call)),
			comments: [],
			response_metadata: { next_cursor: "" },
		}),
	},
	{
		name: "files.delete",
		token: "bot",
		scope: ["files:write"],
		perMinute: 50,
		args: ["file"],
		handle: deleteFile,
	},
];

function getUploadUrl(call: Call): Json {
	const { world } = call;
	const name = textArg(call, "filename");
	const length = Number(textArg(call, "length") || Number.NaN);
	if (name === "" || !Number.isInteger(length) || length <= 0) throw new SlackError("invalid_arguments");
	const fileId = newId("F");
	const secret = newSecret();
	const altText = textArg(call, "alt_txt") || textArg(call, "alt_text");
	world.uploads.set(fileId, { fileId, name, length, altText, secret, askedAt: performance.now(), bytes: null });
	return { upload_url: `${world.urls.files}/upload/v1/${secret}`, file_id: fileId };
}

function completeUpload(call: Call): Json {
	const { world } = call;
	const wanted = jsonArg(call, "files", "invalid_arguments");
	if (!Array.isArray(wanted) || wanted.length === 0 || !wanted.every(isJson)) throw new SlackError("invalid_arguments");
	const uploads = wanted.map((one) => {
		const upload = world.uploads.get(String(one.id));
		if (!upload?.bytes) throw new SlackError("file_not_found");
		return { upload, bytes: upload.bytes, title: typeof one.title === "string" ? one.title : upload.name };
	});
	const channel = textArg(call, "channel_id");
	const share = channel === "" ? null : readShare(call, channel);
	const files = uploads.map(({ upload, bytes, title }) => {
		world.uploads.delete(upload.fileId);
		const { name, altText } = upload;
		return storeFile(world, { id: upload.fileId, name, title, altText, bytes, user: world.ids.botUserId });
	});
	const answer = { files: files.map((file) => filePayload(world, file)) };
	if (share) shareSoon(world, share, files);
	return answer;
}

interface Share {
	readonly conversation: string;
	readonly threadTs: string | null;
	readonly text: string;
	readonly blocks: readonly unknown[];
}

function readShare(call: Call, channel: string): Share {
	const conversation = requireWritable(call, channel);
	const blocks = jsonArg(call, "blocks", "invalid_blocks") ?? [];
	const text = textArg(call, "initial_comment");
	if (!Array.isArray(blocks)) throw new SlackError("invalid_blocks");
	judgeShare(call, conversation, text, blocks);
	const ts = textArg(call, "thread_ts");
	const parent = ts === "" ? null : call.world.messages.get(ts);
	const isThread = parent?.conversation === channel && isThere(call.world, parent);
	if (parent !== null && !isThread) throw new SlackError("thread_not_found");
	// Slack leaves the blocks out beside a comment.
	const shown = text === "" ? (blocks as readonly unknown[]) : [];
	return { conversation: channel, threadTs: parent ? (parent.threadTs ?? parent.ts) : null, text, blocks: shown };
}

function shareSoon(world: World, share: Share, files: readonly StoredFile[]): void {
	world.pendingShares += 1;
	setTimeout(() => {
		world.pendingShares -= 1;
		const fileIds = files.map(({ id }) => id);
		const stored = storeMessage(world, { ...share, user: world.ids.botUserId, fileIds });
		const userId = world.conversations.get(share.conversation)?.directWith;
		if (userId) show(world, userId, { kind: "message", stored });
	}, shareMs);
}

function requireFile(call: Call): StoredFile {
	const file = call.world.files.get(textArg(call, "file"));
	if (!file) throw new SlackError("file_not_found");
	if (file.isDeleted) throw new SlackError("file_deleted");
	if (!canBotSee(call.world, file)) throw new SlackError("file_not_found");
	return file;
}

/** Its own, one that somebody sent it in a modal, and those of channels it is in. */
export function canBotSee(world: World, file: StoredFile): boolean {
	const shares = sharesOf(world, file);
	if (file.user === world.ids.botUserId || shares.length === 0) return true;
	return shares.some(({ conversation }) => world.conversations.get(conversation)?.isMember === true);
}

function deleteFile(call: Call): Json {
	const { world } = call;
	const file = requireFile(call);
	if (isPersonId(world, file.user) && !world.options.deletesUploads) throw new SlackError("cant_delete_file");
	file.isDeleted = true;
	world.events.emit("changed");
	return {};
}

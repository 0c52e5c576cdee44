import { walk } from "./check-rules.ts";
import { filePayload, isImage, sharesOf } from "./file-payload.ts";
import { isJson } from "./fill-blocks.ts";
import type { StoredFile, World } from "./world.ts";

interface Seen {
	/** Where the blocks stand; empty for a view. */
	readonly conversation: string;
	/** The only one who sees them. */
	readonly ephemeralTo?: string;
}

/** Pictures by `slack_file` that aren't there, aren't pictures, or that not everybody who sees the blocks may see. */
export function judgeSlackFiles(
	world: World,
	blocks: readonly unknown[],
	pointer: string,
	seen: Seen,
): readonly string[] {
	const faults: string[] = [];
	walk(blocks, pointer, (part, at) => {
		if (part.type !== "image" || !isJson(part.slack_file)) return;
		const file = fileOf(world, part.slack_file);
		const isFine = file && !file.isDeleted && isImage(file) && isSeen(world, file, seen);
		if (!isFine) faults.push(`invalid slack file [json-pointer:${at}/slack_file]`);
	});
	return faults;
}

function fileOf(world: World, { id, url }: Readonly<Record<string, unknown>>): StoredFile | undefined {
	if (typeof id === "string") return world.files.get(id);
	return [...world.files.values()].find((file) => {
		const { url_private, permalink } = filePayload(world, file);
		return url === url_private || url === permalink;
	});
}

/** A file that no message shows is the uploader's alone. */
function isSeen(world: World, file: StoredFile, { conversation, ephemeralTo }: Seen): boolean {
	const direct = world.conversations.get(conversation)?.directWith ?? ephemeralTo ?? null;
	return sharesOf(world, file).some((message) => {
		const sharedWith = world.conversations.get(message.conversation)?.directWith ?? null;
		return sharedWith === null || sharedWith === direct;
	});
}

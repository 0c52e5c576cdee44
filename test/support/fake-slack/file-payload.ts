import type { Json, StoredFile, StoredMessage, World } from "./world.ts";

const types: Readonly<Record<string, readonly [mime: string, pretty: string, mode: string]>> = {
	csv: ["text/csv", "CSV", "snippet"],
	txt: ["text/plain", "Plain Text", "snippet"],
	json: ["application/json", "JSON", "snippet"],
	zip: ["application/zip", "Zip", "hosted"],
	gz: ["application/gzip", "Gzip", "hosted"],
	png: ["image/png", "PNG", "hosted"],
	jpg: ["image/jpeg", "JPEG", "hosted"],
	pdf: ["application/pdf", "PDF", "hosted"],
	eml: ["message/rfc822", "Email", "hosted"],
};

/** A file object, complete; `shares` names only messages that are there. */
export function filePayload(world: World, file: StoredFile): Json {
	const extension = extensionOf(file.name);
	const [mimetype, pretty, mode] = types[extension] ?? ["application/octet-stream", "Binary", "hosted"];
	const shared = sharesOf(world, file);
	const isIn = (kind: string) =>
		[...new Set(shared.map(({ conversation }) => conversation))].filter((id) => id[0] === kind);
	const url = `${world.urls.files}/files-pri/${world.ids.teamId}-${file.id}`;
	return {
		id: file.id,
		created: file.createdS,
		timestamp: file.createdS,
		name: file.name,
		title: file.title,
		mimetype,
		filetype: types[extension] ? extension : "binary",
		pretty_type: pretty,
		user: file.user,
		user_team: world.ids.teamId,
		editable: mode === "snippet",
		size: file.bytes.length,
		mode,
		is_external: false,
		external_type: "",
		is_public: isIn("C").length > 0,
		public_url_shared: false,
		display_as_bot: false,
		username: "",
		url_private: `${url}/${file.secret}/${encodeURIComponent(file.name)}`,
		url_private_download: `${url}/download/${file.secret}/${encodeURIComponent(file.name)}`,
		permalink: `https://${world.domain}.slack.com/files/${file.user}/${file.id}/${encodeURIComponent(file.name)}`,
		permalink_public: `https://slack-files.com/${world.ids.teamId}-${file.id}-${file.secret.slice(0, 10)}`,
		...(file.altText === "" ? {} : { alt_txt: file.altText }),
		comments_count: 0,
		is_starred: false,
		shares: sharesPart(world, shared),
		channels: isIn("C"),
		groups: isIn("G"),
		ims: isIn("D"),
		has_more_shares: false,
		has_rich_preview: false,
		file_access: "visible",
	};
}

/** Lower case, without the dot. */
export function extensionOf(name: string): string {
	const dot = name.lastIndexOf(".");
	return dot < 0 ? "" : name.slice(dot + 1).toLowerCase();
}

/** The messages that show a file. */
export function sharesOf(world: World, file: StoredFile): readonly StoredMessage[] {
	return [...world.messages.values()].filter(({ fileIds, isDeleted }) => fileIds.includes(file.id) && !isDeleted);
}

export function isImage(file: StoredFile): boolean {
	return ["png", "jpg", "jpeg", "gif"].includes(extensionOf(file.name));
}

function sharesPart(world: World, shared: readonly StoredMessage[]): Json {
	const lists: Record<string, Record<string, readonly Json[]>> = {};
	for (const { conversation, ts, threadTs, user } of shared) {
		const kind = conversation.startsWith("C") ? "public" : "private";
		const share = {
			reply_users: [],
			reply_users_count: 0,
			reply_count: 0,
			ts,
			...(threadTs === null ? {} : { thread_ts: threadTs }),
			channel_name: world.conversations.get(conversation)?.name ?? "",
			team_id: world.ids.teamId,
			share_user_id: user,
			source: "UPLOAD",
			is_silent_share: false,
		};
		const there = lists[kind]?.[conversation] ?? [];
		lists[kind] = { ...lists[kind], [conversation]: [...there, share] };
	}
	return lists;
}

import type { APIEmbed, APIMessageTopLevelComponent } from "discord-api-types/v10";
import type { Json } from "./check-message.ts";
import type { StoredFile, World } from "./world.ts";

/** The URL of a file at the fake's CDN; like Discord's it is signed and looks as if it expires. */
export function fileUrl(world: World, file: StoredFile): string {
	const until = (Math.floor(Date.now() / 1_000) + 86_400).toString(16);
	const since = Math.floor(Date.now() / 1_000).toString(16);
	return `${world.urls.cdn}/${file.path}?ex=${until}&is=${since}&hm=${signature(file)}&`;
}

/** The `hm` of a file's URL. */
export function signature(file: StoredFile): string {
	return Buffer.from(`hm ${file.id}`).toString("hex").padEnd(64, "0");
}

export function attachmentPayload(world: World, file: StoredFile) {
	const url = fileUrl(world, file);
	return {
		id: file.id,
		filename: file.fileName,
		size: file.bytes.length,
		url,
		proxy_url: url,
		content_type: file.contentType,
		...(file.description === undefined ? {} : { description: file.description }),
		...(file.contentType.startsWith("image/") ? pngSize(file.bytes) : {}),
		...(file.ephemeral ? { ephemeral: true } : {}),
	};
}

/** Embeds as Discord gives them back; `attachment://name` has become the file's URL. */
export function embedPayloads(world: World, embeds: readonly Json[], files: readonly StoredFile[]): APIEmbed[] {
	return embeds.map((embed) => {
		const plain = withoutNulls(embed);
		const fields = plain.fields as readonly Json[] | undefined;
		const image = plain.image as Json | undefined;
		return {
			...plain,
			type: "rich",
			...(fields ? { fields: fields.map((field) => ({ inline: false, ...withoutNulls(field) })) } : {}),
			...(image ? { image: imagePayload(world, image, files) } : {}),
		} as APIEmbed;
	});
}

function imagePayload(world: World, image: Json, files: readonly StoredFile[]): Json {
	const file = files.find((one) => image.url === `attachment://${one.fileName}`);
	if (!file && String(image.url).startsWith("attachment://")) {
		world.violations.push(`an embed shows ${String(image.url)}, which the message has not`);
	}
	if (!file) return image;
	const url = fileUrl(world, file);
	return {
		url,
		proxy_url: url,
		content_type: file.contentType,
		...pngSize(file.bytes),
		...(file.description === undefined ? {} : { description: file.description }),
	};
}

/** The names that embeds show by `attachment://`. */
export function shownNames(embeds: readonly Json[]): string[] {
	return embeds
		.flatMap((embed) => ["image", "thumbnail"].map((key) => (embed[key] as Json | null | undefined)?.url))
		.flatMap((url) => (typeof url === "string" && url.startsWith("attachment://") ? [url.slice(13)] : []));
}

/** Components as Discord gives them back: each with an id, menus with their defaults. */
export function componentPayloads(components: readonly Json[]): APIMessageTopLevelComponent[] {
	let next = 0;
	const give = (value: unknown): unknown => {
		if (Array.isArray(value)) return value.map(give);
		if (typeof value !== "object" || value === null) return value;
		const plain = withoutNulls(value as Json);
		if (typeof plain.type !== "number" || plain.type === 0) return plain;
		next += 1;
		const id = next;
		const defaults = plain.type === 3 ? { min_values: 1, max_values: 1 } : {};
		const inner = Object.fromEntries(
			["components", "component", "accessory"].flatMap((key) => (key in plain ? [[key, give(plain[key])]] : [])),
		);
		return { id, ...defaults, ...plain, ...inner };
	};
	return components.map(give) as APIMessageTopLevelComponent[];
}

export function withoutNulls(value: Json): Record<string, unknown> {
	return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== null && item !== undefined));
}

function pngSize(bytes: Uint8Array): { readonly width: number; readonly height: number } | Record<string, never> {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	if (bytes.length < 24 || view.getUint32(0) !== 0x89504e47) return {};
	return { width: view.getUint32(16), height: view.getUint32(20) };
}

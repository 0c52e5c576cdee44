import type { RESTAPIAttachment } from "discord.js";
import type { Card } from "../../../core/thread/card.ts";
import { fileLimits } from "../limits.ts";
import { fitText } from "./fit-text.ts";
import { toParagraph } from "./plain-text.ts";

/** A file to send along, as `files[n]`. */
export interface OutgoingFile {
	readonly name: string;
	readonly data: Uint8Array;
	readonly contentType: string;
}

/** The image first, then the files; `filesLeft` did not fit in one message. */
export interface RenderedFiles {
	readonly files: readonly OutgoingFile[];
	readonly attachments: RESTAPIAttachment[];
	readonly filesLeft: number;
}

const longestName = 100;

export function renderFiles({ image, files = [] }: Card): RenderedFiles {
	const room = fileLimits.files - (image === undefined ? 0 : 1);
	const names = new Set<string>();
	const shown: OutgoingFile[] = [
		...(image === undefined
			? []
			: [
					{
						name: safeName(image.fileName, names),
						data: Buffer.from(image.base64, "base64"),
						contentType: "image/png",
					},
				]),
		...files.slice(0, room).map(({ fileName, mediaType, text }) => ({
			name: safeName(fileName, names),
			data: Buffer.from(text, "utf8"),
			contentType: `${mediaType}; charset=utf-8`,
		})),
	];
	const alt = fitText(toParagraph(image?.alt ?? ""), fileLimits.description);
	return {
		files: shown,
		attachments: shown.map(({ name }, id) => ({
			...{ id: String(id), filename: name },
			...(id === 0 && image !== undefined && alt !== "" ? { description: alt } : {}),
		})),
		filesLeft: Math.max(0, files.length - room),
	};
}

/** Letters that Discord leaves as they are, so that `attachment://` finds the file; no two the same. */
function safeName(fileName: string, taken: Set<string>): string {
	const plain = fileName
		.normalize("NFKD")
		.replace(/\p{M}/gu, "")
		.replace(/[^A-Za-z0-9._-]+/g, "-")
		.replace(/^[.-]+/, "");
	const ending = /\.[A-Za-z0-9]{1,10}$/.exec(plain)?.[0] ?? "";
	const stem = plain.slice(0, plain.length - ending.length).slice(0, longestName) || "file";
	let name = `${stem}${ending}`;
	for (let count = 2; taken.has(name); count += 1) name = `${stem}-${count}${ending}`;
	taken.add(name);
	return name;
}

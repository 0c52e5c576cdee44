import type { RESTAPIAttachment } from "discord.js";
import { nameFiles } from "../../../core/show/card-files.ts";
import { fitText } from "../../../core/show/fit-text.ts";
import { toParagraph } from "../../../core/show/plain-text.ts";
import type { Card } from "../../../core/thread/card.ts";
import { fileLimits } from "../limits.ts";

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

export function renderFiles(card: Card): RenderedFiles {
	const { imageName, files, left } = nameFiles(card, fileLimits.files);
	const shown: OutgoingFile[] = files.map(({ name, file }) => ({
		name,
		data: Buffer.from(file.text, "utf8"),
		contentType: `${file.mediaType}; charset=utf-8`,
	}));
	const { image } = card;
	if (image !== undefined && imageName !== null)
		shown.unshift({ name: imageName, data: Buffer.from(image.base64, "base64"), contentType: "image/png" });
	const alt = fitText(toParagraph(image?.alt ?? ""), fileLimits.description);
	return {
		files: shown,
		attachments: shown.map(({ name }, id) => ({
			...{ id: String(id), filename: name },
			...(id === 0 && image !== undefined && alt !== "" ? { description: alt } : {}),
		})),
		filesLeft: left,
	};
}

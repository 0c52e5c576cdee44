import type { KnownBlock } from "@slack/types";
import type { Language } from "../../../core/language.ts";
import { nameFiles } from "../../../core/show/card-files.ts";
import { fitText } from "../../../core/show/fit-text.ts";
import { toLabel, toParagraph } from "../../../core/show/plain-text.ts";
import type { Card } from "../../../core/thread/card.ts";
import { surfaceLimits } from "../limits.ts";
import { notificationText } from "./notification-text.ts";
import { renderCard } from "./render-card.ts";

/** A file to upload. */
export interface OutgoingFile {
	readonly name: string;
	readonly data: Uint8Array;
	/** Of a picture: what it shows. */
	readonly altText: string | null;
	/** The name as it was given. */
	readonly title: string;
}

export interface RenderedMessage {
	/** For notifications and screen readers, in mrkdwn. */
	readonly text: string;
	readonly blocks: KnownBlock[];
	/** The picture first, then the files; at most ten. Slack has them beside the blocks. */
	readonly files: readonly OutgoingFile[];
}

/** One card as one message, within all limits. */
export function renderMessage(card: Card, language: Language): RenderedMessage {
	const { imageName, files, left } = nameFiles(card, surfaceLimits.files);
	const outgoing: OutgoingFile[] = files.map(({ name, file }) => ({
		...{ name, data: Buffer.from(file.text, "utf8") },
		...{ altText: null, title: titleOf(file.fileName) },
	}));
	const { image } = card;
	if (image !== undefined && imageName !== null)
		outgoing.unshift({
			...{ name: imageName, data: Buffer.from(image.base64, "base64") },
			...{ altText: fitText(toParagraph(image.alt), surfaceLimits.altText) || null, title: titleOf(image.fileName) },
		});
	const blocks = renderCard(card, { language, filesLeft: left, taken: new Set() });
	return { text: notificationText(card), blocks, files: outgoing };
}

const longestTitle = 255;
const titleOf = (fileName: string): string => fitText(toLabel(fileName), longestTitle);

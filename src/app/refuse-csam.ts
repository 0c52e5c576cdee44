import { namesChildAbuse } from "../core/case/names-child-abuse.ts";
import { renderCsamRefusal } from "../core/thread/csam-card.ts";
import type { Attachment, Reply } from "../ports/chat.ts";
import type { Texts } from "../text/texts.ts";
import { show } from "./say.ts";

export interface Offered {
	/** The category was chosen that stands for it. */
	readonly chosen: boolean;
	/** What was typed with the file. */
	readonly typed: readonly string[];
	readonly file: Attachment;
}

/**
 * The answer to a report that is about child abuse material; null for any other. Asked before anything of it is stored: the file
 * is not opened, and what the platform keeps of it goes. Nothing of it is logged.
 */
export async function refuseCsam(texts: Texts, { chosen, typed, file }: Offered): Promise<Reply | null> {
	if (!chosen && ![...typed, file.fileName].some(namesChildAbuse)) return null;
	await file.discard?.();
	return show(renderCsamRefusal({ fromWords: !chosen }, texts));
}

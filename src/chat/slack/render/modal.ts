import type { KnownBlock, ModalView } from "@slack/types";
import { fitText } from "../../../core/show/fit-text.ts";
import { toOneLine } from "../../../core/show/plain-text.ts";
import { modalLimits } from "../limits.ts";
import { plainLabel } from "./plain-text.ts";
import { richText, section, words } from "./rich-text.ts";

export interface ModalParts {
	readonly callbackId: string;
	readonly title: string;
	/** Null where nothing is sent in. */
	readonly submit: string | null;
	readonly close: string;
	readonly privateMetadata: string;
	/** At most 99. */
	readonly blocks: readonly KnownBlock[];
}

/** A modal; a title that is too long for its bar stands whole above all else. */
export function modal({ callbackId, title, submit, close, privateMetadata, blocks }: ModalParts): ModalView {
	const whole = toOneLine(title);
	const above = whole.length <= modalLimits.title ? "" : fitText(whole, modalLimits.intro);
	return {
		type: "modal",
		callback_id: callbackId,
		title: plainLabel(title, modalLimits.title),
		...(submit === null ? {} : { submit: plainLabel(submit, modalLimits.title) }),
		close: plainLabel(close, modalLimits.title),
		private_metadata: privateMetadata,
		blocks: [...richText(section(words(above, "bold"))), ...blocks],
	};
}

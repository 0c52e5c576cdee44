import type { APIAttachment } from "discord.js";
import { shownFileName } from "../../../core/show/shown-name.ts";
import type { Attachment } from "../../../ports/chat.ts";
import { UploadTooLarge } from "../../../ports/upload-store.ts";
import type { DiscordOptions } from "../options.ts";

export interface AttachmentRules extends Pick<DiscordOptions, "download" | "fileHosts" | "maxUploadBytes"> {
	/** What the interaction says that Discord takes here; null when it does not say. */
	readonly sizeLimit: number | null;
}

type Announced = Pick<APIAttachment, "url" | "filename" | "size">;

/** A file that came with an interaction, not fetched yet. */
export function toAttachment({ url, filename, size }: Announced, rules: AttachmentRules): Attachment {
	let opened = false;
	return {
		fileName: shownFileName(filename),
		bytes: size,
		open() {
			if (opened) throw new Error("an attachment can be read once");
			opened = true;
			const max = Math.min(rules.maxUploadBytes, rules.sizeLimit ?? rules.maxUploadBytes);
			if (size > max) throw new UploadTooLarge(max);
			return rules.download({ url, hosts: rules.fileHosts, bytes: size });
		},
	};
}

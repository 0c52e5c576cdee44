import type { types, webApi } from "@slack/bolt";
import type { OutgoingFile } from "../render/render-message.ts";

export interface Upload {
	readonly channel: string;
	/** What stands above the files. */
	readonly blocks: readonly types.KnownBlock[];
	readonly files: readonly OutgoingFile[];
	/** Ends each file's name, so that the message is found again: a message with files carries no metadata. */
	readonly mark: string | null;
}

/** Posts files with words above them as one message. Slack makes it a moment later and does not say where. Throws what the SDK throws. */
export async function uploadFiles(client: webApi.WebClient, { channel, blocks, files, mark }: Upload): Promise<void> {
	await client.filesUploadV2({
		channel_id: channel,
		blocks: [...blocks],
		file_uploads: files.map(({ name, data, title, altText }) => ({
			file: Buffer.from(data),
			filename: name,
			title: mark === null ? title : `${title} · ${mark}`,
			...(altText === null ? {} : { alt_text: altText }),
		})),
	});
}

import type { webApi } from "@slack/bolt";
import { shownFileName } from "../../../core/show/shown-name.ts";
import { type Attachment, AttachmentLost } from "../../../ports/chat.ts";
import { LoginPage } from "../../../ports/download.ts";
import { UploadTooLarge } from "../../../ports/upload-store.ts";
import { troubleOf } from "../faults.ts";
import type { SlackOptions } from "../options.ts";

/** A file as a payload names it. */
export interface NamedFile {
	readonly id: string;
	readonly name: string | null;
	readonly size: number | null;
}

/** A file in Slack that the bot needs no more: it has the bytes, or nobody wants them. */
export interface DoneFile {
	readonly id: string;
	readonly name: string;
	/** Its page in Slack, or null. */
	readonly permalink: string | null;
	/** It must not stay, whatever the settings say of reports. */
	readonly unwanted: boolean;
}

/** The files of one form, not fetched before they are read. */
export interface Attachments {
	readonly of: (file: NamedFile) => Attachment;
	/** One that was chosen by its id; Slack says what it is called. */
	readonly byId: (id: string) => Promise<Attachment>;
	/** Those that were read to their end, and those that nobody will read. */
	readonly done: readonly DoneFile[];
}

export type AttachmentDeps = Pick<SlackOptions, "token" | "fileHosts" | "maxUploadBytes" | "download"> & {
	readonly client: webApi.WebClient;
};

export function createAttachments(deps: AttachmentDeps): Attachments {
	const done: DoneFile[] = [];
	const of = ({ id, name, size }: NamedFile): Attachment => {
		const fileName = shownFileName(name ?? "");
		return {
			fileName,
			bytes: size ?? 0,
			open: () => open(deps, id, (permalink) => done.push({ id, name: fileName, permalink, unwanted: false })),
			async discard() {
				const permalink = await fetchInfo(deps, id).then(
					(info) => info.permalink,
					() => null,
				);
				done.push({ id, name: fileName, permalink, unwanted: true });
			},
		};
	};
	return {
		...{ done, of },
		async byId(id) {
			try {
				const { name, bytes } = await fetchInfo(deps, id);
				return of({ id, name, size: bytes });
			} catch {
				// Who reads it hears why.
				return of({ id, name: null, size: null });
			}
		},
	};
}

/** Slack's own word on the file counts, not the payload's: it may have been sent in long ago. */
async function* open(deps: AttachmentDeps, id: string, done: (permalink: string | null) => void) {
	const { url, bytes, permalink } = await fetchInfo(deps, id);
	if (bytes > deps.maxUploadBytes) throw new UploadTooLarge(deps.maxUploadBytes);
	yield* deps.download({ url, hosts: deps.fileHosts, bytes, authorization: `Bearer ${deps.token}` });
	done(permalink);
}

async function fetchInfo({ client }: AttachmentDeps, id: string) {
	try {
		const { file } = await client.files.info({ file: id });
		const url = file?.url_private_download;
		// A file of another service, which Slack only links.
		if (url === undefined || file?.size === undefined) throw new AttachmentLost("Slack has no bytes of this file");
		return { url, name: file.name ?? null, bytes: file.size, permalink: file.permalink ?? null };
	} catch (cause) {
		if (cause instanceof AttachmentLost) throw cause;
		if (troubleOf(cause).kind === "missing-scope") throw new LoginPage();
		throw new AttachmentLost("Slack does not say where the file is", { cause });
	}
}

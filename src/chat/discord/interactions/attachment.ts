import type { APIAttachment } from "discord.js";
import { type Attachment, AttachmentLost } from "../../../ports/chat.ts";
import { UploadTooLarge } from "../../../ports/upload-store.ts";
import { plainLine } from "./plain-line.ts";

/** An attachment's link names a host that is not in the settings. */
export class WrongFileHost extends Error {
	readonly host: string;
	constructor(host: string) {
		super("an attachment lies on another host than those in the settings");
		this.name = "WrongFileHost";
		this.host = host;
	}
}

export interface DownloadRules {
	readonly fileHosts: readonly string[];
	readonly maxUploadBytes: number;
	/** What the interaction says that Discord takes here; null when it does not say. */
	readonly sizeLimit: number | null;
	readonly headersTimeoutMs: number;
	/** Longest silence between two pieces. */
	readonly silenceTimeoutMs: number;
}

type Announced = Pick<APIAttachment, "url" | "filename" | "size">;

/** A file that came with an interaction, not fetched yet. Throws `WrongFileHost`. */
export function toAttachment(announced: Announced, rules: DownloadRules): Attachment {
	const url = checkedUrl(announced.url, rules.fileHosts);
	const { size } = announced;
	let opened = false;
	return {
		fileName: shownFileName(announced.filename),
		bytes: size,
		open() {
			if (opened) throw new Error("an attachment can be read once");
			opened = true;
			const max = Math.min(rules.maxUploadBytes, rules.sizeLimit ?? rules.maxUploadBytes);
			if (size > max) throw new UploadTooLarge(max);
			return download(url, size, rules);
		},
	};
}

const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** The host is compared whole, as the URL standard reads it, so that no user name, port or look-alike gets past. */
function checkedUrl(text: string, fileHosts: readonly string[]): URL {
	const url = URL.canParse(text) ? new URL(text) : null;
	if (url === null) throw new WrongFileHost("");
	const known = fileHosts.some((host) => host.toLowerCase() === url.host);
	const safe = url.protocol === "https:" || (url.protocol === "http:" && loopback.test(url.hostname));
	if (!known || !safe || url.username !== "" || url.password !== "") throw new WrongFileHost(url.host);
	return url;
}

function shownFileName(name: string): string {
	const last = plainLine(name.split(/[\\/]/).at(-1) ?? "");
	return last === "" || last === "." || last === ".." ? "file" : last;
}

async function* download(url: URL, size: number, rules: DownloadRules): AsyncGenerator<Uint8Array> {
	const controller = new AbortController();
	try {
		const body = await inTime(fetchBody(url, controller.signal), rules.headersTimeoutMs);
		const reader = body.getReader();
		let seen = 0;
		for (;;) {
			const { done, value } = await inTime(reader.read(), rules.silenceTimeoutMs);
			if (done) break;
			seen += value.length;
			if (seen > size) throw new AttachmentLost("more bytes than announced");
			yield value;
		}
		if (seen < size) throw new AttachmentLost("fewer bytes than announced");
	} finally {
		controller.abort();
	}
}

async function fetchBody(url: URL, signal: AbortSignal): Promise<ReadableStream<Uint8Array>> {
	// Without compression the bytes on the line are those that were announced.
	const response = await fetch(url, { redirect: "error", signal, headers: { "accept-encoding": "identity" } });
	if (response.status !== 200 || response.body === null)
		throw new AttachmentLost(`the file's host answered ${response.status}`);
	return response.body;
}

/** A broken line, a refusal and a silence are the same to who sent the file: it did not come over. */
async function inTime<T>(work: Promise<T>, timeoutMs: number): Promise<T> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<never>((_, reject) => {
		timer = setTimeout(() => reject(new AttachmentLost("nothing came in time")), timeoutMs);
	});
	try {
		return await Promise.race([work, late]);
	} catch (cause) {
		if (cause instanceof AttachmentLost) throw cause;
		throw new AttachmentLost("the line to the file's host broke", { cause });
	} finally {
		clearTimeout(timer);
	}
}

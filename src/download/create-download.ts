import { AttachmentLost } from "../ports/chat.ts";
import { type Download, LoginPage, type RemoteFile, WrongFileHost } from "../ports/download.ts";

export interface DownloadTimes {
	readonly headersTimeoutMs: number;
	/** Longest silence between two pieces. */
	readonly silenceTimeoutMs: number;
}

const usualTimes: DownloadTimes = { headersTimeoutMs: 15_000, silenceTimeoutMs: 30_000 };

/** Fetches what people upload from the hosts of their chats. */
export function createDownload(times: Partial<DownloadTimes> = {}): Download {
	return (file) => download(file, { ...usualTimes, ...times });
}

const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** The host is compared whole, as the URL standard reads it, so that no user name, port or look-alike gets past. */
function checkedUrl({ url: text, hosts }: RemoteFile): URL {
	const url = URL.canParse(text) ? new URL(text) : null;
	if (url === null) throw new WrongFileHost("");
	const known = hosts.some((host) => host.toLowerCase() === url.host);
	const safe = url.protocol === "https:" || (url.protocol === "http:" && loopback.test(url.hostname));
	if (!known || !safe || url.username !== "" || url.password !== "") throw new WrongFileHost(url.host);
	return url;
}

async function* download(file: RemoteFile, times: DownloadTimes): AsyncGenerator<Uint8Array> {
	const url = checkedUrl(file);
	const controller = new AbortController();
	try {
		const body = await inTime(fetchBody(url, file, controller.signal), times.headersTimeoutMs);
		const reader = body.getReader();
		let seen = 0;
		for (;;) {
			const { done, value } = await inTime(reader.read(), times.silenceTimeoutMs);
			if (done) break;
			if (seen === 0 && isPage(value)) throw new LoginPage();
			seen += value.length;
			if (seen > file.bytes) throw new AttachmentLost("more bytes than announced");
			yield value;
		}
		if (seen < file.bytes) throw new AttachmentLost("fewer bytes than announced");
	} finally {
		controller.abort();
	}
}

async function fetchBody(
	url: URL,
	{ authorization }: RemoteFile,
	signal: AbortSignal,
): Promise<ReadableStream<Uint8Array>> {
	// Without compression the bytes on the line are those that were announced.
	const headers = { "accept-encoding": "identity", ...(authorization === undefined ? {} : { authorization }) };
	const response = await fetch(url, { redirect: "error", signal, headers });
	if (response.status !== 200 || response.body === null)
		throw new AttachmentLost(`the file's host answered ${response.status}`);
	// A report is never one; whoever may not have the file gets one.
	if (/^text\/html\b/i.test(response.headers.get("content-type") ?? "")) throw new LoginPage();
	return response.body;
}

/** A page that calls itself something else. */
function isPage(start: Uint8Array): boolean {
	return /^\uFEFF?\s*<(?:!doctype\s+html|html[\s>])/i.test(new TextDecoder().decode(start.subarray(0, 200)));
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
		if (cause instanceof AttachmentLost || cause instanceof LoginPage) throw cause;
		throw new AttachmentLost("the line to the file's host broke", { cause });
	} finally {
		clearTimeout(timer);
	}
}

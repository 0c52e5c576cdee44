import { errors, request } from "undici";
import { SourceFault } from "../ports/contact-source.ts";
import type { SourceClient } from "./source-client.ts";

export interface FetchJsonOptions {
	/** For the messages of faults. */
	readonly source: string;
	/** Whose pace a request keeps to: each server's own, also after a redirect. */
	readonly clientFor: (url: URL) => SourceClient;
	/** For each whole answer, from connecting to its last byte. */
	readonly timeoutMs: number;
	readonly maxBytes: number;
	/** Whether a redirect may lead there; the first address is not asked about. */
	readonly mayFollow: (url: URL) => boolean;
}

const userAgent = "meldkamer (contact lookup of a security hotline)";
const maxRedirects = 5;
const maxPauseMs = 24 * 60 * 60 * 1000;
const defaultPauseMs = 60 * 1000;

/** `Retry-After` in ms: seconds, or a date (RFC 9110, 10.2.3). A minute when it is missing or not readable. */
export function retryAfterMs(value: string | undefined, nowMs: number): number {
	const text = value?.trim() ?? "";
	const ms = /^\d{1,9}$/.test(text) ? Number(text) * 1000 : Date.parse(text) - nowMs;
	return Number.isFinite(ms) ? Math.min(Math.max(ms, 1000), maxPauseMs) : defaultPauseMs;
}

async function readBody(body: AsyncIterable<Uint8Array>, options: FetchJsonOptions): Promise<unknown> {
	const chunks: Uint8Array[] = [];
	let bytes = 0;
	for await (const chunk of body) {
		bytes += chunk.byteLength;
		if (bytes > options.maxBytes) {
			throw new SourceFault(options.source, "changed-shape", `an answer of ${options.source} is too large`);
		}
		chunks.push(chunk);
	}
	try {
		return JSON.parse(Buffer.concat(chunks).toString("utf8"));
	} catch (cause) {
		throw new SourceFault(options.source, "changed-shape", `an answer of ${options.source} is no JSON`, { cause });
	}
}

function nextUrl(url: URL, location: string | undefined, options: FetchJsonOptions): URL {
	const next = location !== undefined && URL.canParse(location, url.href) ? new URL(location, url) : null;
	const web = next !== null && (next.protocol === "https:" || next.protocol === "http:");
	if (!web || next.username !== "" || !options.mayFollow(next)) {
		throw new SourceFault(options.source, "refused", `${options.source} points to a server that is no known registry`);
	}
	return next;
}

function faultOfStatus(
	status: number,
	retryAfter: string | undefined,
	source: string,
	client: SourceClient,
): SourceFault {
	if (status === 429) {
		const until = client.pauseFor(retryAfterMs(retryAfter, Date.now()));
		return new SourceFault(source, "rate-limited", `${source} is asked too often`, { until });
	}
	if (status === 401 || status === 403) {
		const until = client.pauseFor(defaultPauseMs);
		return new SourceFault(source, "refused", `${source} refuses to answer`, { until });
	}
	if (status >= 500) return new SourceFault(source, "unreachable", `${source} is out of order (${status})`);
	return new SourceFault(source, "changed-shape", `${source} answers in an unknown way (${status})`);
}

/** An answer, or where to ask instead. */
type Outcome = { readonly answer: unknown } | { readonly next: URL };

async function fetchOnce(url: URL, signal: AbortSignal, options: FetchJsonOptions): Promise<Outcome> {
	const { statusCode, headers, body } = await request(url, {
		signal,
		headers: { accept: "application/rdap+json, application/json", "user-agent": userAgent },
	});
	if (statusCode === 200) return { answer: await readBody(body, options) };
	const header = (name: string) => [headers[name]].flat()[0];
	await body.dump({ limit: 65_536 });
	if (statusCode === 404) return { answer: null };
	if (![301, 302, 303, 307, 308].includes(statusCode)) {
		throw faultOfStatus(statusCode, header("retry-after"), options.source, options.clientFor(url));
	}
	return { next: nextUrl(url, header("location"), options) };
}

function toFault(error: unknown, deadline: AbortSignal, { source }: FetchJsonOptions): unknown {
	if (error instanceof SourceFault) return error;
	const cause = { cause: error };
	const slow =
		deadline.aborted ||
		error instanceof errors.HeadersTimeoutError ||
		error instanceof errors.BodyTimeoutError ||
		error instanceof errors.ConnectTimeoutError;
	if (slow) return new SourceFault(source, "time-out", `${source} does not answer in time`, cause);
	return new SourceFault(source, "unreachable", `${source} cannot be reached`, cause);
}

/**
 * Fetches JSON: null for 404, else the parsed body of a 200. Everything else is a `SourceFault`: a time-out over the whole
 * answer, a body over the size limit or not JSON, 429 (which also pauses the client for its `Retry-After`), a refusal, a
 * redirect to a server that is not allowed.
 */
export async function fetchJson(first: URL, signal: AbortSignal, options: FetchJsonOptions): Promise<unknown> {
	let url = first;
	for (let hop = 0; hop <= maxRedirects; hop++) {
		const asked = url;
		const once = async (): Promise<Outcome> => {
			const deadline = AbortSignal.timeout(options.timeoutMs);
			try {
				return await fetchOnce(asked, AbortSignal.any([signal, deadline]), options);
			} catch (error) {
				signal.throwIfAborted();
				throw toFault(error, deadline, options);
			}
		};
		const outcome = await options.clientFor(asked).run(once, signal);
		if ("answer" in outcome) return outcome.answer;
		url = outcome.next;
	}
	throw new SourceFault(options.source, "refused", `${options.source} sends us in a circle`);
}

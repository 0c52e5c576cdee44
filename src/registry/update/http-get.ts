import { type IncomingHttpHeaders, type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { UpdateFault } from "./update-fault.ts";

export interface HttpTimes {
	/** Until the answer's headers are there, connecting included. */
	readonly headersMs: number;
	/** Longest silence between two pieces. */
	readonly silenceMs: number;
	/** In each stretch of this length at least `slowBytes` must come in. */
	readonly slowMs: number;
	readonly slowBytes: number;
}

export const usualHttpTimes: HttpTimes = { headersMs: 30_000, silenceMs: 60_000, slowMs: 120_000, slowBytes: 65_536 };

export interface HttpGet {
	readonly url: URL;
	readonly headers: Readonly<Record<string, string>>;
	readonly times: HttpTimes;
	readonly signal: AbortSignal;
	/** For faults. */
	readonly file: string;
}

/** An answer whose body may be read, once. Who does not read it to its end lets go. */
export interface HttpAnswer {
	readonly status: number;
	readonly headers: IncomingHttpHeaders;
	/**
	 * The body's pieces as they come. Throws `Stalled` when it is silent or all too slow, and what Node throws for a line that breaks before the
	 * end, after every piece that came before that.
	 */
	body(): AsyncGenerator<Buffer>;
	letGo(): void;
}

/** Nothing came in time. Another try may help. */
export class Stalled extends Error {
	constructor() {
		super("nothing came in time");
		this.name = "Stalled";
	}
}

const maxRedirects = 5;
const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** https, or http to this machine itself. */
export function isSafeUrl(url: URL): boolean {
	return url.protocol === "https:" || (url.protocol === "http:" && loopback.test(url.hostname));
}

/**
 * Asks for a file, not unpacked, and follows redirects on the same host only. Throws an `UpdateFault` for a redirect elsewhere, `Stalled`, and what
 * Node throws for a broken line.
 */
export async function httpGet(input: HttpGet): Promise<HttpAnswer> {
	let url = input.url;
	for (let hop = 0; ; hop++) {
		const answer = await ask(url, input);
		const { location } = answer.headers;
		if (![301, 302, 303, 307, 308].includes(answer.status) || location === undefined) return answer;
		answer.letGo();
		const next = URL.canParse(location, url.href) ? new URL(location, url) : null;
		const sameHost = next !== null && next.host === url.host && next.protocol === url.protocol;
		if (!sameHost || hop === maxRedirects)
			throw new UpdateFault("redirected", { file: input.file, detail: next?.host ?? "?" });
		url = next;
	}
}

function ask(url: URL, { headers, times, signal }: HttpGet): Promise<HttpAnswer> {
	return new Promise((resolve, reject) => {
		const usual = { "user-agent": "meldkamer registry update", "accept-encoding": "identity" };
		const options = { agent: false, signal, headers: { ...usual, ...headers } };
		const request = url.protocol === "https:" ? requestHttps(url, options) : requestHttp(url, options);
		const timer = setTimeout(() => request.destroy(new Stalled()), times.headersMs);
		request.on("response", (answer) => {
			clearTimeout(timer);
			resolve(toAnswer(answer, times));
		});
		request.on("error", (fault) => {
			clearTimeout(timer);
			reject(fault);
		});
		request.end();
	});
}

const maxQueued = 16;

/** Listens from the first moment: a line may break before anybody reads the body, and what came before that counts. */
function toAnswer(message: IncomingMessage, times: HttpTimes): HttpAnswer {
	const queue: Buffer[] = [];
	const ends: (Error | null)[] = [];
	let wake = (): void => {};
	const end = (fault: Error | null) => {
		ends.push(fault);
		wake();
	};
	message.on("data", (piece: Buffer) => {
		queue.push(piece);
		if (queue.length >= maxQueued) message.pause();
		wake();
	});
	message.on("end", () => end(null));
	message.on("error", end);
	message.on("close", () => end(Object.assign(new Error("the line was closed"), { code: "ECONNRESET" })));
	const more = () =>
		new Promise<void>((resolve) => {
			const timer = setTimeout(() => end(new Stalled()), times.silenceMs);
			wake = () => {
				clearTimeout(timer);
				wake = () => {};
				resolve();
			};
		});
	async function* body(): AsyncGenerator<Buffer> {
		const isTooSlow = slownessOf(times);
		for (;;) {
			for (let piece = queue.shift(); piece !== undefined; piece = queue.shift()) {
				if (isTooSlow(piece.length)) throw new Stalled();
				yield piece;
			}
			const [fault] = ends;
			if (fault === null) return;
			if (fault !== undefined) throw fault;
			message.resume();
			await more();
		}
	}
	return {
		status: message.statusCode ?? 0,
		headers: message.headers,
		body,
		letGo: () => void message.destroy(),
	};
}

/** Tells after each piece whether too little came in the last stretch. */
function slownessOf({ slowMs, slowBytes }: HttpTimes): (bytes: number) => boolean {
	let since = performance.now();
	let came = 0;
	return (bytes) => {
		came += bytes;
		if (performance.now() - since <= slowMs) return false;
		const isSlow = came < slowBytes;
		since = performance.now();
		came = 0;
		return isSlow;
	};
}

import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { listenOnLoopback } from "./listen-on-loopback.ts";

/** A file that the server has. */
export interface ServedFile {
	readonly body: Buffer;
	/** Null: the server tells none. */
	readonly etag: string | null;
	readonly lastModified: string | null;
}

export interface Asked {
	readonly path: string;
	readonly range: string | null;
	readonly ifRange: string | null;
	readonly ifNoneMatch: string | null;
	readonly ifModifiedSince: string | null;
	/** What was answered. */
	status: number;
}

/** Answers one request in another way than the file's. */
export type Misbehaviour = (answer: ServerResponse, file: ServedFile | undefined, asked: Asked) => void;

export interface RegistryServer {
	/** Ends in a slash. */
	readonly url: string;
	readonly files: Map<string, ServedFile>;
	readonly asked: Asked[];
	/** Puts files there with an ETag and a time as nginx makes them. */
	publish(files: ReadonlyMap<string, Buffer>, at?: string): void;
	/** What the next requests for a path get, each once, in this order. */
	next(path: string, ...misbehaviours: Misbehaviour[]): void;
	/** What every request for a path gets from now on. */
	always(path: string, misbehaviour: Misbehaviour): void;
	/** Paths that were asked for since the last call, with the status of each. */
	taken(): string[];
	stop(): Promise<void>;
}

export interface RegistryServerOptions {
	/** For https; without it http. */
	readonly tls?: { readonly key: string; readonly cert: string };
}

/** A web server on loopback that serves files as the RIPE NCC's does: validators, conditions, parts. Unless it is told to misbehave. */
export async function startRegistryServer({ tls }: RegistryServerOptions = {}): Promise<RegistryServer> {
	const files = new Map<string, ServedFile>();
	const asked: Asked[] = [];
	const queue = new Map<string, Misbehaviour[]>();
	const fixed = new Map<string, Misbehaviour>();
	let seen = 0;
	const handle = (request: IncomingMessage, answer: ServerResponse): void => {
		const path = decodeURIComponent((request.url ?? "/").slice(1));
		const header = (name: string) => (request.headers[name] as string | undefined) ?? null;
		const entry: Asked = {
			...{ path, range: header("range"), ifRange: header("if-range"), status: 0 },
			...{ ifNoneMatch: header("if-none-match"), ifModifiedSince: header("if-modified-since") },
		};
		asked.push(entry);
		answer.on("error", () => {});
		const misbehaviour = queue.get(path)?.shift() ?? fixed.get(path);
		(misbehaviour ?? serve)(answer, files.get(path), entry);
		entry.status = answer.statusCode;
	};
	const server = tls === undefined ? createServer(handle) : createSecureServer(tls, handle);
	const port = await listenOnLoopback(server);
	return {
		url: `${tls === undefined ? "http" : "https"}://127.0.0.1:${port}/`,
		files,
		asked,
		publish(published, at = "Mon, 28 Sep 2026 22:11:50 GMT") {
			for (const [path, body] of published) {
				const etag = `"${createHash("sha1").update(body).digest("hex").slice(0, 12)}-${body.length.toString(16)}"`;
				files.set(path, { body, etag, lastModified: at });
			}
		},
		next: (path, ...misbehaviours) => void queue.set(path, [...(queue.get(path) ?? []), ...misbehaviours]),
		always: (path, misbehaviour) => void fixed.set(path, misbehaviour),
		taken() {
			const taken = asked.slice(seen).map(({ path, status }) => `${status} ${path}`);
			seen = asked.length;
			return taken;
		},
		async stop() {
			const closed = new Promise((resolve) => server.close(resolve));
			server.closeAllConnections();
			await closed;
		},
	};
}

function headersOf({ etag, lastModified }: ServedFile): Record<string, string> {
	return {
		"accept-ranges": "bytes",
		...(etag === null ? {} : { etag }),
		...(lastModified === null ? {} : { "last-modified": lastModified }),
	};
}

/** As nginx answers a GET (RFC 9110, 13 and 14), as far as it is asked for here. */
export function serve(answer: ServerResponse, file: ServedFile | undefined, asked: Asked): void {
	if (file === undefined) {
		answer.writeHead(404, { "content-type": "text/html" }).end("<html>404</html>");
		return;
	}
	const headers = headersOf(file);
	const isSame =
		asked.ifNoneMatch === null
			? asked.ifModifiedSince !== null && asked.ifModifiedSince === file.lastModified
			: asked.ifNoneMatch === file.etag;
	if (isSame) {
		answer.writeHead(304, headers).end();
		return;
	}
	const from = startOf(file, asked);
	if (from === null) {
		answer.writeHead(200, { ...headers, "content-length": file.body.length }).end(file.body);
		return;
	}
	if (from >= file.body.length) {
		answer.writeHead(416, { "content-range": `bytes */${file.body.length}` }).end();
		return;
	}
	const range = `bytes ${from}-${file.body.length - 1}/${file.body.length}`;
	answer
		.writeHead(206, { ...headers, "content-range": range, "content-length": file.body.length - from })
		.end(file.body.subarray(from));
}

function startOf(file: ServedFile, { range, ifRange }: Asked): number | null {
	const [, first] = /^bytes=(\d+)-$/.exec(range ?? "") ?? [];
	if (first === undefined) return null;
	return ifRange === null || ifRange === file.etag || ifRange === file.lastModified ? Number(first) : null;
}

/** Sends so many bytes of what was asked for and then drops the line. */
export const cutAfter =
	(bytes: number): Misbehaviour =>
	(answer, file, asked) =>
		sendSome(answer, file, { asked, bytes, after: () => answer.destroy() });

/** Sends so many bytes of what was asked for and then nothing more, with the line open. */
export const silentAfter =
	(bytes: number): Misbehaviour =>
	(answer, file, asked) =>
		sendSome(answer, file, { asked, bytes, after: () => {} });

interface Some {
	readonly asked: Asked;
	readonly bytes: number;
	readonly after: () => void;
}

function sendSome(answer: ServerResponse, file: ServedFile | undefined, { asked, bytes, after }: Some): void {
	if (file === undefined) throw new Error("no such file");
	const from = startOf(file, asked);
	const { length } = file.body;
	const part = from === null ? {} : { "content-range": `bytes ${from}-${length - 1}/${length}` };
	answer.writeHead(from === null ? 200 : 206, {
		...headersOf(file),
		...part,
		"content-length": length - (from ?? 0),
	});
	answer.write(file.body.subarray(from ?? 0, (from ?? 0) + bytes), () => after());
}

export const answerWith =
	(status: number, headers: Readonly<Record<string, string>> = {}, body: string | Buffer = ""): Misbehaviour =>
	(answer) =>
		void answer.writeHead(status, headers).end(body);

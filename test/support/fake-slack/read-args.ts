import type { IncomingMessage } from "node:http";
import { SlackError } from "./slack-error.ts";
import type { Json } from "./world.ts";

export async function readBytes(request: IncomingMessage): Promise<Buffer<ArrayBuffer>> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks);
}

/** A method's arguments: of the query, and of a body that is a form or JSON. */
export async function readArgs(request: IncomingMessage, url: URL): Promise<Json> {
	const bytes = await readBytes(request);
	const query = Object.fromEntries(url.searchParams);
	if (bytes.length === 0) return query;
	const type = request.headers["content-type"] ?? "";
	if (type.startsWith("application/json")) return { ...query, ...parseBody(bytes.toString("utf8")) };
	if (type.startsWith("application/x-www-form-urlencoded")) {
		return { ...query, ...Object.fromEntries(new URLSearchParams(bytes.toString("utf8"))) };
	}
	throw new SlackError("invalid_post_type");
}

function parseBody(text: string): Json {
	try {
		const value: unknown = JSON.parse(text);
		if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Json;
	} catch {
		throw new SlackError("invalid_json");
	}
	throw new SlackError("json_not_object");
}

import type { IncomingMessage } from "node:http";
import type { World } from "./world.ts";

/** The bearer belongs to the API's host and the file server's alone, by the names they were given under. */
export function judgeHost({ violations }: World, request: IncomingMessage, url: string): void {
	if (request.headers.authorization === undefined) return;
	const host = request.headers.host ?? "";
	if (host !== new URL(url).host) violations.push(`${request.url}: a token sent to ${host}`);
}

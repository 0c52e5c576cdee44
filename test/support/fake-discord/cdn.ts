import type { RequestListener } from "node:http";
import { rollTrouble } from "../troubles.ts";
import { signature } from "./message-parts.ts";
import { count, type World } from "./world.ts";

/** Discord's file host: a link without its signature, or one that has expired, is a 404. */
export function createCdn(world: World): RequestListener {
	return (request, response) => {
		const url = new URL(request.url ?? "/", "http://localhost");
		count(world, `${request.method} /${url.pathname.split("/")[1]}`);
		const file = world.files.get(url.pathname.slice(1));
		const trouble = rollTrouble(world.troubles, [`${request.method} ${url.pathname}`]);
		if (trouble?.kind === "drop-before") return void request.socket.destroy();
		if (trouble?.kind === "500") return void response.writeHead(500).end();
		if (trouble?.kind === "429") return void response.writeHead(429, { "Retry-After": "1" }).end();
		if (!file || file.expired || url.searchParams.get("hm") !== signature(file)) {
			return void response.writeHead(404, { "Content-Type": "text/plain" }).end("This content is no longer available.");
		}
		response.writeHead(200, { "Content-Type": file.contentType, "Content-Length": file.bytes.length });
		if (trouble?.kind !== "drop-after") return void response.end(file.bytes);
		response.write(file.bytes.subarray(0, file.bytes.length >> 1), () => request.socket.destroy());
	};
}

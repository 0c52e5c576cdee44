import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** What a registry's server may do instead of answering. */
export const registryFaults = [
	...(["429", "500", "html", "huge", "loopback", "error-201", "truncated", "other-shape"] as const),
	...(["silent", "redirect-loop", "drip", "reset"] as const),
] as const;
export type RegistryFault = (typeof registryFaults)[number];

const hugeBytes = 200 * 1024 * 1024;
const chunk = Buffer.alloc(256 * 1024, "x");
const error201 = "%ERROR:201: access denied for 192.0.2.1\n%\n% Sorry, access from your host has been permanently\n";

/** Sends 200 MiB, or as much as the other side takes. */
function pour(target: ServerResponse | Socket): void {
	let left = hugeBytes;
	const more = () => {
		while (!target.destroyed && left > 0) {
			left -= chunk.length;
			if (!target.write(chunk)) return;
		}
		target.end();
	};
	target.on("drain", more);
	more();
}

/** One byte a second, of the answer. */
function drip(target: ServerResponse | Socket, text: string): void {
	let at = 0;
	const timer = setInterval(() => target.write(text.charAt(at++) || " "), 1000);
	target.on("close", () => clearInterval(timer));
	target.write(text.charAt(at++));
}

/** The names that a reader needs, renamed. */
function inAnotherShape(body: unknown): string {
	return JSON.stringify(body ?? {})
		.replaceAll('"abuse-contacts"', '"contacts"')
		.replaceAll('"abuse-contact":', '"abuse":')
		.replaceAll('"entities"', '"people"')
		.replaceAll('"services"', '"service"');
}

/** `trap` is a server on loopback that nobody may be sent to. */
export function failHttp(fault: RegistryFault, response: ServerResponse, body: unknown, trap: string): void {
	const text = JSON.stringify(body ?? {});
	const ok = (content: string) => response.writeHead(200, { "content-type": "application/json" }).end(content);
	switch (fault) {
		case "429":
			response.writeHead(429, { "retry-after": "1" }).end();
			return;
		case "500":
			response.writeHead(500).end("Internal Server Error");
			return;
		case "html":
			response.writeHead(200, { "content-type": "text/html" }).end("<html><body>We have moved</body></html>");
			return;
		case "huge":
			response.writeHead(200, { "content-type": "application/json" });
			pour(response);
			return;
		case "loopback":
			response.writeHead(302, { location: trap }).end();
			return;
		case "error-201":
			ok(error201);
			return;
		case "truncated":
			ok(text.slice(0, text.length >> 1));
			return;
		case "other-shape":
			ok(inAnotherShape(body));
			return;
		case "silent":
			return;
		case "redirect-loop":
			response.writeHead(301, { location: response.req.url ?? "/" }).end();
			return;
		case "drip":
			response.writeHead(200, { "content-type": "application/json" });
			drip(response, text);
			return;
		case "reset":
			response.destroy();
	}
}

/** The same over WHOIS (RFC 3912), where all is text. */
export function failWhois(fault: RegistryFault, socket: Socket, text: string, trap: string): void {
	const trapHost = new URL(trap).host;
	switch (fault) {
		case "429":
			socket.end("% Query rate limit exceeded. Reduced information.\n");
			return;
		case "500":
			socket.end("%ERROR:100: internal software error\n%\n% Please contact us\n");
			return;
		case "html":
			socket.end("<html><body>Service moved</body></html>\n");
			return;
		case "huge":
			pour(socket);
			return;
		case "loopback":
			socket.end(`refer: ${trapHost}\nReferralServer: whois://${trapHost}\n`);
			return;
		case "error-201":
			socket.end(error201);
			return;
		case "truncated":
			socket.end(text.slice(0, text.length >> 2));
			return;
		case "other-shape":
			socket.end(text.replaceAll("Abuse contact for", "Abuse mailbox of").replaceAll("refer:", "ask:"));
			return;
		case "silent":
			return;
		case "redirect-loop":
			socket.end("ReferralServer: whois://whois.ripe.net\nrefer: whois.iana.org.example\n");
			return;
		case "drip":
			drip(socket, text);
			return;
		case "reset":
			socket.resetAndDestroy();
	}
}

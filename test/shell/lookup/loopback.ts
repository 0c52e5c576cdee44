import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { type AddressInfo, createServer as createTcpServer, type Socket, type Server as TcpServer } from "node:net";

export interface Loopback {
	readonly port: number;
	/** `http://127.0.0.1:<port>/` */
	readonly url: string;
	/** `127.0.0.1:<port>` */
	readonly host: string;
	/** Paths (HTTP) or lines (TCP) that were asked for, in order. */
	readonly asked: string[];
	close(): Promise<void>;
}

async function listening(server: Server | TcpServer, asked: string[], end: () => void): Promise<Loopback> {
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	const { port } = server.address() as AddressInfo;
	return {
		port,
		url: `http://127.0.0.1:${port}/`,
		host: `127.0.0.1:${port}`,
		asked,
		close: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				end();
			}),
	};
}

/** An HTTP server that answers with `reply`. */
export function httpServer(reply: (path: string, response: ServerResponse, request: IncomingMessage) => void) {
	const asked: string[] = [];
	const server = createServer((request, response) => {
		const path = request.url ?? "";
		asked.push(path);
		reply(path, response, request);
	});
	return listening(server, asked, () => server.closeAllConnections());
}

/** Answers 200 with JSON, or 404 for `undefined`. */
export function sendJson(response: ServerResponse, body: unknown): void {
	response.writeHead(body === undefined ? 404 : 200, { "content-type": "application/json" });
	response.end(JSON.stringify(body ?? { error: "not found" }));
}

/** A TCP server that hands the first line of each connection to `reply`. */
export function lineServer(reply: (line: string, socket: Socket) => void) {
	const asked: string[] = [];
	const sockets = new Set<Socket>();
	const server = createTcpServer((socket) => {
		sockets.add(socket);
		socket.on("error", () => {});
		socket.on("close", () => sockets.delete(socket));
		let text = "";
		socket.on("data", (chunk) => {
			text += chunk.toString("latin1");
			const end = text.indexOf("\r\n");
			if (end < 0) return;
			asked.push(text);
			reply(text.slice(0, end), socket);
		});
	});
	return listening(server, asked, () => {
		for (const socket of sockets) socket.destroy();
	});
}

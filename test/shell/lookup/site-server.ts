import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import { createServer as createTlsServer, type TLSSocket, type Server as TlsServer } from "node:tls";
import type { TestCertificate } from "../../support/test-authority.ts";

export interface SiteServer {
	readonly port: number;
	/** `<SNI name> <Host header> <path>` of each request, in order. */
	readonly asked: string[];
	/** Connections that were begun, whether a request came over them or not. */
	connections(): number;
	/** The address that each connection came to. */
	readonly reachedAt: string[];
	close(): Promise<void>;
}

async function listening(server: TlsServer, asked: string[], address: string): Promise<SiteServer> {
	const sockets = new Set<Socket>();
	const reachedAt: string[] = [];
	let connections = 0;
	server.on("connection", (socket: Socket) => {
		connections++;
		reachedAt.push(socket.localAddress ?? "");
		sockets.add(socket);
		socket.on("error", () => {});
		socket.on("close", () => sockets.delete(socket));
	});
	server.on("tlsClientError", () => {});
	server.listen(0, address);
	await once(server, "listening");
	return {
		port: (server.address() as AddressInfo).port,
		asked,
		reachedAt,
		connections: () => connections,
		close: async () => {
			for (const socket of sockets) socket.destroy();
			server.close();
			await once(server, "close");
		},
	};
}

/** A website on loopback (all of 127/8 unless `address` says otherwise) that answers with `reply`. */
export function siteServer(
	certificate: TestCertificate,
	reply: (path: string, response: ServerResponse, request: IncomingMessage) => void,
	address = "0.0.0.0",
): Promise<SiteServer> {
	const asked: string[] = [];
	const server = createServer(certificate, (request, response) => {
		response.on("error", () => {});
		const name = (request.socket as TLSSocket).servername;
		asked.push(`${name} ${request.headers.host} ${request.url}`);
		reply(request.url ?? "", response, request);
	});
	return listening(server, asked, address);
}

/** One that speaks whatever `speak` writes once something came in. */
export function rawSite(certificate: TestCertificate, speak: (socket: TLSSocket) => void): Promise<SiteServer> {
	const server = createTlsServer(certificate, (socket) => {
		socket.on("error", () => {});
		socket.once("data", () => speak(socket));
	});
	return listening(server, [], "0.0.0.0");
}

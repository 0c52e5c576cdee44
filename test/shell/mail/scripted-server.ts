import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";

/** What to do instead of the ordinary reply: `drop` hangs up, `silent` says nothing, `stall` reads no further; else what to say. */
type Turn = string;

export interface Script {
	readonly greeting?: Turn;
	readonly ehlo?: Turn;
	readonly mail?: Turn;
	/** One for each MAIL of all connections, instead of `mail`. */
	readonly mails?: readonly Turn[];
	/** One for each recipient. */
	readonly rcpt?: readonly Turn[];
	readonly data?: Turn;
	/** Hang up or answer once this many bytes of the message are in. */
	readonly amid?: { readonly bytes: number; readonly turn: Turn };
	/** After the final dot. */
	readonly dot?: Turn;
	readonly quit?: Turn;
}

/** A server that speaks SMTP by a script, for what real servers can't be made to do. `received` holds each whole message, `verbs` each command. */
export async function startScripted(script: Script) {
	const received: string[] = [];
	const verbs: string[] = [];
	const sockets = new Set<Socket>();
	const mails = [...(script.mails ?? [])];
	const server = createServer((socket) => {
		sockets.add(socket);
		socket.on("close", () => sockets.delete(socket));
		socket.on("error", () => undefined);
		converse(socket, { ...script, mails }, { received, verbs });
	});
	server.listen(0, "127.0.0.1");
	await once(server, "listening");
	const { port } = server.address() as AddressInfo;
	return {
		url: `smtp://127.0.0.1:${port}?tls=off`,
		received,
		verbs,
		async stop() {
			for (const socket of sockets) socket.destroy();
			server.close();
			await once(server, "close");
		},
	};
}

function converse(
	socket: Socket,
	script: Script & { readonly mails: Turn[] },
	seen: { received: string[]; verbs: string[] },
): void {
	let buffer = "";
	let inData = false;
	let recipients = 0;
	let searched = 0;
	const turn = (what: Turn) => {
		if (what === "drop") socket.resetAndDestroy();
		else if (what === "stall") socket.pause();
		else if (what !== "silent") socket.write(what.replace(/\r?\n|$/g, "\r\n"));
	};
	const command = (line: string) => {
		const verb = line.slice(0, 4).toUpperCase();
		seen.verbs.push(verb);
		if (verb === "EHLO") turn(script.ehlo ?? "250 scripted");
		else if (verb === "MAIL") turn(script.mails.shift() ?? script.mail ?? "250 ok");
		else if (verb === "RCPT") turn(script.rcpt?.[recipients++] ?? "250 ok");
		else if (verb === "DATA") {
			inData = (script.data ?? "354").startsWith("354");
			turn(script.data ?? "354 go on");
		} else if (verb === "QUIT") turn(script.quit ?? "221 bye");
		else turn("500 what");
	};
	socket.on("data", (chunk) => {
		buffer += chunk.toString("latin1");
		for (;;) {
			if (inData) {
				const { amid } = script;
				if (amid !== undefined && buffer.length >= amid.bytes) {
					buffer = "";
					turn(amid.turn);
					return;
				}
				const end = buffer.indexOf("\r\n.\r\n", searched);
				searched = Math.max(0, buffer.length - 4);
				if (end < 0) return;
				searched = 0;
				seen.received.push(buffer.slice(0, end + 2));
				buffer = buffer.slice(end + 5);
				inData = false;
				turn(script.dot ?? "250 2.0.0 queued as 1A2B");
				continue;
			}
			const end = buffer.indexOf("\r\n");
			if (end < 0) return;
			const line = buffer.slice(0, end);
			buffer = buffer.slice(end + 2);
			command(line);
		}
	});
	turn(script.greeting ?? "220 scripted");
}

import type { AddressInfo } from "node:net";
import { createServer, type Socket } from "node:net";
import type { Random } from "./random.ts";

/** What the server does with one connection. */
export type Mood =
	| "accept"
	/** 4xx to the recipient, or after the message. */
	| "defer-recipient"
	| "defer-message"
	/** 5xx to the recipient, or after the message. */
	| "refuse-recipient"
	| "refuse-message"
	/** Hangs up: at once, at MAIL, amid the message, after it without or with keeping it, or right after its 250. */
	| "drop-greeting"
	| "drop-mail"
	| "drop-in-data"
	| "drop-after-data-lost"
	| "drop-after-data-kept";

/** A mail that the server kept, whether or not it could say so. */
export interface Kept {
	readonly to: readonly string[];
	readonly raw: Uint8Array;
	readonly saidSo: boolean;
}

export interface RoughSmtp {
	/** Fits SMTP_URL. */
	readonly url: string;
	readonly kept: readonly Kept[];
	/** How often each mood came. */
	readonly moods: Readonly<Record<string, number>>;
	/** How the server is from now on; it answers after 0 to `maxDelayMs`. */
	behave(moods: readonly Mood[], maxDelayMs: number): void;
	close(): Promise<void>;
}

/** A mail server (RFC 5321, no extensions) with moods, on loopback. */
export async function openRoughSmtp(random: Random): Promise<RoughSmtp> {
	const kept: Kept[] = [];
	const moods: Record<string, number> = {};
	const sockets = new Set<Socket>();
	let behaviour: { moods: readonly Mood[]; maxDelayMs: number } = { moods: ["accept"], maxDelayMs: 0 };
	const server = createServer((socket) => {
		sockets.add(socket);
		socket.on("error", () => {});
		socket.on("close", () => sockets.delete(socket));
		const mood = random.pick(behaviour.moods);
		moods[mood] = (moods[mood] ?? 0) + 1;
		const delayMs = () => random.between(0, behaviour.maxDelayMs);
		serve({ socket, mood, delayMs, keep: (mail) => kept.push(mail) });
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	const { port } = server.address() as AddressInfo;
	return {
		url: `smtp://127.0.0.1:${port}?tls=off`,
		kept,
		moods,
		behave(list, maxDelayMs) {
			behaviour = { moods: list, maxDelayMs };
		},
		close: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				for (const socket of sockets) socket.destroy();
			}),
	};
}

interface Session {
	readonly socket: Socket;
	readonly mood: Mood;
	readonly delayMs: () => number;
	readonly keep: (mail: Kept) => void;
}

function serve({ socket, mood, delayMs, keep }: Session): void {
	let text = "";
	let to: string[] = [];
	let inData = false;
	const say = (line: string) => {
		setTimeout(() => {
			if (!socket.destroyed) socket.write(`${line}\r\n`);
		}, delayMs());
	};
	const hangUp = () => {
		socket.destroy();
	};
	const takeMessage = (message: string) => {
		const raw = new Uint8Array(Buffer.from(message.replaceAll("\r\n..", "\r\n."), "latin1"));
		switch (mood) {
			case "defer-message":
				return say("451 4.3.0 not now");
			case "refuse-message":
				return say("554 5.7.1 not that");
			case "drop-after-data-lost":
				return hangUp();
			case "drop-after-data-kept":
				keep({ to, raw, saidSo: false });
				return hangUp();
			default:
				// Kept before it is said: a client that dies in between has sent it all the same.
				keep({ to, raw, saidSo: true });
				return say("250 2.0.0 kept");
		}
	};
	const command = (line: string) => {
		const verb = line.slice(0, 4).toUpperCase();
		if (verb === "EHLO" || verb === "HELO") return say("250 rough.example");
		if (verb === "MAIL") return mood === "drop-mail" ? hangUp() : say("250 2.1.0 fine");
		if (verb === "RCPT") {
			if (mood === "defer-recipient") return say("450 4.2.0 not now");
			if (mood === "refuse-recipient") return say("550 5.1.1 nobody here");
			to = [...to, /<([^>]*)>/.exec(line)?.[1] ?? ""];
			return say("250 2.1.5 fine");
		}
		if (verb === "DATA") {
			inData = true;
			return say("354 go on");
		}
		if (verb === "RSET") to = [];
		say(verb === "QUIT" ? "221 2.0.0 bye" : "250 2.0.0 fine");
		if (verb === "QUIT") setTimeout(() => socket.end(), delayMs() + 20);
	};
	if (mood === "drop-greeting") {
		hangUp();
		return;
	}
	say("220 rough.example ESMTP");
	socket.on("data", (chunk: Buffer) => {
		text += chunk.toString("latin1");
		for (;;) {
			if (inData) {
				if (mood === "drop-in-data" && text.length > 200) return hangUp();
				const end = text.indexOf("\r\n.\r\n");
				if (end < 0) return;
				const message = text.slice(0, end + 2);
				text = text.slice(end + 5);
				inData = false;
				takeMessage(message);
			} else {
				const end = text.indexOf("\r\n");
				if (end < 0) return;
				const line = text.slice(0, end);
				text = text.slice(end + 2);
				command(line);
			}
		}
	});
}

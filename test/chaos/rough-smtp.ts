import type { AddressInfo } from "node:net";
import { createServer, type Socket } from "node:net";
import type { Random } from "./random.ts";

/** What the server does with one mail; a connection carries one after another. */
export type Mood =
	| "accept"
	/** 4xx to the recipient, or after the message. */
	| "defer-recipient"
	| "defer-message"
	/** 5xx to the recipient, or after the message. */
	| "refuse-recipient"
	| "refuse-message"
	/** Hangs up: at once, at EHLO, MAIL, RCPT or DATA, amid the message, after it without or with keeping it, or right after its 250. */
	| "drop-greeting"
	| "drop-hello"
	| "drop-mail"
	| "drop-recipient"
	| "drop-data"
	| "drop-in-data"
	| "drop-after-data-lost"
	| "drop-after-data-kept"
	| "drop-after-answer";

/** A mail that the server kept, whether or not it could say so. */
export interface Kept {
	readonly to: readonly string[];
	/** What the sender called itself. */
	readonly client: string;
	readonly raw: Uint8Array;
	readonly saidSo: boolean;
}

export interface RoughSmtp {
	/** Fits SMTP_URL. */
	readonly url: string;
	readonly kept: readonly Kept[];
	/** How often each mood came. */
	readonly moods: Readonly<Record<string, number>>;
	/** How the server is from now on, by chance or in turn; it answers after 0 to `maxDelayMs`. */
	behave(moods: readonly Mood[], maxDelayMs: number, inTurn?: boolean): void;
	close(): Promise<void>;
}

/** A mail server (RFC 5321, no extensions) with moods, on loopback. */
export async function openRoughSmtp(random: Random): Promise<RoughSmtp> {
	const kept: Kept[] = [];
	const moods: Record<string, number> = {};
	const sockets = new Set<Socket>();
	let behaviour: { moods: readonly Mood[]; maxDelayMs: number; inTurn: boolean } = {
		...{ moods: ["accept"], maxDelayMs: 0, inTurn: false },
	};
	let turn = 0;
	const nextMood = (): Mood => {
		const mood = behaviour.inTurn
			? (behaviour.moods[turn++ % behaviour.moods.length] as Mood)
			: random.pick(behaviour.moods);
		moods[mood] = (moods[mood] ?? 0) + 1;
		return mood;
	};
	const server = createServer((socket) => {
		sockets.add(socket);
		socket.on("error", () => {});
		socket.on("close", () => sockets.delete(socket));
		const delayMs = () => random.between(0, behaviour.maxDelayMs);
		serve({ socket, nextMood, delayMs, keep: (mail) => kept.push(mail) });
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	const { port } = server.address() as AddressInfo;
	return {
		url: `smtp://127.0.0.1:${port}?tls=off`,
		kept,
		moods,
		behave(list, maxDelayMs, inTurn = false) {
			behaviour = { moods: list, maxDelayMs, inTurn };
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
	readonly nextMood: () => Mood;
	readonly delayMs: () => number;
	readonly keep: (mail: Kept) => void;
}

function serve({ socket, nextMood, delayMs, keep }: Session): void {
	let mood = nextMood();
	let text = "";
	let to: string[] = [];
	let client = "";
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
		const now = mood;
		const recipients = to;
		to = [];
		if (!now.startsWith("drop")) mood = nextMood();
		const raw = new Uint8Array(Buffer.from(message.replaceAll("\r\n..", "\r\n."), "latin1"));
		switch (now) {
			case "defer-message":
				return say("451 4.3.0 not now");
			case "refuse-message":
				return say("554 5.7.1 not that");
			case "drop-after-data-lost":
				return hangUp();
			case "drop-after-data-kept":
				keep({ to: recipients, client, raw, saidSo: false });
				return hangUp();
			case "drop-after-answer":
				keep({ to: recipients, client, raw, saidSo: true });
				say("250 2.0.0 kept");
				setTimeout(hangUp, delayMs() + 20);
				return;
			default:
				// Kept before it is said: a client that dies in between has sent it all the same.
				keep({ to: recipients, client, raw, saidSo: true });
				return say("250 2.0.0 kept");
		}
	};
	const command = (line: string) => {
		const verb = line.slice(0, 4).toUpperCase();
		if (verb === "EHLO") client = line.slice(5);
		if (verb === "EHLO" || verb === "HELO") return mood === "drop-hello" ? hangUp() : say("250 rough.example");
		if (verb === "MAIL") return mood === "drop-mail" ? hangUp() : say("250 2.1.0 fine");
		if (verb === "RCPT") {
			if (mood === "defer-recipient") return say("450 4.2.0 not now");
			if (mood === "refuse-recipient") return say("550 5.1.1 nobody here");
			if (mood === "drop-recipient") return hangUp();
			to = [...to, /<([^>]*)>/.exec(line)?.[1] ?? ""];
			return say("250 2.1.5 fine");
		}
		if (verb === "DATA") {
			if (mood === "drop-data") return hangUp();
			inData = true;
			return say("354 go on");
		}
		if (verb === "RSET") {
			to = [];
			mood = nextMood();
		}
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

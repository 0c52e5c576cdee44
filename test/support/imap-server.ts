import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createServer, type Socket } from "node:net";
import { createServer as createTlsServer, TLSSocket } from "node:tls";
import { type Folder, found, mailsOf, type StoredMail, unquote } from "./imap-folder.ts";
import type { TestCertificate } from "./test-authority.ts";

/** An IMAP server (RFC 3501) for one user, as far as a reader needs it; a test looks into its folders and makes it fail. */
export interface ImapTestServer {
	readonly port: number;
	readonly folders: Map<string, Folder>;
	/** Logins that were tried. */
	readonly logins: string[];
	/** Commands that came in, without tag and arguments, in order. */
	readonly commands: string[];
	password: string;
	/** Called before each command is answered; `cut` drops the line instead, `no` refuses it. */
	onCommand: (name: string, line: string) => "cut" | "no" | undefined;
	/** Puts a mail into INBOX and tells those that wait. */
	deliver(raw: Uint8Array, arrivedAt?: Date): number;
	/** The folder has other numbers from now on, as after a restored backup; lines are cut. */
	renumber(name: string): void;
	/** Drops all connections. */
	cut(): void;
	close(): Promise<void>;
}

export interface ImapTestOptions {
	/** `true`: TLS from the first byte. `starttls`: on request; needed before login. Default none. */
	readonly tls?: { readonly mode: "implicit" | "starttls"; readonly certificate: TestCertificate };
	/** Without MOVE (RFC 6851) a mail is copied, then removed. */
	readonly withoutMove?: boolean;
	/** Between levels of names, and before all of the user's own. */
	readonly namespace?: { readonly delimiter: string; readonly prefix: string };
}

const newFolder = (uidValidity: number): Folder => ({ uidValidity, uidNext: 1, mails: [] });

export async function startImapServer(options: ImapTestOptions = {}): Promise<ImapTestServer> {
	const { delimiter = "/", prefix = "" } = options.namespace ?? {};
	const sessions = new Set<Session>();
	let validity = 1_000;
	const folders = new Map<string, Folder>([["INBOX", newFolder(validity)]]);
	const server: ImapTestServer = {
		port: 0,
		folders,
		logins: [],
		commands: [],
		password: "secret",
		onCommand: () => undefined,
		deliver(raw, arrivedAt = new Date()) {
			const inbox = folders.get("INBOX") as Folder;
			const uid = inbox.uidNext++;
			inbox.mails.push({ uid, raw, flags: new Set(), arrivedAt });
			for (const session of sessions) session.tell(inbox);
			return uid;
		},
		renumber(name) {
			const folder = folders.get(name) as Folder;
			validity += 1;
			folder.uidValidity = validity;
			const mails = folder.mails.map((mail, at) => ({ ...mail, uid: at + 101 }));
			Object.assign(folder, { mails, uidNext: mails.length + 101 });
			server.cut();
		},
		cut() {
			for (const session of sessions) session.socket.destroy();
		},
		async close() {
			server.cut();
			listener.close();
			await once(listener, "close");
		},
	};
	const accept = (socket: Socket) => {
		const session = openSession({ server, options, delimiter, prefix, newValidity: () => ++validity }, socket);
		sessions.add(session);
		session.onEnd(() => sessions.delete(session));
	};
	const { tls } = options;
	const listener = tls?.mode === "implicit" ? createTlsServer(tls.certificate, accept) : createServer(accept);
	listener.listen(0, "127.0.0.1");
	await once(listener, "listening");
	return Object.assign(server, { port: (listener.address() as AddressInfo).port });
}

interface Home {
	readonly server: ImapTestServer;
	readonly options: ImapTestOptions;
	readonly delimiter: string;
	readonly prefix: string;
	readonly newValidity: () => number;
}

interface Session {
	readonly socket: Socket;
	tell(folder: Folder): void;
	onEnd(done: () => void): void;
}

interface Command {
	readonly tag: string;
	/** In capitals, with `UID ` in front where it was. */
	readonly name: string;
	readonly rest: string;
}

function openSession(home: Home, first: Socket): Session {
	let socket = first;
	let buffered = "";
	let selected: Folder | null = null;
	let idle: string | null = null;
	let shown = 0;
	const send = (line: string | Uint8Array) => void socket.write(line);
	const exists = () => {
		if (selected === null || selected.mails.length === shown) return;
		shown = selected.mails.length;
		send(`* ${shown} EXISTS\r\n`);
	};
	const answer = (command: Command): string => {
		const { name, rest } = command;
		const folder = selected as Folder;
		switch (name) {
			case "CAPABILITY":
				send(
					`* CAPABILITY IMAP4rev1 IDLE NAMESPACE UIDPLUS${home.options.withoutMove ? "" : " MOVE"}${starttls()}\r\n`,
				);
				return "OK done";
			case "LOGIN":
				return logIn(rest);
			case "NAMESPACE":
				send(`* NAMESPACE (("${home.prefix}" "${home.delimiter}")) NIL NIL\r\n`);
				return "OK done";
			case "LIST":
			case "LSUB":
				for (const path of home.server.folders.keys())
					send(`* ${name} (\\HasNoChildren) "${home.delimiter}" "${path}"\r\n`);
				return "OK done";
			case "CREATE":
				if (!home.server.folders.has(unquote(rest)))
					home.server.folders.set(unquote(rest), newFolder(home.newValidity()));
				return "OK created";
			case "SELECT":
			case "EXAMINE":
				return select(unquote(rest));
			case "UID SEARCH":
				send(
					`* SEARCH${found(folder, rest)
						.map((uid) => ` ${uid}`)
						.join("")}\r\n`,
				);
				return "OK done";
			case "UID FETCH":
				return fetchMails(folder, rest);
			case "UID STORE":
				for (const mail of mailsOf(folder, rest))
					for (const flag of /\(([^)]*)\)/.exec(rest)?.[1]?.split(" ") ?? []) mail.flags.add(flag);
				return "OK done";
			case "UID COPY":
			case "UID MOVE":
				return put(folder, rest, name === "UID MOVE");
			case "UID EXPUNGE":
			case "EXPUNGE":
				remove(folder, (mail) => mail.flags.has("\\Deleted"));
				return "OK done";
			case "NOOP":
				exists();
				return "OK done";
			case "LOGOUT":
				send("* BYE\r\n");
				return "OK bye";
			default:
				return ["ID", "ENABLE", "SUBSCRIBE", "CLOSE", "UNSELECT"].includes(name) ? "OK done" : "BAD not known here";
		}
	};
	const starttls = () => {
		if (home.options.tls?.mode !== "starttls" || socket instanceof TLSSocket) return "";
		return " STARTTLS LOGINDISABLED";
	};
	const logIn = (rest: string): string => {
		if (starttls() !== "") return "NO encrypt first";
		const [user = "", password = ""] = rest.split(" ").map(unquote);
		home.server.logins.push(user);
		return password === home.server.password ? "OK logged in" : "NO [AUTHENTICATIONFAILED] wrong";
	};
	const select = (name: string): string => {
		const folder = home.server.folders.get(name);
		if (folder === undefined) return "NO [NONEXISTENT] no such mailbox";
		selected = folder;
		shown = folder.mails.length;
		send("* FLAGS (\\Seen \\Deleted)\r\n* OK [PERMANENTFLAGS (\\Seen \\Deleted \\*)] ok\r\n");
		send(`* ${shown} EXISTS\r\n* 0 RECENT\r\n`);
		send(`* OK [UIDVALIDITY ${folder.uidValidity}] ok\r\n* OK [UIDNEXT ${folder.uidNext}] ok\r\n`);
		return "OK [READ-WRITE] done";
	};
	const fetchMails = (folder: Folder, rest: string): string => {
		const most = Number(/BODY\.PEEK\[\](?:<\d+\.(\d+)>)?/.exec(rest)?.[1] ?? Number.POSITIVE_INFINITY);
		for (const mail of mailsOf(folder, rest)) {
			const body = mail.raw.subarray(0, most);
			const part = Number.isFinite(most) ? "BODY[]<0>" : "BODY[]";
			send(`* ${folder.mails.indexOf(mail) + 1} FETCH (UID ${mail.uid} ${part} {${body.length}}\r\n`);
			send(body);
			send(")\r\n");
			if (!/BODY\.PEEK/.test(rest)) mail.flags.add("\\Seen");
		}
		return "OK done";
	};
	const put = (folder: Folder, rest: string, isMove: boolean): string => {
		const target = home.server.folders.get(unquote(rest.slice(rest.indexOf(" ") + 1)));
		if (target === undefined) return "NO [TRYCREATE] no such mailbox";
		const mails = mailsOf(folder, rest);
		for (const mail of mails) target.mails.push({ ...mail, uid: target.uidNext++, flags: new Set(mail.flags) });
		if (isMove) remove(folder, (mail) => mails.includes(mail));
		return "OK done";
	};
	const remove = (folder: Folder, goes: (mail: StoredMail) => boolean) => {
		for (const mail of [...folder.mails].reverse()) {
			if (!goes(mail)) continue;
			send(`* ${folder.mails.indexOf(mail) + 1} EXPUNGE\r\n`);
			folder.mails.splice(folder.mails.indexOf(mail), 1);
		}
		shown = folder.mails.length;
	};
	const onLine = (line: string) => {
		if (idle !== null) {
			if (line.toUpperCase() === "DONE") {
				send(`${idle} OK done\r\n`);
				idle = null;
			}
			return;
		}
		const [, tag = "", verb = "", rest = ""] = /^(\S+) ((?:UID )?\S+) ?(.*)$/i.exec(line) ?? [];
		const command: Command = { tag, name: verb.toUpperCase(), rest };
		home.server.commands.push(command.name);
		const instead = home.server.onCommand(command.name, line);
		if (instead === "cut") return void socket.destroy();
		if (instead === "no") return send(`${tag} NO not now\r\n`);
		if (command.name === "IDLE") {
			send("+ idling\r\n");
			idle = tag;
			return exists();
		}
		if (command.name === "STARTTLS") return upgrade(tag);
		const result = answer(command);
		send(`${tag} ${result}\r\n`);
		if (command.name === "LOGOUT") socket.end();
	};
	const upgrade = (tag: string) => {
		send(`${tag} OK go on\r\n`);
		const plain = socket;
		plain.removeAllListeners("data");
		buffered = "";
		listen(new TLSSocket(plain, { isServer: true, ...home.options.tls?.certificate }));
	};
	const listen = (on: Socket) => {
		socket = on;
		on.on("error", () => {});
		on.on("data", (chunk) => {
			buffered += chunk.toString("latin1");
			for (let end = buffered.indexOf("\r\n"); end >= 0; end = buffered.indexOf("\r\n")) {
				const line = buffered.slice(0, end);
				buffered = buffered.slice(end + 2);
				onLine(line);
			}
		});
	};
	listen(first);
	send("* OK IMAP4rev1 here\r\n");
	return {
		get socket() {
			return socket;
		},
		tell(folder) {
			if (folder === selected && idle !== null) exists();
		},
		onEnd: (done) => void first.on("close", done),
	};
}

import { once } from "node:events";
import { connect, isIP, type Socket } from "node:net";
import { type ConnectionOptions, connect as connectTls, type TLSSocket } from "node:tls";
import type { SmtpProbe, SmtpTls } from "../core/deliverability/smtp-probe.ts";
import type { SmtpServer } from "./smtp-url.ts";

export interface ProbeOptions {
	readonly server: Pick<SmtpServer, "host" | "port" | "implicitTls" | "tls">;
	/** For all of it, in milliseconds. */
	readonly timeoutMs: number;
	/** What to call ourselves in EHLO. */
	readonly clientName: string;
	/** PEM of certificate authorities to trust instead of the system's; null = the system's. */
	readonly ca: string | null;
}

const dayMs = 86_400_000;
const maxReplyLength = 65_536;

/** The server hung up, or answered otherwise than with the code that was waited for. */
class NotSmtp extends Error {}
class TlsFailed extends Error {}

/** Calls `onSocket` with each socket that it opens, so that they can be cut. */
interface Talk extends ProbeOptions {
	readonly onSocket: <T extends Socket>(socket: T) => T;
	readonly signal: AbortSignal;
}

/**
 * Connects, says EHLO, takes TLS where the settings want it, says EHLO again and QUIT (RFC 5321, RFC 3207). Logs in nowhere and sends nothing.
 * A certificate that is no good is part of the answer and ends nothing. Never throws for what the server or the network does.
 */
export async function probeSmtp(options: ProbeOptions): Promise<SmtpProbe> {
	const sockets: Socket[] = [];
	const signal = AbortSignal.timeout(options.timeoutMs);
	const cut = () => {
		for (const socket of sockets) socket.destroy();
	};
	signal.addEventListener("abort", cut, { once: true });
	const onSocket = <T extends Socket>(socket: T): T => {
		sockets.push(socket);
		// What breaks is told by whoever waits at that moment; between two waits nobody does.
		socket.on("error", () => {});
		return socket;
	};
	try {
		return await talk({ ...options, onSocket, signal });
	} catch (fault) {
		return { kind: "unreachable", why: signal.aborted ? "time-out" : whyOf(fault) };
	} finally {
		signal.removeEventListener("abort", cut);
		cut();
	}
}

function whyOf(fault: unknown): "no-address" | "refused" | "no-greeting" | "tls-failed" {
	if (fault instanceof TlsFailed) return "tls-failed";
	if (fault instanceof NotSmtp) return "no-greeting";
	const code = fault instanceof Error && "code" in fault ? fault.code : null;
	return code === "ENOTFOUND" ? "no-address" : "refused";
}

async function talk(options: Talk): Promise<SmtpProbe> {
	const { server, clientName, onSocket, signal } = options;
	const { host, port } = server;
	const hello = (socket: Socket) => ask(socket, `EHLO ${clientName}`, "250");
	if (server.implicitTls) {
		const socket = await secured({ host, port }, options);
		await replyTo(socket, "220");
		return reached(await hello(socket), socket, socket);
	}
	const plain = onSocket(connect({ host, port }));
	await once(plain, "connect", { signal });
	await replyTo(plain, "220");
	const offered = await hello(plain);
	if (!server.tls || !offered.some((line) => /^STARTTLS$/i.test(line))) return reached(offered, plain, null);
	await ask(plain, "STARTTLS", "220");
	const socket = await secured({ socket: plain, host }, options);
	return reached(await hello(socket), socket, socket);
}

/** TLS with whatever certificate; `tlsOf` says what it is worth. Node takes no TLS older than 1.2. */
async function secured(
	to: Pick<ConnectionOptions, "host" | "port" | "socket">,
	{ server, ca, onSocket, signal }: Talk,
): Promise<TLSSocket> {
	const servername = isIP(server.host) === 0 ? server.host : "";
	const socket = onSocket(connectTls({ ...to, servername, rejectUnauthorized: false, ...(ca === null ? {} : { ca }) }));
	if (to.socket === undefined) await once(socket, "connect", { signal });
	try {
		await Promise.race([once(socket, "secureConnect", { signal }), closed(socket, signal)]);
	} catch (cause) {
		throw new TlsFailed("no TLS", { cause });
	}
	return socket;
}

async function closed(socket: Socket, signal: AbortSignal): Promise<never> {
	await once(socket, "close", { signal });
	throw new NotSmtp("closed");
}

async function reached(lines: readonly string[], socket: Socket, secure: TLSSocket | null): Promise<SmtpProbe> {
	const last = (keyword: RegExp) =>
		lines.map((line) => keyword.exec(line)?.[1]).findLast((found) => found !== undefined);
	const maxBytes = Number(last(/^SIZE[ =](\d+)$/i) ?? 0);
	const auth =
		last(/^AUTH[ =](.+)$/i)
			?.trim()
			.toUpperCase()
			.split(/\s+/) ?? [];
	const tls = secure && tlsOf(secure);
	await ask(socket, "QUIT", "221").catch(() => []);
	return { kind: "reached", tls, auth, maxBytes: maxBytes > 0 ? maxBytes : null };
}

function tlsOf(socket: TLSSocket): SmtpTls {
	const endsAt = Date.parse(socket.getPeerCertificate().valid_to);
	// Of node:tls, a code as text, though its type says Error.
	const code = String(socket.authorizationError ?? "");
	return {
		version: socket.getProtocol() ?? "TLS",
		daysLeft: Math.floor((endsAt - Date.now()) / dayMs),
		wrong: socket.authorized ? null : wrongOf(code),
	};
}

function wrongOf(code: string): "expired" | "other-name" | "untrusted" {
	if (code === "CERT_HAS_EXPIRED" || code === "CERT_NOT_YET_VALID") return "expired";
	return code === "ERR_TLS_CERT_ALTNAME_INVALID" ? "other-name" : "untrusted";
}

async function ask(socket: Socket, command: string, code: string): Promise<readonly string[]> {
	socket.write(`${command}\r\n`);
	return replyTo(socket, code);
}

/** The texts of the lines of one reply (RFC 5321 section 4.2), when it has that code. */
function replyTo(socket: Socket, code: string): Promise<readonly string[]> {
	return new Promise((resolve, reject) => {
		let text = "";
		const onData = (chunk: Buffer) => {
			text += chunk.toString("latin1");
			const lines = text.split("\n").slice(0, -1);
			const last = lines.find((line) => /^\d{3}(?: |\r?$)/.test(line));
			if (last === undefined && text.length < maxReplyLength) return;
			leave();
			if (last?.startsWith(code)) resolve(lines.map((line) => line.slice(4).trim()));
			else reject(new NotSmtp("another answer"));
		};
		const onEnd = () => {
			leave();
			reject(new NotSmtp("closed"));
		};
		const leave = () => {
			socket.pause();
			socket.off("data", onData);
			socket.off("end", onEnd);
			socket.off("close", onEnd);
		};
		if (socket.destroyed) return onEnd();
		socket.on("data", onData);
		socket.on("end", onEnd);
		socket.on("close", onEnd);
		socket.resume();
	});
}

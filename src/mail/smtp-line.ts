import { Readable } from "node:stream";
import SMTPConnection, { type SMTPError } from "nodemailer/lib/smtp-connection";
import type { FinishedMail, HandOver } from "../ports/mail.ts";
import { classifyAccepted, classifyFailure, unknownOutcome } from "./classify-smtp.ts";
import type { SmtpServer } from "./smtp-url.ts";

/** Longest waits, in milliseconds. */
export interface SmtpTimeouts {
	/** Name look-up, TCP and the server's greeting. */
	readonly connectMs: number;
	/** Each of: hello with TLS, log-in, envelope. */
	readonly commandMs: number;
	/** Silence while the message goes over. */
	readonly dataMs: number;
	/** From the final dot to the answer; too short makes duplicates at other senders, and unknown outcomes here. */
	readonly answerMs: number;
}

export interface LineOptions {
	readonly server: SmtpServer;
	readonly timeouts: SmtpTimeouts;
	/** What to call ourselves in EHLO; default the host's name, or its address in brackets. */
	readonly clientName?: string;
	/** PEM of certificate authorities to trust instead of the system's. */
	readonly ca?: string;
}

/** One connection, used for one mail after another. */
export interface SmtpLine {
	/** Mails that it carried. */
	readonly carried: number;
	/** SIZE that the server announced (RFC 1870), in bytes; null = none. */
	readonly maxBytes: number | null;
	/** False once it can carry no further mail. */
	readonly usable: boolean;
	deliver(mail: FinishedMail): Promise<HandOver>;
	/** QUIT, and cut when the server does not answer to that. */
	leave(): void;
	cut(): void;
}

/** Small, so that "handed over" is not said long before the last byte leaves. */
const chunkBytes = 16_384;
const goodbyeMs = 2_000;

/** A session that is ready for its first mail, or why there is none (`notReached`): no connection, no TLS, no log-in. */
export async function openLine(options: LineOptions): Promise<SmtpLine | HandOver> {
	const { server, timeouts } = options;
	const connection = new SMTPConnection(connectionOptions(options));
	// Errors after the outcome is known (a server that hangs up on QUIT) change nothing; unheard they would end the program.
	connection.on("error", () => undefined);
	const failed = await connected(connection, options);
	if (failed !== null) {
		leave(connection);
		const delivery = { handedOver: false, domains: [server.host] };
		return { ...classifyFailure(failed, delivery), outcome: "deferred", notReached: true };
	}
	return lineOf(connection, server, timeouts);
}

function connectionOptions({ server, timeouts, clientName, ca }: LineOptions) {
	return {
		host: server.host,
		port: server.port,
		secure: server.implicitTls,
		requireTLS: server.tls && !server.implicitTls,
		ignoreTLS: !server.tls,
		allowInternalNetworkInterfaces: true,
		connectionTimeout: timeouts.connectMs,
		greetingTimeout: timeouts.connectMs,
		socketTimeout: Math.max(timeouts.dataMs, timeouts.answerMs, timeouts.commandMs) + 1_000,
		...(clientName === undefined ? {} : { name: clientName }),
		...(ca === undefined ? {} : { tls: { ca } }),
	};
}

/** Resolves with the error, or null when a mail can be handed over. */
function connected(connection: SMTPConnection, { server, timeouts }: LineOptions): Promise<SMTPError | null> {
	return new Promise((resolve) => {
		const fault = (code: string) => Object.assign(new Error("no session"), { code }) as SMTPError;
		const timer = setTimeout(() => settle(fault("ETIMEDOUT")), timeouts.connectMs + timeouts.commandMs);
		const onEnd = () => settle(fault("ECONNECTION"));
		const settle = (error: SMTPError | null) => {
			clearTimeout(timer);
			connection.off("error", settle);
			connection.off("end", onEnd);
			resolve(error);
		};
		connection.once("error", settle);
		connection.once("end", onEnd);
		connection.connect((error) => {
			if (error) return settle(error);
			if (server.login === null) return settle(null);
			connection.login({ ...server.login }, (loginError) => settle(loginError ?? null));
		});
	});
}

function lineOf(connection: SMTPConnection, server: SmtpServer, timeouts: SmtpTimeouts): SmtpLine {
	let carried = 0;
	let broken = false;
	return {
		get carried() {
			return carried;
		},
		get maxBytes() {
			return sizeOf(connection);
		},
		get usable() {
			return !broken && !connection.destroyed;
		},
		async deliver(mail) {
			const { handOver, keep } = await deliver({ connection, server, timeouts, mail });
			carried += 1;
			if (!keep) broken = true;
			return handOver;
		},
		leave: () => leave(connection),
		cut: () => connection.close(),
	};
}

/** Of the server's last EHLO. nodemailer reads it for its own check and has no public name for it. */
function sizeOf(connection: SMTPConnection): number | null {
	const size: unknown = Reflect.get(connection, "_maxAllowedSize");
	return typeof size === "number" && size > 0 ? size : null;
}

function leave(connection: SMTPConnection): void {
	if (connection.destroyed) return;
	connection.quit();
	const timer = setTimeout(() => connection.close(), goodbyeMs);
	timer.unref();
	connection.once("end", () => clearTimeout(timer));
}

interface Job {
	readonly connection: SMTPConnection;
	readonly server: SmtpServer;
	readonly timeouts: SmtpTimeouts;
	readonly mail: FinishedMail;
}

interface Delivered {
	readonly handOver: HandOver;
	/** Another mail can go over the same connection: the server answered, and what it answered ends this one. */
	readonly keep: boolean;
}

/** Runs one mail up to its outcome. Whatever happens first decides; what comes after changes nothing. */
function deliver({ connection, server, timeouts, mail }: Job): Promise<Delivered> {
	const domains = knownDomains(server, mail);
	let handedOver = false;
	let timer: NodeJS.Timeout | undefined;
	return new Promise<Delivered>((resolve) => {
		const settle = (handOver: HandOver, keep: boolean) => {
			clearTimeout(timer);
			connection.off("error", fail);
			connection.off("end", onEnd);
			resolve({ handOver, keep });
		};
		// A server that refused has to be asked to begin anew; a new connection is as good, and surer.
		const fail = (error: SMTPError) => settle(classifyFailure(error, { handedOver, domains }), false);
		const onEnd = () => settle(handedOver ? unknownOutcome() : ended(), false);
		/** Ends the phase before and begins the next. */
		const within = (ms: number) => {
			clearTimeout(timer);
			timer = setTimeout(() => {
				fail(Object.assign(new Error("phase timed out"), { code: "ETIMEDOUT" }) as SMTPError);
				connection.close();
			}, ms);
		};
		connection.once("error", fail);
		connection.once("end", onEnd);
		within(timeouts.commandMs);
		const message = messageStream(mail.raw, {
			onChunk: () => within(timeouts.dataMs),
			onEnd: () => {
				handedOver = true;
				within(timeouts.answerMs);
			},
		});
		const envelope = { from: mail.envelopeFrom, to: [...mail.envelopeTo], size: mail.raw.byteLength };
		connection.send(envelope, message, (error, info) =>
			error ? fail(error) : settle(classifyAccepted(info, { handedOver, domains }), handedOver),
		);
	});
}

function ended(): HandOver {
	return { outcome: "deferred", code: null, response: "the connection was closed before the message was handed over" };
}

/** The message in small pieces; `onEnd` runs just before the consumer learns that there are no more, and adds the final dot. */
function messageStream(raw: Uint8Array, on: { onChunk(): void; onEnd(): void }): Readable {
	function* pieces() {
		for (let at = 0; at < raw.byteLength; at += chunkBytes) {
			on.onChunk();
			yield raw.subarray(at, at + chunkBytes);
		}
		on.onEnd();
	}
	return Readable.from(pieces(), { objectMode: false, highWaterMark: chunkBytes });
}

function knownDomains(server: SmtpServer, mail: FinishedMail): string[] {
	const mailboxes = [mail.envelopeFrom, ...mail.envelopeTo].map((mailbox) =>
		mailbox.slice(mailbox.lastIndexOf("@") + 1),
	);
	return [server.host, ...mailboxes].filter((domain) => domain !== "");
}

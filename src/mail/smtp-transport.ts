import { Readable } from "node:stream";
import SMTPConnection, { type SMTPError } from "nodemailer/lib/smtp-connection";
import { isAddrSpec } from "../core/contact/parse-mailboxes.ts";
import type { FinishedMail, HandOver, MailTransport } from "../ports/mail.ts";
import { classifyAccepted, classifyFailure, unknownOutcome } from "./classify-smtp.ts";
import { parseSmtpUrl, type SmtpServer } from "./smtp-url.ts";

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

/** RFC 5321, 4.5.3.2: 5 minutes for commands, 3 for a block of data, 10 for the answer to the final dot. */
const advisedTimeouts: SmtpTimeouts = {
	connectMs: 60_000,
	commandMs: 300_000,
	dataMs: 180_000,
	answerMs: 600_000,
};
/** Small, so that "handed over" is not said long before the last byte leaves. */
const chunkBytes = 16_384;
const goodbyeMs = 2_000;

export interface SmtpOptions {
	/** See `parseSmtpUrl`. */
	readonly url: string;
	/** What to call ourselves in EHLO; default the host's name, or its address in brackets. */
	readonly clientName?: string;
	/** PEM of certificate authorities to trust instead of the system's. */
	readonly ca?: string;
	readonly timeouts?: Partial<SmtpTimeouts>;
}

/**
 * Hands mails over by SMTP (RFC 5321), one connection each, TLS certificates checked. Outcomes are what is known for sure: not
 * handed over → `deferred`; refused by reply → `refused`; line lost once the end of the message was given to the
 * network → `unknown`. Accepted means that the server took it for at least one recipient; the response names the others.
 * Throws `BadSmtpUrl` at once for a URL that cannot be used.
 */
export function openSmtp(options: SmtpOptions): MailTransport {
	const server = parseSmtpUrl(options.url);
	const timeouts = { ...advisedTimeouts, ...options.timeouts };
	const open = new Set<SMTPConnection>();
	return {
		name: "smtp",
		async send(mail) {
			if (![...mail.envelopeTo, mail.envelopeFrom || "null@sender.invalid"].every(isAddrSpec))
				return { outcome: "refused", code: null, response: "a recipient or the sender is not a plain mail address" };
			const connection = new SMTPConnection(connectionOptions(server, timeouts, options));
			open.add(connection);
			connection.once("end", () => open.delete(connection));
			// Errors after the outcome is known (a server that hangs up on QUIT) change nothing; unheard they would end the program.
			connection.on("error", () => undefined);
			try {
				return await deliver({ connection, server, timeouts, mail });
			} finally {
				leave(connection);
			}
		},
		async forget() {},
		async wasSent() {
			return null;
		},
		async close() {
			for (const connection of open) connection.close();
		},
	};
}

function connectionOptions(server: SmtpServer, timeouts: SmtpTimeouts, options: SmtpOptions) {
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
		...(options.clientName === undefined ? {} : { name: options.clientName }),
		...(options.ca === undefined ? {} : { tls: { ca: options.ca } }),
	};
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

/** Runs one session up to its outcome. Whatever happens first decides; what comes after changes nothing. */
function deliver({ connection, server, timeouts, mail }: Job): Promise<HandOver> {
	const domains = knownDomains(server, mail);
	let handedOver = false;
	let timer: NodeJS.Timeout | undefined;
	return new Promise<HandOver>((resolve) => {
		const settle = (outcome: HandOver) => {
			clearTimeout(timer);
			resolve(outcome);
		};
		const fail = (error: SMTPError) => settle(classifyFailure(error, { handedOver, domains }));
		/** Ends the phase before and begins the next. */
		const within = (ms: number) => {
			clearTimeout(timer);
			timer = setTimeout(() => {
				fail(Object.assign(new Error("phase timed out"), { code: "ETIMEDOUT" }));
				connection.close();
			}, ms);
		};
		const transfer = () => {
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
				error ? fail(error) : settle(classifyAccepted(info, { handedOver, domains })),
			);
		};
		connection.once("error", fail);
		connection.once("end", () => settle(handedOver ? unknownOutcome() : ended()));
		within(timeouts.connectMs + timeouts.commandMs);
		connection.connect((error) => {
			if (error) return fail(error);
			if (server.login === null) return transfer();
			within(timeouts.commandMs);
			connection.login({ ...server.login }, (loginError) => (loginError ? fail(loginError) : transfer()));
		});
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

import { ImapFlow } from "imapflow";
import type { ImapServer } from "./imap-url.ts";

export interface ClientOptions {
	readonly server: ImapServer;
	/** PEM of certificate authorities to trust instead of the system's. */
	readonly ca?: string;
}

/** Bounds what a server can make us keep; the beginning of a mail has to fit. */
const maxResponseBytes = 8_388_608;

/** A connection to be, logging nothing: what a server says may hold a mail. Certificates are checked. */
export function openClient({ server, ca }: ClientOptions): ImapFlow {
	const { host, port, implicitTls, tls, login } = server;
	const client = new ImapFlow({
		...{ host, port, auth: login, logger: false },
		secure: implicitTls,
		...(implicitTls ? {} : { doSTARTTLS: tls }),
		tls: ca === undefined ? {} : { ca },
		...{ connectionTimeout: 30_000, greetingTimeout: 16_000, socketTimeout: 180_000 },
		...{ maxLineLength: maxResponseBytes, maxLiteralSize: maxResponseBytes, maxResponseSize: 2 * maxResponseBytes },
		disableCompression: true,
	});
	// What is wrong with a connection comes out of the call that needs it, too.
	client.on("error", () => {});
	return client;
}

/** True when the server did not take our name and password. */
export function isLoginRefused(fault: unknown): boolean {
	return fault instanceof Error && "authenticationFailed" in fault && fault.authenticationFailed === true;
}

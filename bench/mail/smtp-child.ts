import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";

/** A mail server on this machine that takes everything and counts it; a process of its own, so that it costs the sender nothing. */
export type ToSmtpChild = "take-count";
export type FromSmtpChild = { readonly port: number } | { readonly count: number };

let count = 0;
const server = new SMTPServer({
	authOptional: true,
	disabledCommands: ["STARTTLS", "AUTH"],
	disableReverseLookup: true,
	onData(stream, _session, done) {
		stream.on("data", () => {});
		stream.on("end", () => {
			count++;
			done();
		});
	},
});
server.on("error", () => undefined);
server.listen(0, "127.0.0.1", () => {
	const { port } = server.server.address() as AddressInfo;
	process.send?.({ port } satisfies FromSmtpChild);
});
process.on("message", (_question: ToSmtpChild) => {
	process.send?.({ count } satisfies FromSmtpChild);
	count = 0;
});
process.once("disconnect", () => process.exit(0));

import { writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";

/**
 * A mail server on this machine that takes everything, as a process of its own. It counts, says when the first and the last mail of a
 * round came, and that as many came as it is told to expect; these it writes down in the end, so that a peer can send the same.
 */
export type FromRoundServer = { readonly port: number } | { readonly all: true } | RoundTaken;

export interface RoundTaken {
	readonly mails: number;
	readonly bytes: number;
	/** From the first MAIL FROM to the answer to the last final dot. */
	readonly ms: number;
}

const [file, expected] = process.argv.slice(2);
const kept: { readonly to: readonly string[]; readonly chunks: readonly Buffer[] }[] = [];
let taken = { mails: 0, bytes: 0, begun: 0, ended: 0 };
const server = new SMTPServer({
	authOptional: true,
	disabledCommands: ["STARTTLS", "AUTH"],
	disableReverseLookup: true,
	onMailFrom(_address, _session, done) {
		if (taken.begun === 0) taken.begun = performance.now();
		done();
	},
	onData(stream, session, done) {
		const chunks: Buffer[] = [];
		stream.on("data", (chunk: Buffer) => chunks.push(chunk));
		stream.on("end", () => {
			taken.mails += 1;
			for (const chunk of chunks) taken.bytes += chunk.length;
			if (file !== undefined) kept.push({ to: session.envelope.rcptTo.map(({ address }) => address), chunks });
			taken.ended = performance.now();
			done();
			if (taken.mails === Number(expected)) process.send?.({ all: true } satisfies FromRoundServer);
		});
	},
});
server.on("error", () => undefined);
server.listen(0, "127.0.0.1", () => {
	const { port } = server.server.address() as AddressInfo;
	process.send?.({ port } satisfies FromRoundServer);
});
process.on("message", () => {
	const { mails, bytes, begun, ended } = taken;
	if (file !== undefined) writeFileSync(file, kept.map(toLine).join(""));
	process.send?.({ mails, bytes, ms: ended - begun } satisfies FromRoundServer);
	taken = { mails: 0, bytes: 0, begun: 0, ended: 0 };
});

function toLine({ to, chunks }: (typeof kept)[number]): string {
	return `${JSON.stringify({ to, raw: Buffer.concat(chunks).toString("base64") })}\n`;
}

process.once("disconnect", () => process.exit(0));

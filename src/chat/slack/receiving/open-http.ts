import type { Server } from "node:http";
import { HTTPReceiver, type Logger } from "@slack/bolt";
import type { Receiving, ReceivingDeps } from "../connect.ts";
import { silent } from "../open-client.ts";

const badSignature = /^Failed to parse and verify/;
/** A stranger who knocks often does not fill the log. */
const tellAgainMs = 60_000;

/** The bot's own server for Slack's signed requests, at `/slack/events`. Bolt checks signature and age of each, and answers 401 to any other. */
export function openHttp({ options: { delivery, log } }: ReceivingDeps): Receiving {
	if (delivery.mode !== "http") throw new Error("not in HTTP mode");
	const { signingSecret, port, host } = delivery;
	let toldAt = Number.NEGATIVE_INFINITY;
	const logger: Logger = {
		...silent,
		warn(...words) {
			if (!badSignature.test(String(words[0])) || performance.now() - toldAt < tellAgainMs) return;
			toldAt = performance.now();
			log.warn("slack.unsigned-request");
		},
	};
	const receiver = new HTTPReceiver({ signingSecret, endpoints: ["/slack/events"], logger });
	let server: Server | null = null;
	return {
		receiver,
		async open() {
			server = await receiver.start({ port, host }, {});
			log.info("slack.listening", { port });
		},
		async close() {
			if (server === null) return;
			const closing = new Promise<void>((resolve) => server?.close(() => resolve()));
			// Slack keeps its connections open for the next request.
			server.closeIdleConnections();
			await closing;
			server = null;
		},
	};
}

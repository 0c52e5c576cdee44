import { setTimeout as wait } from "node:timers/promises";
import { SocketModeReceiver } from "@slack/bolt";
import { ChatFault } from "../../../ports/chat.ts";
import type { Receiving, ReceivingDeps } from "../connect.ts";
import { faultWords } from "../fault-words.ts";
import { troubleOf } from "../faults.ts";
import { clientOptions, silent } from "../open-client.ts";

/** Slack greets a new connection at once; one that says nothing is given up. */
const greetingMs = 20_000;
/** Waits before the next try, while Slack cannot be reached. */
const againMs: readonly number[] = [200, 1_000, 2_000, 5_000, 10_000, 30_000];

/**
 * The bot's WebSocket to Slack. Coming back is done here and not by the SDK: its own way of doing so ends the process by a rejection that nobody
 * sees when Slack cannot be reached at that moment, or takes the token no more (`socket-mode` 3.1, `delayReconnectAttempt`).
 */
export function openSocket({ options, ended }: ReceivingDeps): Receiving {
	const { delivery, log, language } = options;
	if (delivery.mode !== "socket") throw new Error("not in socket mode");
	const words = faultWords(language);
	const receiver = new SocketModeReceiver({
		appToken: delivery.appToken,
		autoReconnectEnabled: false,
		logger: silent,
		installerOptions: { clientOptions: clientOptions(options) },
		customPropertiesExtractor: ({ envelope_id: envelopeId }) => ({ envelopeId }),
	});
	const { client } = receiver;
	const stopping = new AbortController();
	let isUp = false;

	const refusalOf = (cause: unknown): ChatFault | null => {
		const trouble = troubleOf(cause);
		if (trouble.kind === "later" || trouble.kind === "too-fast") return null;
		const isToken = trouble.kind === "revoked" || trouble.kind === "missing-scope";
		return new ChatFault(isToken ? words.appTokenRevoked : words.socketModeOff, { retry: false, cause });
	};
	const connectOnce = async (): Promise<void> => {
		const patience = new AbortController();
		const late = wait(greetingMs, undefined, { signal: patience.signal, ref: false }).then(() => {
			throw new Error("Slack does not greet the connection");
		});
		late.catch(() => {});
		try {
			await Promise.race([client.start(), late]);
			isUp = true;
		} catch (cause) {
			hangUp();
			throw cause;
		} finally {
			patience.abort();
		}
	};
	/** The first call asks Slack to close, the second waits no 30 s for its answer. */
	const hangUp = (): void => {
		void client.disconnect().catch(() => {});
		void client.disconnect().catch(() => {});
	};
	const comeBack = async (): Promise<void> => {
		for (let tried = 0; !stopping.signal.aborted; tried++) {
			const waitMs = againMs[Math.min(tried, againMs.length - 1)];
			await wait(waitMs, undefined, { signal: stopping.signal }).catch(() => {});
			if (stopping.signal.aborted) return;
			try {
				await connectOnce();
				log.info("slack.reconnected", { attempt: tried + 1 });
				return;
			} catch (cause) {
				const refusal = refusalOf(cause);
				if (refusal !== null) return ended(refusal);
				log.info("slack.not-reconnected", { attempt: tried + 1 });
			}
		}
	};
	client.on("disconnected", () => {
		if (!isUp || stopping.signal.aborted) return;
		isUp = false;
		log.info("slack.disconnected");
		void comeBack();
	});
	return {
		receiver,
		async open() {
			try {
				await connectOnce();
			} catch (cause) {
				throw refusalOf(cause) ?? cause;
			}
		},
		async close() {
			stopping.abort();
			hangUp();
		},
	};
}

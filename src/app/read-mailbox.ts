import { setTimeout as wait } from "node:timers/promises";
import type { InboundMailbox } from "../ports/inbound-mail.ts";
import type { Context } from "./context.ts";
import { takeMail } from "./take-mail.ts";

/** Another process reads it; asked again after this, in case it ends. */
const busyMs = 10_000;
const againMs = 1_000;

/** Reads the mailbox that bounces and answers come to until `signal` aborts; one process at a time does. */
export async function readMailbox(context: Context, mailbox: InboundMailbox, signal: AbortSignal): Promise<void> {
	while (!signal.aborted) {
		const read = context.leases.hold("inbound-mail", (lost) =>
			mailbox.read((mail) => takeMail(context, mail), AbortSignal.any([lost, signal])),
		);
		const result = await read.catch((fault: unknown) => context.log.error("mailbox.not-read", fault));
		if (signal.aborted) return;
		await wait(result === "busy" ? busyMs : againMs, undefined, { signal, ref: false }).catch(() => {});
	}
}

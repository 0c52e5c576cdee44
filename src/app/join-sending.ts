import { setTimeout as wait } from "node:timers/promises";
import { sendingLease } from "../ports/notice-store.ts";
import type { Context } from "./context.ts";
import { sendNotices } from "./send-notices.ts";

const lookMs = 1_000;

/**
 * Joins in wherever mails of a case wait, until `signal` aborts: the job that begins a mailing comes to one process, and this is how the
 * others get their share of it. For a database that several processes work on.
 */
export async function joinSending(context: Context, signal: AbortSignal): Promise<void> {
	const under = new Map<string, Promise<unknown>>();
	const join = (caseNumber: string): Promise<unknown> =>
		context.leases
			.hold(sendingLease(caseNumber, context.instance), (lost) =>
				sendNotices(context, caseNumber, AbortSignal.any([lost, signal])),
			)
			.catch((fault: unknown) => context.log.error("sending.not-joined", fault, { caseNumber }))
			.finally(() => under.delete(caseNumber));
	while (!signal.aborted) {
		await wait(lookMs, undefined, { signal, ref: false }).catch(() => {});
		if (signal.aborted) break;
		const due = await context.notices.casesDue(context.clock()).catch((fault: unknown) => {
			context.log.error("sending.not-looked", fault);
			return [];
		});
		for (const caseNumber of due) if (!under.has(caseNumber)) under.set(caseNumber, join(caseNumber));
	}
	await Promise.all(under.values());
}

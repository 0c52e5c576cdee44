import type { Person } from "../core/case/people.ts";
import { type MailingStop, stopReason } from "../core/mailing-stop.ts";
import { stopSentence } from "../core/thread/stop-card.ts";
import type { Reply } from "../ports/chat.ts";
import type { Context } from "./context.ts";
import { execute } from "./execute.ts";
import { say } from "./say.ts";

/** More than any hotline has open. */
const allCases = 100_000;

export interface Stopped {
	readonly stop: MailingStop;
	/** False when mailing was stopped already. */
	readonly isNew: boolean;
	/** Cases that were paused by this. */
	readonly paused: number;
}

/**
 * Stops the mailing of all cases at once, over all processes: first the row, after which nobody claims a notice, then each case that is being
 * sent is paused by that person. What a crash in between leaves is paused by `pauseIfStopped`. The status channels hear of it.
 */
export async function stopMailing(
	context: Context,
	{ by, reason }: { readonly by: Person; readonly reason: string },
): Promise<Stopped> {
	const { mailingStops, jobs, clock } = context;
	const asked = { stoppedAt: clock(), stoppedBy: by.name, reason: stopReason(reason) };
	const { isNew, ...stop } = await mailingStops.stop(asked);
	await jobs.enqueue([{ type: "PostStop", key: `stop:${stop.id}`, stop, liftedBy: null }]);
	let paused = 0;
	for (const caseNumber of await beingSent(context)) {
		const result = await execute(context, { caseNumber, by, body: { type: "PauseSending" } });
		if (!("refused" in result)) paused += 1;
	}
	return { stop, isNew, paused };
}

async function beingSent({ cases }: Context): Promise<readonly string[]> {
	const rows = await cases.list({ open: true, limit: allCases });
	return rows.filter(({ status }) => status === "sending").map(({ number }) => number);
}

/** Lifts the stop; cases stay paused. False when none stood. The status channels hear of it. */
export async function liftStop(context: Context, by: Person): Promise<boolean> {
	const stop = await context.mailingStops.lift(by.name, context.clock());
	if (stop === null) return false;
	await context.jobs.enqueue([{ type: "PostStop", key: `lift:${stop.id}`, stop, liftedBy: by.name }]);
	return true;
}

/**
 * Pauses a case that is being sent while a stop stands, in the name of whoever stopped: one that was made to send at the very moment, or that a
 * stop from the command line or before a crash has not reached.
 */
export async function pauseIfStopped(context: Context, caseNumber: string): Promise<void> {
	const stop = await context.mailingStops.standing();
	if (stop === null) return;
	const by = { id: `stop:${stop.id}`, name: stop.stoppedBy };
	// Refused where it is not being sent: then there is nothing to pause.
	await execute(context, { caseNumber, by, body: { type: "PauseSending" } });
}

/** The same for all cases: a stop from the command line pauses none itself. */
export async function pauseAll(context: Context): Promise<void> {
	for (const caseNumber of await beingSent(context)) await pauseIfStopped(context, caseNumber);
}

/** The answer to who wants to have something mailed while a stop stands; null when none does. */
export async function saidStopped(context: Context): Promise<Reply | null> {
	const stop = await context.mailingStops.standing();
	return stop === null ? null : say("warn", stopSentence(stop, context.texts));
}

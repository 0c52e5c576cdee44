import { setTimeout as wait } from "node:timers/promises";
import type { CaseState, Notice } from "../core/case/state.ts";
import { type Instant, plusMs } from "../core/instant.ts";
import type { FinishedMail, HandOver } from "../ports/mail.ts";
import type { NoticeRow } from "../ports/notice-store.ts";
import type { Context } from "./context.ts";
import { executeOwn } from "./execute.ts";
import { LeakFound, writeNotice } from "./write-notice.ts";

/** Waits before the second, third … try of a deferred mail; after the last one it is given up. Not quite two days in all. */
const retryWaitsMs = [5, 15, 60, 240, 720, 1440].map((minutes) => minutes * 60_000);

/**
 * Sends the queued notices of a case one after another, until none is due, the case is paused, or `signal` aborts. The notice's row is
 * the truth: it is claimed and committed before the first byte, and what a dead process left claimed is never sent again unless the transport
 * knows that it did not go out.
 */
export async function sendNotices(context: Context, caseNumber: string, signal: AbortSignal): Promise<void> {
	await settleAbandoned(context, caseNumber);
	const pauseMs = context.mailPerMinute === null ? 0 : 60_000 / context.mailPerMinute;
	while (!signal.aborted) {
		const state = await context.cases.load(caseNumber);
		if (state === null || state.status !== "sending") return;
		const row = await context.notices.claim(caseNumber, context.instance, context.clock());
		if (row === null) break;
		await sendOne(context, state, row);
		if (pauseMs > 0) await wait(pauseMs, undefined, { signal }).catch(() => {});
	}
	const next = await context.notices.nextRetryAt(caseNumber);
	if (next !== null) await context.jobs.enqueue([{ type: "SendNotices", caseNumber, at: next }]);
}

async function sendOne(context: Context, state: CaseState, row: NoticeRow): Promise<void> {
	const notice = state.notices[row.id];
	const written = notice === undefined ? "changed" : await writtenOrReleased(context, state, notice);
	if (written === "opted-out") {
		await settle(context, row, { outcome: "refused", code: null, response: "the operator opted out after the lookup" });
		return;
	}
	if (written === "changed") {
		// Nothing was handed over, and something is wrong: no further mail of this case goes out before a person has looked.
		await context.notices.release(row.id);
		await executeOwn(context, state.number, { type: "PauseSending" });
		return;
	}
	await settle(context, row, await context.mail.send(written));
}

/** The finished mail; a fault in writing it puts the notice back, because nothing was handed over. */
async function writtenOrReleased(
	context: Context,
	state: CaseState,
	notice: Notice,
): Promise<FinishedMail | "changed" | "opted-out"> {
	try {
		return await writeNotice(context, state, notice);
	} catch (fault) {
		if (!(fault instanceof LeakFound)) {
			await context.notices.release(notice.id);
			throw fault;
		}
		context.log.error("leak-guard-stopped-a-mail", fault, { notice: notice.id, foreign: fault.foreign });
		return "changed";
	}
}

async function settle(context: Context, row: NoticeRow, handOver: HandOver): Promise<void> {
	const at = context.clock();
	const attempt = row.attempts;
	const waitMs = handOver.outcome === "deferred" ? retryWaitsMs[attempt - 1] : undefined;
	const retryAt = waitMs === undefined ? null : plusMs(at, waitMs);
	await context.notices.noteResponse(row.id, handOver.response, at);
	await markGone(context, row, handOver, at);
	const { outcome, code } = handOver;
	await executeOwn(context, row.caseNumber, { type: "SettleNotice", notice: row.id, outcome, attempt, code, retryAt });
}

/** The next case proposes another mailbox where one is not there. Before the outcome stands: a crash in between marks it again. */
async function markGone(context: Context, row: NoticeRow, { gone, response }: HandOver, at: Instant): Promise<void> {
	for (const mailbox of gone ?? []) {
		const { caseNumber } = row;
		await context.badMailboxes.mark({
			...{ mailbox, cause: "refused", reason: response, caseNumber, author: null, markedAt: at },
		});
	}
}

/** What a dead process left half done: sent if the transport says so, queued again if it surely did not go out, else unknown. */
async function settleAbandoned(context: Context, caseNumber: string): Promise<void> {
	for (const row of await context.notices.abandoned(caseNumber)) {
		const sent = await context.mail.wasSent(row.id);
		if (sent === false) await context.notices.release(row.id);
		else await settle(context, row, { outcome: sent === true ? "accepted" : "unknown", code: null, response: "" });
	}
}

import { setTimeout as wait } from "node:timers/promises";
import type { Settlement } from "../core/case/command.ts";
import type { CaseState } from "../core/case/state.ts";
import { plusMs } from "../core/instant.ts";
import type { FinishedMail, HandOver } from "../ports/mail.ts";
import type { NoticeRow } from "../ports/notice-store.ts";
import type { Context } from "./context.ts";
import { executeOwn } from "./execute.ts";
import { fitMail } from "./fit-mail.ts";
import { gathered } from "./gathered.ts";
import { settleNotices } from "./settle-notices.ts";
import { LeakFound } from "./write-notice.ts";

/** Waits before the second, third … try of a deferred mail; after the last one it is given up. Not quite two days in all. */
const retryWaitsMs = [5, 15, 60, 240, 720, 1440].map((minutes) => minutes * 60_000);
/** A mail server that cannot be reached is asked again after this; nothing more is tried before. */
const notReachedMs = 60_000;
/** Somebody else has notices of the case; looked at again after this, in case they die at it. */
const othersMs = 10_000;
/** Something that is due cannot be claimed, such as while a mailing stop is being carried out. */
const soonMs = 1_000;
const minuteMs = 60_000;

/** What one process does for one case, until nothing is left for it. */
interface Sending {
	readonly context: Context;
	readonly caseNumber: string;
	/** Ends the work: the lease was lost, the program stops, or the run ended itself. */
	readonly signal: AbortSignal;
	/** Ends this run: something is wrong that the next mail would meet, too. */
	readonly end: () => void;
	/** Resolves when one more mail may go out, to one session after another: what is booked and not used is lost to all. */
	readonly slot: () => Promise<void>;
	readonly claim: () => Promise<NoticeRow | null>;
	readonly begin: (row: NoticeRow) => Promise<boolean>;
	readonly settle: (settled: Settled) => Promise<void>;
	readonly state: () => Promise<CaseState>;
}

interface Settled {
	readonly row: NoticeRow;
	readonly handOver: HandOver;
}

/**
 * Sends the queued notices of a case over a few sessions at once, until none is due, the case is paused, or `signal` aborts. Several
 * processes may do so for one case, each under `sendingLease`. The notice's row is the truth: it is claimed for writing its mail, and
 * `sending` is committed before the first byte. What a dead process left claimed is queued again; what it left sending
 * is never sent again by itself, unless the transport knows that it did not go out.
 */
export async function sendNotices(context: Context, caseNumber: string, signal: AbortSignal): Promise<void> {
	await settleAbandoned(context, caseNumber);
	const own = new AbortController();
	const run = sendingOf(context, caseNumber, { signal: AbortSignal.any([signal, own.signal]), end: () => own.abort() });
	const sessions = Array.from({ length: context.mailing.sessions }, () => session(run));
	const ended = await Promise.allSettled(sessions);
	for (const each of ended) if (each.status === "rejected") throw each.reason;
	await comeBack(context, caseNumber, own.signal.aborted);
}

function sendingOf(
	context: Context,
	caseNumber: string,
	ending: { readonly signal: AbortSignal; readonly end: () => void },
): Sending {
	const { mailing, instance: claimedBy, clock, notices } = context;
	const claim = gathered<null, NoticeRow | null>(
		async (asked) => {
			const { domainSpacingMs } = mailing;
			const claimed = await notices.claim({ caseNumber, claimedBy, at: clock(), limit: asked.length, domainSpacingMs });
			return asked.map((_, index) => claimed[index] ?? null);
			// A domain that has to wait for its next mail does not wait for others' turn: then one is claimed at a time.
		},
		mailing.domainSpacingMs > 0 ? 1 : mailing.sessions,
	);
	const begin = gathered<NoticeRow, boolean>(async (rows) => {
		const ids = rows.map(({ id }) => id);
		const begun = await notices.begin(ids, claimedBy, clock());
		return ids.map((id) => begun.has(id));
	}, mailing.sessions);
	const settle = gathered<Settled, undefined>(async (settled) => {
		await record(context, caseNumber, settled);
		return settled.map(() => undefined);
	}, mailing.sessions);
	const state = gathered<null, CaseState>(async (asked) => {
		const loaded = await context.cases.load(caseNumber);
		if (loaded === null) throw new Error(`${caseNumber} is being sent and is not there`);
		return asked.map(() => loaded);
	}, mailing.sessions);
	const slot = gathered<null, undefined>(async () => {
		await untilSlot(context, ending.signal);
		return [undefined];
	}, 1);
	const asks = { slot: () => slot(null), claim: () => claim(null), begin, settle, state: () => state(null) };
	return { context, caseNumber, ...ending, ...asks };
}

async function session(run: Sending): Promise<void> {
	try {
		while (!run.signal.aborted) {
			await run.slot();
			if (run.signal.aborted) return;
			const row = await run.claim();
			if (row === null) return;
			await sendOne(run, row);
		}
	} catch (fault) {
		// The others end their mails, and begin no more.
		run.end();
		throw fault;
	}
}

async function untilSlot(context: Context, signal: AbortSignal): Promise<void> {
	const { perMinute } = context.mailing;
	if (perMinute === null || signal.aborted) return;
	const now = context.clock();
	const slot = await context.notices.bookSlot(now, Math.ceil(minuteMs / perMinute));
	const ms = Date.parse(slot) - Date.parse(now);
	if (ms > 0) await wait(ms, undefined, { signal }).catch(() => {});
}

async function sendOne(run: Sending, row: NoticeRow): Promise<void> {
	const { context } = run;
	const release = () => context.notices.release([row.id], context.instance);
	const fitted = await fitMail(context, await run.state(), row).catch(async (fault: unknown) => {
		await release();
		if (!(fault instanceof LeakFound)) throw fault;
		context.log.error("leak-guard-stopped-a-mail", fault, { notice: row.id, foreign: fault.foreign });
		return { kind: "changed" as const };
	});
	switch (fitted.kind) {
		case "changed":
			// Nothing was handed over, and something is wrong: no further mail of this case goes out before a person has looked.
			await release();
			run.end();
			await pause(context, run.caseNumber);
			return;
		case "split":
			await release();
			await executeOwn(context, run.caseNumber, { type: "SplitNotice", notice: row.id, findings: fitted.findings });
			return;
		case "no":
			if (await run.begin(row)) await run.settle({ row, handOver: refused(fitted.response) });
			return;
		case "mail":
			return handOver(run, row, fitted.mail);
	}
}

async function handOver(run: Sending, row: NoticeRow, mail: FinishedMail): Promise<void> {
	const { context } = run;
	let begun: Promise<boolean> | null = null;
	const begin = () => {
		begun ??= run.begin(row);
		return begun;
	};
	const outcome = await context.mail.sendIf(mail, begin);
	if (outcome?.notReached === true) run.end();
	// Paused, stopped, or taken by another process that thought this one dead: then it is not ours to send.
	if (outcome === null || !(await begin())) return context.notices.release([row.id], context.instance);
	await run.settle({ row, handOver: outcome });
}

const refused = (response: string): HandOver => ({ outcome: "refused", code: null, response });

/** Another process may have paused it at the same moment, or a person. */
async function pause(context: Context, caseNumber: string): Promise<void> {
	const state = await context.cases.load(caseNumber);
	if (state?.status === "sending") await executeOwn(context, caseNumber, { type: "PauseSending" });
}

/** Outcomes of attempts that were begun: the row that was claimed counts those before. */
async function record(context: Context, caseNumber: string, settled: readonly Settled[]): Promise<void> {
	const at = context.clock();
	const settlements = settled.map(({ row, handOver }): Settlement & { readonly handOver: HandOver } => {
		const { outcome, code } = handOver;
		const attempt = row.status === "claimed" ? row.attempts + 1 : row.attempts;
		const waitMs = outcome === "deferred" ? retryWaitsMs[attempt - 1] : undefined;
		return {
			notice: row.id,
			outcome,
			attempt,
			code,
			retryAt: waitMs === undefined ? null : plusMs(at, waitMs),
			handOver,
		};
	});
	await settleNotices(context, caseNumber, settlements);
}

/** What a dead process left: queued again if its mail surely did not go out, sent if the transport says so, else unknown. */
async function settleAbandoned(context: Context, caseNumber: string): Promise<void> {
	for (const row of await context.notices.abandoned(caseNumber, context.instance)) {
		const sent = row.status === "claimed" ? false : await context.mail.wasSent(row.id);
		if (sent === false) await context.notices.release([row.id], row.claimedBy ?? "");
		else {
			const outcome = sent === true ? "accepted" : "unknown";
			await record(context, caseNumber, [{ row, handOver: { outcome, code: null, response: "" } }]);
		}
	}
}

/** Sees to it that somebody looks again when there is more to do. */
async function comeBack(context: Context, caseNumber: string, endedEarly: boolean): Promise<void> {
	const { notices, jobs, clock } = context;
	const state = await context.cases.load(caseNumber);
	if (await notices.heldByOthers(caseNumber, context.instance))
		await jobs.enqueueLater({ type: "SendNotices", caseNumber, at: null }, othersMs);
	if (state?.status !== "sending") return;
	const next = await notices.nextClaimAt(caseNumber);
	if (next === null) return;
	const earliest = plusMs(clock(), endedEarly ? notReachedMs : soonMs);
	const isLater = next > earliest;
	await jobs.enqueue([{ type: "SendNotices", caseNumber, at: isLater ? next : earliest }]);
}

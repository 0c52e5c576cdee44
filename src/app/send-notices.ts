import type { Settlement } from "../core/case/command.ts";
import { plusMs } from "../core/instant.ts";
import type { FinishedMail, HandOver } from "../ports/mail.ts";
import type { NoticeRow } from "../ports/notice-store.ts";
import type { Context } from "./context.ts";
import { executeOwn } from "./execute.ts";
import { type Fitted, fitMail } from "./fit-mail.ts";
import { type SendingRun, type Settled, type Supply, sendingRun } from "./sending-run.ts";
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

/**
 * Sends the queued notices of a case over a few sessions at once, until none is due, the case is paused, or `signal` aborts. Several
 * processes may do so for one case, each under `sendingLease`. The notice's row is the truth: it is claimed for writing its mail, and
 * `sending` is committed before the first byte. What a dead process left claimed is queued again; what it left sending
 * is never sent again by itself, unless the transport knows that it did not go out.
 */
export async function sendNotices(context: Context, caseNumber: string, signal: AbortSignal): Promise<void> {
	await settleAbandoned(context, caseNumber);
	const own = new AbortController();
	const run = sendingRun(context, caseNumber, {
		signal: AbortSignal.any([signal, own.signal]),
		end: () => own.abort(),
		record: (settled) => record(context, caseNumber, settled),
	});
	const sessions = Array.from({ length: context.mailing.sessions }, () => session(run));
	const ended = await Promise.allSettled(sessions);
	for (const each of ended) if (each.status === "rejected") throw each.reason;
	await comeBack(context, caseNumber, own.signal.aborted);
}

async function session(run: SendingRun): Promise<void> {
	try {
		while (!run.signal.aborted) {
			await run.slot();
			if (run.signal.aborted) return;
			const supply = await run.next();
			if (supply === null) return;
			await sendOne(run, supply);
		}
	} catch (fault) {
		// The others end their mails, and begin no more.
		run.end();
		throw fault;
	}
}

async function sendOne(run: SendingRun, supply: Supply): Promise<void> {
	const { context } = run;
	const { row, notice } = supply;
	const release = () => context.notices.release([row.id], context.instance);
	// What a mail is written from stays in memory until its outcome is recorded.
	const leave = await run.room.take(notice?.findings ?? 0);
	try {
		const fitted = await fitOne(run, supply).catch(async (fault: unknown) => {
			await release();
			throw fault;
		});
		await goOn(run, { row, fitted, release });
	} finally {
		leave();
	}
}

/** The mail of a claimed notice. */
async function fitOne(run: SendingRun, { row, notice, state, rules }: Supply): Promise<Fitted> {
	const { context } = run;
	if (notice === null) return { kind: "changed" };
	try {
		return await fitMail(context, { state, notice, row, rules, content: await run.content(notice) });
	} catch (fault) {
		if (!(fault instanceof LeakFound)) throw fault;
		context.log.error("leak-guard-stopped-a-mail", fault, { notice: row.id, foreign: fault.foreign });
		return { kind: "changed" };
	}
}

interface Fit {
	readonly row: NoticeRow;
	readonly fitted: Fitted;
	readonly release: () => Promise<void>;
}

async function goOn(run: SendingRun, { row, fitted, release }: Fit): Promise<void> {
	const { context } = run;
	switch (fitted.kind) {
		case "changed":
			// Nothing was handed over, and something is wrong: no further mail of this case goes out before a person has looked.
			await release();
			run.end();
			await pause(context, run.caseNumber);
			return;
		case "split":
			// While it is ours: another process, with another idea of what is too large, could send it whole in between.
			await executeOwn(context, run.caseNumber, { type: "SplitNotice", notice: row.id, findings: fitted.findings });
			return release();
		case "no":
			if (await run.begin(row)) await run.settle({ row, handOver: refused(fitted.response) });
			return;
		case "mail":
			return handOver(run, row, fitted.mail);
	}
}

async function handOver(run: SendingRun, row: NoticeRow, mail: FinishedMail): Promise<void> {
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

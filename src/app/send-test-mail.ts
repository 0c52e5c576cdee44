import { setTimeout as wait } from "node:timers/promises";
import type { CommandBody } from "../core/case/command.ts";
import type { Effect } from "../core/case/effect.ts";
import type { TestMailProblem } from "../core/case/event.ts";
import type { CaseState } from "../core/case/state.ts";
import { mayTest, testMailId } from "../core/case/test-mails.ts";
import type { FinishedMail } from "../ports/mail.ts";
import type { Context } from "./context.ts";
import { executeOwn } from "./execute.ts";
import { writeTestMail } from "./write-test-mail.ts";

export type TestMailJob = Effect & { readonly type: "SendTestMail" };

/** Waits before the second, third … try. Whoever asked for it is waiting, too: after that they are told. */
const retryWaitsMs = [1, 5, 15].map((minutes) => minutes * 60_000);
const minuteMs = 60_000;

/**
 * Sends one test mail to the mailbox of whoever asked for it, and to nobody else. A job that runs again after a crash sends it again, unless the
 * transport knows that it went out. Touches no notice.
 */
export async function sendTestMail(context: Context, job: TestMailJob, signal: AbortSignal): Promise<void> {
	const { caseNumber, personId } = job;
	const id = testMailId(job);
	const state = await context.cases.load(caseNumber);
	if (state?.testMails[id] !== "asked" || (await context.mail.wasSent(id)) === true) return;
	if (!mayTest(state) || state.round !== job.round) return failed(context, job, "changed");
	await pace(context, signal);
	const own = await context.ownMailboxes.get({ platform: state.platform, personId });
	if (own === null || own.verifiedAt === null) return failed(context, job, "no-mailbox");
	const { group } = job;
	const written = await writeTestMail(context, state, { id, group, mailbox: own.mailbox });
	if (written.kind === "no") return failed(context, job, written.problem);
	// As late as can be: a stop counts for what has not begun.
	if ((await context.mailingStops.standing()) !== null) return failed(context, job, "stopped");
	await handOver(context, job, written.mail);
	// The next one goes to the same domain.
	await waitMs(context.mailing.domainSpacingMs, signal);
}

async function handOver(context: Context, job: TestMailJob, mail: FinishedMail): Promise<void> {
	const { outcome, code } = await context.mail.send(mail);
	if (outcome === "accepted") return;
	const retryMs = outcome === "deferred" ? retryWaitsMs[job.attempt - 1] : undefined;
	if (retryMs !== undefined) return context.jobs.enqueueLater({ ...job, attempt: job.attempt + 1 }, retryMs);
	await failed(context, job, outcome === "unknown" ? "unknown" : "not-accepted", code);
}

async function failed(
	context: Context,
	{ caseNumber, run, round, group }: TestMailJob,
	problem: TestMailProblem,
	code: number | null = null,
): Promise<void> {
	const body: CommandBody = { type: "RecordTestMailFailed", run, round, group, problem, code };
	await executeOwn(context, caseNumber, body);
}

/** Test mails count with all others in the pace of mails. Throws when the program stops meanwhile: the job is given back. */
async function pace({ mailing, clock, notices }: Context, signal: AbortSignal): Promise<void> {
	if (mailing.perMinute === null) return;
	const now = clock();
	const slot = await notices.bookSlot(now, Math.ceil(minuteMs / mailing.perMinute));
	await waitMs(Date.parse(slot) - Date.parse(now), signal);
	signal.throwIfAborted();
}

async function waitMs(ms: number, signal: AbortSignal): Promise<void> {
	if (ms > 0) await wait(ms, undefined, { signal }).catch(() => {});
}

/** Ids of all test mails that were ever asked for in a case; what a transport keeps of them goes with the addresses. */
export function testMailsOf(state: CaseState): readonly string[] {
	return Object.keys(state.testMails);
}

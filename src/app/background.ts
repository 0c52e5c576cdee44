import { pendingWork } from "../core/case/plan.ts";
import { plusMs } from "../core/instant.ts";
import type { Card } from "../core/thread/card.ts";
import { renderUpdateEnded } from "../core/thread/registry-card.ts";
import { renderLifted, renderStop } from "../core/thread/stop-card.ts";
import { ChatFault, type PostKey } from "../ports/chat.ts";
import type { Job, JobType } from "../ports/jobs.ts";
import { sendingLease } from "../ports/notice-store.ts";
import type { Texts } from "../text/texts.ts";
import type { Context } from "./context.ts";
import { executeOwn } from "./execute.ts";
import { pauseAll, pauseIfStopped } from "./mailing-stop.ts";
import { readReport } from "./read-report.ts";
import { resolveContacts } from "./resolve-contacts.ts";
import { sendNotices } from "./send-notices.ts";
import { sendTestMail, testMailsOf } from "./send-test-mail.ts";
import { statusCard } from "./status-card.ts";
import { updateRegistry } from "./update-registry.ts";

type JobOf<T extends JobType> = Extract<Job, { type: T }>;
export type JobHandlers = { readonly [T in JobType]: (job: JobOf<T>, signal: AbortSignal) => Promise<void> };

/** Somebody else does this work now; asked again after this long, in case they die at it. */
const busyWaitMs = 10_000;
/** The case's platform is served by another process; this long until that one may find the job. */
const elsewhereMs = 1_000;
/** A platform that is out of order and does not say for how long is tried again after this. */
const outageMs = 5_000;
/** A file that nobody opened a case with is dropped after a day. */
const orphanMs = 86_400_000;
/** Answers of live sources older than this are asked for again anyway. */
const answerMs = 7 * 86_400_000;

/** What the workers do. Each may run twice, or again after a crash, and then finds what is left to do. */
export function jobHandlers(context: Context): JobHandlers {
	const alone = (kind: string, job: JobOf<"ReadReport" | "ResolveContacts">, outer: AbortSignal, work: Work) =>
		holdOrWait(context, { lease: `${kind}:${job.caseNumber}`, job, outer, work });
	return {
		async PostSteps(job) {
			try {
				if (!(await context.poster.update(job.caseNumber))) await context.jobs.enqueueLater(job, elsewhereMs);
			} catch (fault) {
				if (!(fault instanceof ChatFault) || !fault.retry) throw fault;
				// Not as a failed try: its waits would double, and a chat that is back would have to wait for its steps.
				context.log.warn("chat.delayed", { caseNumber: job.caseNumber });
				await context.jobs.enqueueLater(job, fault.retryAfterMs ?? outageMs);
			}
		},
		ReadReport: (job, signal) => alone("read", job, signal, readReport),
		ResolveContacts: (job, signal) => alone("resolve", job, signal, resolveContacts),
		async SendNotices(job, outer) {
			await pauseIfStopped(context, job.caseNumber);
			await holdOrWait(context, {
				lease: sendingLease(job.caseNumber, context.instance),
				job,
				outer,
				work: sendNotices,
			});
		},
		SendTestMail: (job, signal) => sendTestMail(context, job, signal),
		async RemindPoll(job) {
			await executeOwn(context, job.caseNumber, { type: "RemindPoll", poll: job.poll });
		},
		async DropUpload(job) {
			const state = await context.cases.load(job.caseNumber);
			// A case that is being read again still needs its file.
			if (state?.upload.id === job.upload && (state.status === "received" || state.status === "reading")) return;
			await context.uploads.drop(job.upload);
		},
		async PurgeCase(job) {
			const { events, state } = await executeOwn(context, job.caseNumber, { type: "Purge" });
			if (events.length === 0 && !state.purged) return;
			await context.findings.purge(job.caseNumber);
			const mails = [...Object.keys(state.notices), ...testMailsOf(state)];
			for (const mail of mails) await context.mail.forget(mail);
		},
		async PostStatus() {
			const now = context.clock();
			await context.uploads.dropOrphans(plusMs(now, -orphanMs));
			await context.contactCache.dropOlder(plusMs(now, -answerMs));
			await context.securityTxts.dropOlder(plusMs(now, -answerMs));
			const card = await statusCard(context);
			// One summary per platform and hour, also when the job runs twice.
			const hour = now.slice(0, 13);
			const key = { key: `status:${hour}`, mark: `${hour.replace("T", " ")}:00 UTC`, again: true };
			await postEverywhere(context, key, () => card);
		},
		UpdateRegistry: (job, signal) => updateRegistry(context, job, signal),
		async PostRegistry({ key, endedAt, ended }) {
			const mark = `${endedAt.slice(0, 16).replace("T", " ")} UTC`;
			await postEverywhere(context, { key, mark, again: true }, (texts) => renderUpdateEnded(ended, texts));
		},
		async PostStop({ key, stop, liftedBy }) {
			if (liftedBy === null) await pauseAll(context);
			const mark = `${stop.stoppedAt.slice(0, 16).replace("T", " ")} UTC`;
			await postEverywhere(context, { key, mark, again: true }, (texts) =>
				liftedBy === null ? renderStop(stop, texts) : renderLifted(liftedBy, texts),
			);
		},
	};
}

/** In the status channel of each platform. One that is out of order keeps it from no other; the job tries again for that one. */
async function postEverywhere(context: Context, key: PostKey, render: (texts: Texts) => Card): Promise<void> {
	const posts = [...context.platforms.values()].map((platform) =>
		platform.post("status", render(context.textsFor(platform.name)), key),
	);
	for (const post of await Promise.allSettled(posts)) if (post.status === "rejected") throw post.reason;
}

type Work = (context: Context, caseNumber: string, signal: AbortSignal) => Promise<void>;

interface Held {
	readonly lease: string;
	readonly job: JobOf<"ReadReport" | "ResolveContacts" | "SendNotices">;
	readonly outer: AbortSignal;
	readonly work: Work;
}

async function holdOrWait(context: Context, held: Held): Promise<void> {
	const { lease, job, outer, work } = held;
	const result = await context.leases.hold(lease, (lost) =>
		work(context, job.caseNumber, AbortSignal.any([lost, outer])),
	);
	if (result !== "busy") return;
	await context.jobs.enqueueLater(job, busyWaitMs);
}

/** At every start: stores the work that each unfinished case waits for, whatever happened to the jobs of the process before. */
export async function recover(context: Context): Promise<void> {
	for (const caseNumber of await context.cases.unfinished()) {
		const state = await context.cases.load(caseNumber);
		if (state === null) continue;
		const jobs: Job[] = [{ type: "PostSteps", caseNumber }, ...pendingWork(state)];
		await context.jobs.enqueue(jobs);
	}
	context.jobs.nudge(["PostSteps", "ReadReport", "ResolveContacts", "SendNotices"]);
}

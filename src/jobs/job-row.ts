import type PgBoss from "pg-boss";
import type { Job, JobType } from "../ports/jobs.ts";

export const jobTypes = [
	"PostSteps",
	"ReadReport",
	"RemindPoll",
	"ResolveContacts",
	"SendNotices",
	"SendTestMail",
	"DropUpload",
	"PurgeCase",
	"PostStatus",
	"UpdateRegistry",
	"PostRegistry",
	"PostStop",
] as const satisfies readonly JobType[];

/** Jobs that run at once in one process, per type; each of them for another case. */
export const concurrency: Readonly<Record<JobType, number>> = {
	PostSteps: 4,
	ReadReport: 2,
	RemindPoll: 1,
	ResolveContacts: 2,
	SendNotices: 2,
	SendTestMail: 2,
	DropUpload: 1,
	PurgeCase: 1,
	PostStatus: 1,
	UpdateRegistry: 1,
	PostRegistry: 1,
	PostStop: 1,
};

const updateQueue = "UpdateRegistry-";

/** The queue that a job lies in. Each registry folder has one of its own, so that its updates come to who has that folder. */
export function queueOf(job: Job): string {
	return job.type === "UpdateRegistry" ? `${updateQueue}${job.folder}` : job.type;
}

/** The registry folder that a queue is for; null = another queue. */
export function folderOf(queue: string): string | null {
	return queue.startsWith(updateQueue) ? queue.slice(updateQueue.length) : null;
}

/**
 * What makes a waiting job the same as another of its type. A delayed job has its time in the key, so that it never
 * stands in for one that is to run now.
 */
export function jobKey(job: Job): string {
	switch (job.type) {
		case "PostStatus":
		case "UpdateRegistry":
			return "";
		case "PostRegistry":
		case "PostStop":
			return job.key;
		case "SendTestMail":
			return `${job.caseNumber}/${job.run}/${job.group}`;
		case "DropUpload":
			return `${job.caseNumber}/${job.upload}`;
		case "RemindPoll":
			return `${job.caseNumber}/${job.poll}@${job.at}`;
		case "SendNotices":
			return job.at === null ? job.caseNumber : `${job.caseNumber}@${job.at}`;
		case "PurgeCase":
			return `${job.caseNumber}@${job.at}`;
		default:
			return job.caseNumber;
	}
}

/** A row for a job that runs at `at` (milliseconds since 1970). Equal ones within the same second are one. */
export function toLaterRow(job: Job, at: number): PgBoss.JobInsert {
	const singletonKey = `${jobKey(job)}+${Math.ceil(at / 1000)}`;
	return { name: queueOf(job), data: job, singletonKey, startAfter: new Date(at).toISOString() };
}

/** Jobs of one case and type follow each other within a process; null = nothing to follow. */
export function caseOf(job: Job): string | null {
	return "caseNumber" in job ? job.caseNumber : null;
}

/** Rows to insert: no two with the same key, in an order that is the same for everybody, so that inserters never wait in a ring. */
export function toRows(jobs: readonly Job[]): PgBoss.JobInsert[] {
	const rows = new Map<string, PgBoss.JobInsert>();
	for (const job of jobs) {
		const singletonKey = jobKey(job);
		const startAfter = "at" in job && job.at !== null ? { startAfter: new Date(job.at).toISOString() } : {};
		const name = queueOf(job);
		rows.set(`${name} ${singletonKey}`, { name, data: job, singletonKey, ...startAfter });
	}
	return [...rows.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

import PgBoss from "pg-boss";
import type { Job, JobQueue, JobType, SqlExecutor } from "../ports/jobs.ts";
import type { Log } from "../ports/log.ts";
import { caseOf, concurrency, folderOf, jobTypes, queueOf, toLaterRow, toRows } from "./job-row.ts";
import { startWorkLoop, type TakenJob, type WorkLoop } from "./work-loop.ts";

export interface JobQueueOptions {
	/** One statement, or a script without values. */
	readonly execute: SqlExecutor;
	readonly log: Log;
	/** No other process works on this queue: jobs that are marked as running are of a dead one, and run again now. */
	readonly alone: boolean;
	/** The registry folder of this process; its updates are done here. Null for a process that only stores jobs. */
	readonly registryFolder: string | null;
	/** How often workers look when nobody nudges; default 2,000. */
	readonly pollMs?: number;
}

/** Longer than any job takes: past it a job counts as its process's victim and is given out again. */
const expireInSeconds = 6 * 60 * 60;
/** Waits between tries double from a second up to this; a few days in all. */
const maxRetryWaitSeconds = 300;
const retryLimit = 1_000;

/** Opens pg-boss's queue in its own schema `pgboss` of the database, made when missing. No job runs before `start`. */
export async function openJobQueue(options: JobQueueOptions): Promise<JobQueue> {
	const { execute, log, alone, registryFolder, pollMs = 2_000 } = options;
	const queueFor = (type: JobType): string | null => {
		if (type !== "UpdateRegistry") return type;
		return registryFolder === null ? null : queueOf({ type, folder: registryFolder, asked: null });
	};
	const state = { closed: false };
	const strict = {
		executeSql: async (sql: string, values?: unknown[]) => ({ rows: [...(await execute(sql, values ?? []))] }),
	};
	const boss = new PgBoss({
		db: forgiving(strict, log, state),
		archiveCompletedAfterSeconds: 3_600,
		deleteAfterDays: 7,
		cronWorkerIntervalSeconds: Math.min(45, Math.max(1, Math.round(pollMs / 1_000))),
	});
	boss.on("error", (fault) => {
		if (!state.closed) log.error("jobs.fault", fault);
	});
	await boss.start();
	const known = new Set((await boss.getQueues()).map((queue) => queue.name));
	for (const name of jobTypes.map(queueFor)) {
		if (name === null || known.has(name)) continue;
		const policy = { policy: "short" as const, retryLimit, retryDelay: 1, retryBackoff: true, expireInSeconds };
		await boss.createQueue(name, { name, ...policy });
	}
	if (alone) await execute("update pgboss.job set state = 'retry', start_after = now() where state = 'active'", []);

	const loops = new Map<JobType, WorkLoop>();
	const stopping = new AbortController();
	const nudge: JobQueue["nudge"] = (types) => {
		for (const type of types) loops.get(type)?.nudge();
	};

	const enqueue: JobQueue["enqueue"] = async (jobs) => {
		if (jobs.length === 0) return;
		await boss.insert(toRows(jobs), { db: strict });
		nudge(jobs.map((job) => job.type));
	};

	return {
		nudge,

		enqueueIn: (executeIn, jobs) => enqueueWaiting(boss, executeIn, jobs),

		enqueue,

		async enqueueLater(job, delayMs) {
			await boss.insert([toLaterRow(job, Date.now() + delayMs)], { db: strict });
			// A moment after it is due, so that it need not wait for the next poll; the poll does for longer waits.
			if (delayMs < 60_000) setTimeout(() => nudge([job.type]), delayMs + 20).unref();
		},

		async start(handlers) {
			for (const type of jobTypes) {
				const handle = handlers[type] as ((job: Job, signal: AbortSignal) => Promise<void>) | undefined;
				const queue = queueFor(type);
				if (handle === undefined || queue === null) continue;
				const runner = createRunner({ boss, strict, log, queue, handle, signal: stopping.signal });
				loops.set(type, startWorkLoop({ concurrency: concurrency[type], pollMs, ...runner }));
			}
		},

		async schedule(job, cron, timeZone) {
			if (cron === null) await boss.unschedule(queueOf(job));
			else await boss.schedule(queueOf(job), cron, job, { tz: timeZone });
		},

		async enqueueUpdates(asked) {
			const folders = (await boss.getQueues()).flatMap(({ name }) => folderOf(name) ?? []);
			await enqueue(folders.map((folder) => ({ type: "UpdateRegistry", folder, asked })));
		},

		async stop(timeoutMs) {
			stopping.abort(new Error("the program is stopping"));
			const ended = Promise.all([...loops.values()].map((loop) => loop.stop()));
			await within(ended, timeoutMs);
			state.closed = true;
			await boss.stop({ graceful: false, close: false });
		},
	};
}

type Db = { executeSql(sql: string, values?: unknown[]): Promise<{ rows: Record<string, unknown>[] }> };

/**
 * For pg-boss's own work. It does not wait for its "completed" and "failed" statements, so that their failure would end
 * the process as an unhandled rejection: it is logged instead, and the job comes back when it expires.
 */
function forgiving(db: Db, log: Log, state: { closed: boolean }): Db {
	return {
		executeSql: async (sql, values) => {
			try {
				return await db.executeSql(sql, values);
			} catch (fault) {
				if (!state.closed) log.error("jobs.statement-failed", fault);
				if (!/\b(deleted_jobs|completed_on = now\(\))/.test(sql)) throw fault;
				return { rows: [{ count: "0" }] };
			}
		},
	};
}

/**
 * Inserts jobs, or holds on to the equal ones that wait: without the lock, a waiting job could be taken and run before
 * the caller's transaction is visible, and the caller's job would be lost.
 */
async function enqueueWaiting(boss: PgBoss, execute: SqlExecutor, jobs: readonly Job[]): Promise<void> {
	const db = { executeSql: async (sql: string, values: unknown[]) => ({ rows: [...(await execute(sql, values))] }) };
	let rows = toRows(jobs);
	for (let attempt = 0; rows.length > 0; attempt++) {
		if (attempt === 20) throw new Error("jobs were taken faster than they could be stored");
		await boss.insert(rows, { db });
		const held = await execute(
			`select j.name, j.singleton_key from unnest($1::text[], $2::text[]) as k (name, key)
			join pgboss.job j on j.name = k.name and coalesce(j.singleton_key, '') = k.key
				and j.state = 'created' and j.policy = 'short'
			for share of j`,
			[rows.map((row) => row.name), rows.map((row) => row.singletonKey ?? "")],
		);
		const there = new Set(held.map((row) => `${row.name} ${row.singleton_key ?? ""}`));
		rows = rows.filter((row) => !there.has(`${row.name} ${row.singletonKey}`));
	}
}

interface Runner {
	readonly boss: PgBoss;
	readonly strict: Db;
	readonly log: Log;
	readonly queue: string;
	readonly handle: (job: Job, signal: AbortSignal) => Promise<void>;
	readonly signal: AbortSignal;
}

function createRunner({ boss, strict, log, queue, handle, signal }: Runner) {
	const following = new Map<string, Promise<void>>();

	const attempt = async ({ id, data }: TakenJob<Job>): Promise<void> => {
		try {
			if (signal.aborted) throw signal.reason;
			await handle(data, signal);
			await boss.complete(queue, id, {}, { db: strict });
		} catch (fault) {
			const job = { job: data.type, case: caseOf(data) };
			if (signal.aborted) {
				await giveBack(strict, queue, id);
				return;
			}
			log.error("job.failed", fault, job);
			await boss.fail(queue, id, { cause: fault instanceof Error ? fault.name : "unknown" }, { db: strict });
			await strict.executeSql(
				`update pgboss.job set start_after = least(start_after, now() + $3::int * interval '1 second')
				where name = $1 and id = $2::uuid and state = 'retry'`,
				[queue, id, maxRetryWaitSeconds],
			);
		}
	};
	const safely = (job: TakenJob<Job>): Promise<void> =>
		attempt(job).catch((fault: unknown) => log.error("job.not-recorded", fault, { job: job.data.type }));

	return {
		fetch: async (count: number): Promise<readonly TakenJob<Job>[]> => boss.fetch<Job>(queue, { batchSize: count }),
		run: async (job: TakenJob<Job>): Promise<void> => {
			const key = caseOf(job.data) ?? "";
			const work = (following.get(key) ?? Promise.resolve()).then(() => safely(job));
			following.set(key, work);
			await work;
			if (following.get(key) === work) following.delete(key);
		},
	};
}

/** For the next process, at once and without counting as a failed try. */
async function giveBack(db: Db, queue: string, id: string): Promise<void> {
	await db.executeSql(
		`update pgboss.job set state = 'retry', start_after = now(), retry_count = greatest(retry_count - 1, 0)
		where name = $1 and id = $2::uuid and state = 'active'`,
		[queue, id],
	);
}

async function within(work: Promise<unknown>, timeoutMs: number): Promise<void> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<void>((resolve) => {
		timer = setTimeout(resolve, timeoutMs);
	});
	await Promise.race([work, late]);
	clearTimeout(timer);
}

import type { Effect } from "../core/case/effect.ts";
import type { Instant } from "../core/instant.ts";
import type { MailingStop } from "../core/mailing-stop.ts";
import type { UpdateEnded } from "../core/thread/registry-card.ts";

/** Work that survives a restart: the effects of events, plus what runs on a schedule. */
export type Job = Effect | { readonly type: "PostStatus" } | UpdateRegistry | PostRegistry | PostStop;

/** Brings the index of one registry folder up to date. Only processes that have that folder get it. */
export interface UpdateRegistry {
	readonly type: "UpdateRegistry";
	/** As in `RegistryUpdates`. */
	readonly folder: string;
	/** When somebody asked for it; null = the schedule. */
	readonly asked: Instant | null;
}

/** Says in the status channels how an update ended. */
export interface PostRegistry {
	readonly type: "PostRegistry";
	/** What it is one post for. */
	readonly key: string;
	readonly endedAt: Instant;
	readonly ended: UpdateEnded;
}

/** Says in the status channels that all mailing was stopped, or that the stop was lifted. */
export interface PostStop {
	readonly type: "PostStop";
	/** What it is one post for. */
	readonly key: string;
	readonly stop: MailingStop;
	/** Who lifted it; null = it was stopped. */
	readonly liftedBy: string | null;
}

export type JobType = Job["type"];

/** Runs SQL inside the caller's transaction. `values` are positional (`$1` …); gives the rows. */
export type SqlExecutor = (sql: string, values: readonly unknown[]) => Promise<readonly Record<string, unknown>[]>;

/**
 * May deliver a job twice, and may run two jobs of one case at once: handlers are safe to repeat and take a lease
 * where only one may run. A handler that throws is run again with growing waits.
 */
export interface JobQueue {
	/** Stores jobs within the caller's transaction; `at` in a job delays it. Jobs of one type and case that still wait are stored once. */
	enqueueIn(execute: SqlExecutor, jobs: readonly Job[]): Promise<void>;
	enqueue(jobs: readonly Job[]): Promise<void>;
	/** Stores one job that runs `delayMs` from now, whatever its own `at` says. */
	enqueueLater(job: Job, delayMs: number): Promise<void>;
	/** Tells the workers in this process that something was stored, so that they need not wait for their next poll. */
	nudge(types: readonly JobType[]): void;
	/** Works on the types that have a handler here; the others are left to other processes. */
	start(
		handlers: Readonly<Partial<Record<JobType, (job: never, signal: AbortSignal) => Promise<void>>>>,
	): Promise<void>;
	/** Cron in the given IANA time zone; one schedule per job type, for an `UpdateRegistry` per folder; replaces an earlier one. Null: none any more. */
	schedule(
		job: Extract<Job, { type: "PostStatus" | "UpdateRegistry" }>,
		cron: string | null,
		timeZone: string,
	): Promise<void>;
	/** Stores an `UpdateRegistry` for each folder that a process ever worked on this queue for. */
	enqueueUpdates(asked: Instant): Promise<void>;
	/** Lets running handlers end (they get an aborted signal), at most `timeoutMs`. */
	stop(timeoutMs: number): Promise<void>;
}

/** Hands out the right to do one thing alone, over all processes; ends by itself when its holder dies. */
export interface Leases {
	/** Runs `work` under the lease and gives its result, or `"busy"` when somebody else holds it. Renews while it runs. */
	hold<T>(name: string, work: (signal: AbortSignal) => Promise<T>): Promise<T | "busy">;
}

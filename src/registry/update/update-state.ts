import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { Instant } from "../../core/instant.ts";
import { troubleCodes, type UpdateAttempt, type UpdateProgress } from "../../core/registry/registry-status.ts";
import { writeWhole } from "./kept-file.ts";

const IndexFacts = z.object({
	asOf: Instant,
	builtAt: Instant,
	objects: z.number(),
	ranges: z.number(),
	bytes: z.number(),
	country: z.string().nullable(),
});
const Trouble = z.object({
	code: z.enum(troubleCodes),
	file: z.string(),
	detail: z.string(),
});
const Attempt = z.object({
	startedAt: Instant,
	endedAt: Instant,
	result: z.discriminatedUnion("kind", [
		z.object({ kind: z.literal("updated"), index: IndexFacts }),
		z.object({ kind: z.literal("nothing-new"), index: IndexFacts }),
		z.object({ kind: z.literal("failed"), trouble: Trouble }),
	]),
});
const Progress = z.object({
	phase: z.enum(["fetching", "waiting", "checking", "building", "writing", "verifying"]),
	file: z.string(),
	fileDone: z.number(),
	fileTotal: z.number(),
	done: z.number(),
	total: z.number(),
	rate: z.number(),
	secondsLeft: z.number().nullable(),
});
/** `token`: of the lock that the update has. */
const Running = z.object({ token: z.string(), startedAt: Instant, progress: Progress.nullable() });

const attemptFile = (home: string) => join(home, "last-update.json");
const runningFile = (home: string) => join(home, "running-update.json");

async function read<T>(path: string, schema: z.ZodType<T>): Promise<T | null> {
	const text = await readFile(path, "utf8").catch(() => null);
	if (text === null) return null;
	try {
		return schema.parse(JSON.parse(text));
	} catch {
		return null;
	}
}

/** The last update in this folder that ended; null when there was none, or nobody can tell. */
export const readAttempt = (home: string): Promise<UpdateAttempt | null> => read(attemptFile(home), Attempt);
export const saveAttempt = (home: string, attempt: UpdateAttempt): Promise<void> =>
	writeWhole(attemptFile(home), JSON.stringify(attempt));

/** How far the update is that has the lock; means nothing when nobody has. */
export const readRunning = (home: string): Promise<z.infer<typeof Running> | null> => read(runningFile(home), Running);

const noteEveryMs = 1_000;

export interface RunningNote {
	set(progress: UpdateProgress | null): void;
	end(): void;
}

/** Notes how far an update is, for other processes: the newest of each second. A note that can't be written is left out. */
export function noteRunning(
	home: string,
	update: { readonly token: string; readonly startedAt: Instant },
): RunningNote {
	let newest: UpdateProgress | null = null;
	let timer: NodeJS.Timeout | null = null;
	let writing = Promise.resolve();
	let last = Number.NEGATIVE_INFINITY;
	const write = () => {
		timer = null;
		last = performance.now();
		const text = JSON.stringify({ ...update, progress: newest });
		writing = writing.then(() => writeWhole(runningFile(home), text)).catch(() => {});
	};
	return {
		set(progress) {
			newest = progress;
			timer ??= setTimeout(write, Math.max(0, last + noteEveryMs - performance.now()));
		},
		end() {
			if (timer !== null) clearTimeout(timer);
		},
	};
}

import type { UpdateRegistry } from "../ports/jobs.ts";
import type { Context } from "./context.ts";

const inUseWaitMs = 180_000;

/**
 * The work of an `UpdateRegistry`. How it ended is told in the status channel when somebody asked for it, and else when it failed: once per request,
 * and once a day for the schedule. The process that updates may have no chat, so the telling is a job of its own.
 */
export async function updateRegistry(context: Context, job: UpdateRegistry, signal: AbortSignal): Promise<void> {
	const { registryUpdates, log, jobs } = context;
	const result = await registryUpdates.update(signal);
	// The program is stopping: the next process gets the job and goes on where this one was.
	signal.throwIfAborted();
	if (result.kind === "failed" && result.trouble.code === "in-use") {
		// Somebody at the command line, or a process that died so lately that its lock still stands. What they leave is soon seen to.
		await jobs.enqueueLater(job, inUseWaitMs);
		return;
	}
	if (result.kind === "failed") log.warn("registry.not-updated", { code: result.trouble.code });
	else log.info("registry.updated", { kind: result.kind, objects: result.index.objects });
	if (job.asked === null && result.kind !== "failed") return;
	const endedAt = context.clock();
	const { kind } = await registryUpdates.status();
	const key = `registry:${job.folder}:${job.asked ?? endedAt.slice(0, 10)}`;
	const ended = { result, hasIndex: kind === "index", machine: registryUpdates.machine };
	await jobs.enqueue([{ type: "PostRegistry", key, endedAt, ended }]);
}

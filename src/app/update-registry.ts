import type { UpdateRegistry } from "../ports/jobs.ts";
import type { Context } from "./context.ts";

/**
 * The work of an `UpdateRegistry`. How it ended is told in the status channel when somebody asked for it, and else when it failed: once per request,
 * and once a day for the schedule. The process that updates may have no chat, so the telling is a job of its own.
 */
export async function updateRegistry(context: Context, job: UpdateRegistry, signal: AbortSignal): Promise<void> {
	const { registryUpdates, log, jobs } = context;
	const result = await registryUpdates.update(signal);
	// The program is stopping: the next process gets the job and goes on where this one was.
	signal.throwIfAborted();
	if (result.kind === "failed") log.warn("registry.not-updated", { code: result.trouble.code });
	else log.info("registry.updated", { kind: result.kind, objects: result.index.objects });
	const failed = result.kind === "failed";
	// The schedule and somebody at the command line at once: the other one is at it.
	if (job.asked === null && (!failed || result.trouble.code === "in-use")) return;
	const endedAt = context.clock();
	const { kind } = await registryUpdates.status();
	const key = `registry:${job.folder}:${job.asked ?? endedAt.slice(0, 10)}`;
	const ended = { result, hasIndex: kind === "index", machine: registryUpdates.machine };
	await jobs.enqueue([{ type: "PostRegistry", key, endedAt, ended }]);
}

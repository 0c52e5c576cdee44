import { buildWorker } from "./build-worker.ts";

/** The intake's worker, built from the sources. */
export function buildReportWorker(): ReturnType<typeof buildWorker> {
	return buildWorker("src/intake/read-worker.ts");
}

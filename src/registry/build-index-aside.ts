import { existsSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { buildIndex } from "./build/build-index.ts";
import type { BuildOptions } from "./build/build-options.ts";
import type { BuildInput, FromBuilder } from "./build-messages.ts";
import type { IndexInfo } from "./index-format.ts";
import { RegistryFault } from "./registry-fault.ts";

/** The compiled program has the worker's file beside this one. Where it has not (tests and benches run the sources), this thread builds. */
function compiledEntry(): URL | null {
	const entry = new URL("./build-worker.js", import.meta.url);
	return existsSync(entry) ? entry : null;
}

function faultOf({ plain, message, code, cause }: FromBuilder & { readonly type: "fault" }): Error {
	const options = cause === null ? {} : { cause: new Error(cause) };
	const fault = plain ? new RegistryFault(message, options) : new Error(message, options);
	return code === null ? fault : Object.assign(fault, { code });
}

/**
 * Builds an index as `buildIndex` does, in a worker thread, so that this thread answers people meanwhile. `workerEntry`: the
 * worker's file, where it is not the compiled one.
 */
export async function buildIndexAside(
	options: BuildOptions,
	workerEntry: URL | null = compiledEntry(),
): Promise<IndexInfo> {
	const { from, to, country, onProgress, signal } = options;
	if (workerEntry === null) return buildIndex(options);
	signal?.throwIfAborted();
	const input: BuildInput = { from, to, country };
	const worker = new Worker(workerEntry, { workerData: input, env: {}, execArgv: [] });
	const stop = () => worker.postMessage("stop");
	signal?.addEventListener("abort", stop);
	try {
		return await new Promise<IndexInfo>((resolve, reject) => {
			worker.on("message", (message: FromBuilder) => {
				if (message.type === "progress") onProgress?.(message.progress);
				else if (message.type === "built") resolve(message.info);
				else if (signal?.aborted === true) reject(signal.reason as Error);
				else reject(faultOf(message));
			});
			worker.on("error", reject);
			worker.on("exit", () => reject(new Error("the building of the registry's index ended without a result")));
		});
	} finally {
		signal?.removeEventListener("abort", stop);
		await worker.terminate();
	}
}

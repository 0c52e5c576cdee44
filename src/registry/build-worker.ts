import { parentPort, workerData } from "node:worker_threads";
import { buildIndex } from "./build/build-index.ts";
import type { BuildInput, FromBuilder } from "./build-messages.ts";
import { RegistryFault } from "./registry-fault.ts";

/** Entry of the worker thread: builds one index. A message from outside ends it. */
const port = parentPort;
if (port === null) throw new Error("build-worker runs as a worker thread only");

const say = (message: FromBuilder) => port.postMessage(message);
const stopped = new AbortController();
port.once("message", () => stopped.abort());

try {
	const info = await buildIndex({
		...(workerData as BuildInput),
		onProgress: (progress) => say({ type: "progress", progress }),
		signal: stopped.signal,
	});
	say({ type: "built", info });
} catch (fault) {
	const { message, code = null, cause } = fault as NodeJS.ErrnoException;
	const why = cause instanceof Error ? cause.message : null;
	say({ type: "fault", plain: fault instanceof RegistryFault, message, code, cause: why });
}
port.close();

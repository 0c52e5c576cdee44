import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { buildIndexAside } from "../build-index-aside.ts";
import { readIndexInfo } from "../open-index.ts";
import { RegistryFault } from "../registry-fault.ts";
import { verifyIndex } from "../verify-index.ts";
import type { IndexBuilder } from "./index-builder.ts";
import { diskFault, UpdateFault } from "./update-fault.ts";

/** Builds in a thread of its own, so that the program goes on answering. */
export const asideBuilder: IndexBuilder = {
	async build({ from, to, country, signal, onStep }) {
		await mkdir(dirname(to), { recursive: true });
		try {
			await buildIndexAside({
				...{ from, to, country, signal },
				onProgress: ({ phase, done, total }) =>
					// After the reading there are a few steps without a size, and they are soon over.
					onStep({ phase: phase === "reading" ? "building" : "writing", done, total: phase === "reading" ? total : 0 }),
			});
		} catch (fault) {
			signal.throwIfAborted();
			throw buildFault(fault);
		}
		onStep({ phase: "verifying", done: 0, total: 0 });
		try {
			return await verifyIndex(to);
		} catch (fault) {
			throw diskFault(fault) ?? new UpdateFault("not-verified", {}, fault);
		}
	},
	async describe(path) {
		try {
			return readIndexInfo(path);
		} catch (fault) {
			if (fault instanceof RegistryFault) return null;
			throw fault;
		}
	},
};

/** A file that the builder names is damaged; anything else is told as it is. */
function buildFault(fault: unknown): Error {
	if (!(fault instanceof RegistryFault)) return diskFault(fault) ?? new UpdateFault("not-built", {}, fault);
	const file = /\b(?:ripe(?:-nonauth)?\.db|delegated)[\w.-]*\w/.exec(fault.message)?.[0];
	return file === undefined ? new UpdateFault("not-built", {}, fault) : new UpdateFault("damaged", { file }, fault);
}

import { RegistryFault } from "../registry-fault.ts";
import type { BuildOptions } from "./build-options.ts";
import { type Collector, collector, keptAttributes } from "./collect-objects.ts";
import { type Delegated, delegatedReader } from "./delegated.ts";
import { readFileBytes } from "./read-file.ts";
import { rpslScanner } from "./scan-rpsl.ts";
import type { SplitFile } from "./split-files.ts";

export interface FilesRead {
	readonly objects: Collector;
	/** Null when the delegated statistics are not at hand. */
	readonly delegated: Delegated | null;
}

type Hear = (bytes: number) => void;

async function readDelegated(path: string, onBytes: Hear, signal?: AbortSignal): Promise<Delegated> {
	const reader = delegatedReader();
	let rest = "";
	for await (const chunk of readFileBytes(path, onBytes, signal)) {
		const lines = (rest + chunk.toString("latin1")).split("\n");
		rest = lines.pop() ?? "";
		if (rest.length > 65_536) throw new RangeError("a line is too long for registry data");
		for (const line of lines) reader.line(line);
	}
	reader.line(rest);
	return reader.end();
}

/** Reads the files of a registry, in their order. Throws a `RegistryFault` that names the file which is damaged. */
export async function readFiles(files: readonly SplitFile[], options: BuildOptions): Promise<FilesRead> {
	const { signal, onProgress } = options;
	const objects = collector();
	let delegated: Delegated | null = null;
	const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
	let done = 0;
	let reported = 0;
	const onBytes: Hear = (bytes) => {
		done += bytes;
		const now = performance.now();
		if (now - reported < 250) return;
		reported = now;
		onProgress?.({ phase: "reading", done, total });
	};
	for (const { name, path, type } of files) {
		try {
			if (type === "delegated") delegated = await readDelegated(path, onBytes, signal);
			else {
				const scanner = rpslScanner(keptAttributes, objects.add);
				for await (const chunk of readFileBytes(path, onBytes, signal)) scanner.push(chunk);
				scanner.end();
			}
		} catch (cause) {
			signal?.throwIfAborted();
			throw new RegistryFault(`The registry file ${name} is damaged or cannot be read. Fetch it again.`, { cause });
		}
	}
	onProgress?.({ phase: "reading", done: total, total });
	return { objects, delegated };
}

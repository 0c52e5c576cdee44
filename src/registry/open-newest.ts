import { stat } from "node:fs/promises";
import { join } from "node:path";
import { findSplitFiles, oldestMs } from "./build/split-files.ts";
import { type IndexInfo, indexFileName } from "./index-format.ts";
import { type RegistryIndex, readIndexInfo } from "./open-index.ts";
import { openRegistry } from "./open-registry.ts";
import { RegistryFault } from "./registry-fault.ts";

/** What answers from a registry folder. */
export type RegistryKind = "index" | "files" | "none" | "unusable";

/** What answers from a folder: its index, or the split files that lie in it where these are newer than the index, or it can't be read. A folder that is not there has nothing. */
export async function registryKind(home: string): Promise<RegistryKind> {
	const files = await findSplitFiles(home).catch(() => []);
	const info = infoOf(home);
	if (info !== null && (files.length === 0 || Date.parse(info.asOf) >= oldestMs(files))) return "index";
	if (files.length > 0) return "files";
	return (await isThere(join(home, indexFileName))) ? "unusable" : "none";
}

/**
 * Opens what answers from a folder; null = it holds nothing. Of split files that are newer than the index, or all there is, the index is built
 * first. Throws a `RegistryFault` when what is there can't be used.
 */
export async function openNewest(home: string, country: string | null): Promise<RegistryIndex | null> {
	return (await registryKind(home)) === "none" ? null : openRegistry(home, { country });
}

function infoOf(home: string): IndexInfo | null {
	try {
		return readIndexInfo(join(home, indexFileName));
	} catch (fault) {
		if (fault instanceof RegistryFault) return null;
		throw fault;
	}
}

async function isThere(path: string): Promise<boolean> {
	return stat(path).then(
		() => true,
		() => false,
	);
}

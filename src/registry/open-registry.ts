import { randomUUID } from "node:crypto";
import { access, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BuildProgress } from "./build/build-options.ts";
import { findSplitFiles, oldestMs, type SplitFile } from "./build/split-files.ts";
import { buildIndexAside } from "./build-index-aside.ts";
import { type IndexInfo, indexFileName } from "./index-format.ts";
import { openIndex, type RegistryIndex, readIndexInfo } from "./open-index.ts";
import { RegistryFault } from "./registry-fault.ts";

export interface OpenRegistryOptions {
	/** ISO 3166 alpha-2: an index that is built now holds networks of this country only. Null, the default: all. */
	readonly country?: string | null;
	readonly onProgress?: (progress: BuildProgress) => void;
	readonly signal?: AbortSignal;
}

const exists = (path: string) =>
	access(path).then(
		() => true,
		() => false,
	);

/**
 * Whether an index needs not be made anew: it was made of exactly these files, for this country, or (by an update) of newer ones than lie here.
 */
function isCurrentFor(info: IndexInfo, files: readonly SplitFile[], country: string | null): boolean {
	const key = (source: { name: string; bytes: number; modified: string }) =>
		`${source.name} ${source.bytes} ${source.modified}`;
	const known = new Set(info.sources.map(key));
	if (known.size === files.length && files.every((file) => known.has(key(file)))) return info.country === country;
	return Date.parse(info.asOf) > oldestMs(files);
}

function isCurrent(path: string, files: readonly SplitFile[], country: string | null): boolean {
	try {
		return isCurrentFor(readIndexInfo(path), files, country);
	} catch (fault) {
		// Of another version, or damaged: it is made anew.
		if (fault instanceof RegistryFault) return false;
		throw fault;
	}
}

/**
 * Opens the index of a folder (`registry.index`). Where the folder holds the RIPE database's split files (`ripe.db.inetnum.gz` and so on, plain or
 * packed), the index is built of them first when there is none, or one of older files: that may take a minute. In a folder that is read only it is built in the system's temporary folder, each time. Throws a
 * `RegistryFault` when the folder or a file cannot be read or holds no networks.
 */
export async function openRegistry(folder: string, options: OpenRegistryOptions = {}): Promise<RegistryIndex> {
	const { country = null } = options;
	const path = join(folder, indexFileName);
	const files = await findSplitFiles(folder);
	if (files.length === 0) {
		if (await exists(path)) return openIndex(path);
		throw new RegistryFault(
			'The registry folder holds neither registry.index nor a ripe.db.inetnum or ripe.db.inet6num file (plain or .gz). Run "meldkamer registry update", or put the RIPE database\'s split files there.',
		);
	}
	if (isCurrent(path, files, country)) return openIndex(path);
	try {
		await buildIndexAside({ ...options, from: folder, to: path, country });
	} catch (fault) {
		// A folder that is read only: the index does not outlive this process then.
		if (!readOnly.has((fault as NodeJS.ErrnoException).code ?? "")) throw fault;
		return openTemporary(folder, options);
	}
	return openIndex(path);
}

const readOnly = new Set(["EACCES", "EPERM", "EROFS"]);

async function openTemporary(folder: string, options: OpenRegistryOptions): Promise<RegistryIndex> {
	const temporary = join(tmpdir(), `meldkamer-registry-${randomUUID()}.index`);
	try {
		await buildIndexAside({ ...options, from: folder, to: temporary, country: options.country ?? null });
		return openIndex(temporary);
	} finally {
		// The open file stays readable. (Windows keeps its name until it is closed: the temporary folder's tidying takes it.)
		await rm(temporary, { force: true }).catch(() => {});
	}
}

/**
 * Opens a folder of split files without leaving anything in it: an index that is there and fits is used; else one is built in the
 * system's temporary folder and is gone when it is closed. Otherwise as `openRegistry`.
 */
export async function openSplitFiles(folder: string, options: OpenRegistryOptions = {}): Promise<RegistryIndex> {
	const { country = null } = options;
	const path = join(folder, indexFileName);
	const files = await findSplitFiles(folder);
	if (files.length === 0 || isCurrent(path, files, country)) return openRegistry(folder, options);
	return openTemporary(folder, options);
}

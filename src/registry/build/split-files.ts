import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { IndexSource } from "../index-format.ts";
import { RegistryFault } from "../registry-fault.ts";

/** What the objects of a split file are. */
export type ObjectType = "role" | "organisation" | "aut-num" | "inetnum" | "inet6num" | "route" | "route6";

export interface SplitFile extends IndexSource {
	readonly path: string;
	readonly type: ObjectType | "delegated";
	readonly modifiedMs: number;
}

/** In the order of reading: what others refer to comes first. */
const order: readonly SplitFile["type"][] = [
	"role",
	"organisation",
	"aut-num",
	"inetnum",
	"inet6num",
	"route",
	"route6",
	"delegated",
];
const splitName = /^ripe(?:-nonauth)?\.db\.(inetnum|inet6num|organisation|role|aut-num|route6?)(?:\.gz)?$/;
const delegatedName = /^delegated-ripencc-extended(?:-latest)?(?:\.gz)?$/;

function typeOf(name: string): SplitFile["type"] | null {
	const [, type] = splitName.exec(name) ?? [];
	if (type !== undefined) return type as ObjectType;
	return delegatedName.test(name) ? "delegated" : null;
}

/**
 * The files of a folder that an index is made of, in the order of reading; where one is there both plain and packed, the plain
 * one. Empty when the folder holds no networks. Throws a `RegistryFault` when it cannot be read.
 */
export async function findSplitFiles(folder: string): Promise<SplitFile[]> {
	let names: string[];
	try {
		names = await readdir(folder);
	} catch (cause) {
		throw new RegistryFault(
			"The registry folder cannot be read. Set REGISTRY_DIR to a folder with the RIPE database's split files or its index, or leave it empty.",
			{ cause },
		);
	}
	const present = new Set(names);
	const files: SplitFile[] = [];
	for (const name of names.sort()) {
		const type = typeOf(name);
		if (type === null || (name.endsWith(".gz") && present.has(name.slice(0, -3)))) continue;
		const path = join(folder, name);
		const { size: bytes, mtimeMs } = await stat(path);
		files.push({ name, path, type, bytes, modifiedMs: mtimeMs, modified: new Date(mtimeMs).toISOString() });
	}
	if (!files.some(({ type }) => type === "inetnum" || type === "inet6num")) return [];
	return files.sort((a, b) => order.indexOf(a.type) - order.indexOf(b.type));
}

/** When the oldest of the database's files was last modified, in whole ms since 1970: what an index of them gives as `asOf`. */
export function oldestMs(files: readonly SplitFile[]): number {
	const times = files.filter(({ type }) => type !== "delegated").map(({ modifiedMs }) => modifiedMs);
	return Math.floor(Math.min(...times));
}

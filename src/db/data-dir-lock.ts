import { randomUUID } from "node:crypto";
import { mkdir, open, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";

/** Another process works in the data folder. `pid` is null when the lock does not say. */
export class DataDirInUse extends Error {
	readonly dataDir: string;
	readonly pid: number | null;
	constructor(dataDir: string, pid: number | null) {
		super(
			`another process${pid === null ? "" : ` (pid ${pid})`} is already using the data folder ${dataDir}; ` +
				"stop it first, or give this one another DATA_DIR",
		);
		this.name = "DataDirInUse";
		this.dataDir = dataDir;
		this.pid = pid;
	}
}

interface Holder {
	readonly pid: number;
	/** When that process began, as the system tells it; tells a reused pid apart. Null where it does not tell. */
	readonly startTime: string | null;
	readonly token: string;
}

/** A lock file without readable content counts as being written for this long, and as left behind after. */
const writingMs = 5_000;

/**
 * Takes `<dataDir>/meldkamer.lock` for this process and gives how to let go. A lock whose process is gone is taken over.
 * Throws `DataDirInUse` while another process, or another opening in this one, holds it.
 */
export async function lockDataDir(dataDir: string): Promise<() => Promise<void>> {
	await mkdir(dataDir, { recursive: true });
	const path = join(dataDir, "meldkamer.lock");
	const mine: Holder = { pid: process.pid, startTime: await startTime(process.pid), token: randomUUID() };
	for (let attempt = 0; attempt < 50; attempt++) {
		if (await create(path, mine)) return () => unlock(path, mine);
		const found = await read(path);
		if (found === "gone") continue;
		if (await isAlive(found)) throw new DataDirInUse(dataDir, found === "unreadable" ? null : found.pid);
		await removeStale(path, found);
	}
	throw new DataDirInUse(dataDir, null);
}

async function create(path: string, mine: Holder): Promise<boolean> {
	try {
		const file = await open(path, "wx");
		try {
			await file.writeFile(JSON.stringify(mine));
		} finally {
			await file.close();
		}
		return true;
	} catch (error) {
		if (hasCode(error, "EEXIST")) return false;
		throw error;
	}
}

async function read(path: string): Promise<Holder | "gone" | "unreadable"> {
	try {
		const text = await readFile(path, "utf8");
		const value = parse(text);
		if (value !== null) return value;
		const age = Date.now() - (await stat(path)).mtimeMs;
		return age < writingMs ? "unreadable" : { pid: 0, startTime: null, token: "" };
	} catch (error) {
		if (hasCode(error, "ENOENT")) return "gone";
		throw error;
	}
}

function parse(text: string): Holder | null {
	try {
		const value = JSON.parse(text) as Partial<Holder> | null;
		if (typeof value?.pid !== "number" || typeof value.token !== "string") return null;
		return { pid: value.pid, startTime: value.startTime ?? null, token: value.token };
	} catch {
		return null;
	}
}

async function isAlive(found: Holder | "unreadable"): Promise<boolean> {
	if (found === "unreadable") return true;
	if (found.pid <= 0) return false;
	try {
		process.kill(found.pid, 0);
	} catch (error) {
		// EPERM: it lives and is somebody else's.
		if (!hasCode(error, "EPERM")) return false;
	}
	const started = await startTime(found.pid);
	return started === null || found.startTime === null || started === found.startTime;
}

/**
 * Deletes a dead process's lock. Only who holds the guard file may, and looks again under it, so that of several
 * processes that saw the same stale lock none deletes the lock that another has taken since.
 */
async function removeStale(path: string, stale: Holder | "unreadable"): Promise<void> {
	const guard = `${path}.takeover`;
	try {
		await (await open(guard, "wx")).close();
	} catch (error) {
		if (!hasCode(error, "EEXIST")) throw error;
		// Held for microseconds; an old one was left by a process that died right there.
		const age = await stat(guard).then(
			(found) => Date.now() - found.mtimeMs,
			() => 0,
		);
		if (age > writingMs) await rm(guard, { force: true });
		await setTimeout(20);
		return;
	}
	try {
		const found = await read(path);
		const same = typeof found === "object" && typeof stale === "object" && found.token === stale.token;
		if (same) await rm(path, { force: true });
	} finally {
		await rm(guard, { force: true });
	}
}

async function unlock(path: string, mine: Holder): Promise<void> {
	const found = await read(path);
	if (typeof found === "object" && found.token === mine.token) await rm(path, { force: true });
}

/** Field 22 of `/proc/<pid>/stat` (proc(5)), counted after the command name, which may hold spaces and brackets. */
async function startTime(pid: number): Promise<string | null> {
	try {
		const line = await readFile(`/proc/${pid}/stat`, "utf8");
		return line.slice(line.lastIndexOf(")") + 2).split(" ")[19] ?? null;
	} catch {
		return null;
	}
}

function hasCode(error: unknown, code: string): boolean {
	return error instanceof Error && (error as NodeJS.ErrnoException).code === code;
}

import { randomUUID } from "node:crypto";
import { link, mkdir, open, readFile, readlink, rm, stat, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { dirname } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import { codeOf } from "./update-fault.ts";

const Holder = z.object({
	pid: z.number(),
	/** Where that pid means something: the machine, and the container in it. */
	host: z.string(),
	/** When that process began, as the system tells it; tells a reused pid apart. Null where it does not tell. */
	startTime: z.string().nullable(),
	token: z.string(),
	/** ISO 8601. */
	since: z.string(),
});
type Holder = Readonly<z.infer<typeof Holder>>;

export interface UpdateLock {
	/** Tells this holding from every other. */
	readonly token: string;
	/** False when it is lost after all, e.g. because somebody deleted the file. */
	isMine(): Promise<boolean>;
	release(): Promise<void>;
}

/** How often a holder shows that it lives, for those on other machines that see the same folder. */
const beatMs = 10_000;
/** A holder on another machine that showed nothing for so long is gone. */
const goneMs = 120_000;
const guardMs = 5_000;

/**
 * Takes the lock file for this process; null while another process, on this machine or another, has it. The lock of a
 * process that is gone is taken over. It appears with its content at once, because it is a link to a file that is already written.
 */
export async function takeUpdateLock(path: string): Promise<UpdateLock | null> {
	await mkdir(dirname(path), { recursive: true });
	const token = randomUUID();
	const mine: Holder = {
		...{ pid: process.pid, host: await hereName(), token, since: new Date().toISOString() },
		startTime: await startTime(process.pid),
	};
	const draft = `${path}.${token}`;
	await writeFile(draft, JSON.stringify(mine));
	try {
		for (let tries = 0; tries < 50; tries++) {
			if (await linked(draft, path)) return holding(path, token);
			if ((await readHolder(path)) !== null) return null;
			await removeStale(path);
		}
		return null;
	} finally {
		await rm(draft, { force: true });
	}
}

/** Who has the lock now; null when nobody who lives does. */
export async function readHolder(path: string): Promise<Holder | null> {
	const found = await readLock(path);
	return found !== null && (await isAlive(path, found)) ? found : null;
}

async function hereName(): Promise<string> {
	const space = await readlink("/proc/self/ns/pid").catch(() => "");
	return `${hostname()} ${space}`;
}

function holding(path: string, token: string): UpdateLock {
	const isMine = async () => (await readLock(path))?.token === token;
	const show = async () => {
		const now = new Date();
		if (await isMine()) await utimes(path, now, now);
	};
	// Gone from under us, or a disk that is out of order: the next beat sees.
	const beat = setInterval(() => void show().catch(() => {}), beatMs);
	beat.unref();
	return {
		token,
		isMine,
		async release() {
			clearInterval(beat);
			if (await isMine()) await rm(path, { force: true });
		},
	};
}

async function linked(draft: string, path: string): Promise<boolean> {
	try {
		await link(draft, path);
		return true;
	} catch (fault) {
		if (codeOf(fault) === "EEXIST") return false;
		throw fault;
	}
}

async function readLock(path: string): Promise<Holder | null> {
	try {
		return Holder.parse(JSON.parse(await readFile(path, "utf8")));
	} catch {
		return null;
	}
}

async function isAlive(path: string, { pid, host, startTime: began }: Holder): Promise<boolean> {
	if (host !== (await hereName())) {
		const age = await stat(path).then(
			({ mtimeMs }) => Date.now() - mtimeMs,
			() => Number.POSITIVE_INFINITY,
		);
		return age < goneMs;
	}
	try {
		process.kill(pid, 0);
	} catch (fault) {
		// EPERM: it lives and is somebody else's.
		if (codeOf(fault) !== "EPERM") return false;
	}
	const started = await startTime(pid);
	return started === null || began === null || started === began;
}

/**
 * Deletes a dead process's lock. Only who holds the guard file may, and looks again under it, so that of several processes that saw the same stale
 * lock none deletes the one that another has taken since.
 */
async function removeStale(path: string): Promise<void> {
	const guard = `${path}.takeover`;
	try {
		await (await open(guard, "wx")).close();
	} catch (fault) {
		if (codeOf(fault) !== "EEXIST") throw fault;
		// Held for microseconds; an old one was left by a process that died right there.
		const age = await stat(guard).then(
			({ mtimeMs }) => Date.now() - mtimeMs,
			() => 0,
		);
		if (age > guardMs) await rm(guard, { force: true });
		await wait(20);
		return;
	}
	try {
		if ((await readHolder(path)) === null) await rm(path, { force: true });
	} finally {
		await rm(guard, { force: true });
	}
}

/** Field 22 of `/proc/<pid>/stat` (proc(5)), counted after the command name, which may hold spaces and brackets. */
async function startTime(pid: number): Promise<string | null> {
	const line = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => null);
	return line === null ? null : (line.slice(line.lastIndexOf(")") + 2).split(" ")[19] ?? null);
}

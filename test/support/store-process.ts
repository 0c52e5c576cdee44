import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";

const root = join(import.meta.dirname, "../..");

/** A real process that opens the embedded database in `dataDir` and appends notes to a case until it is killed. */
export function startStoreProcess(dataDir: string) {
	const args = ["--import", join(root, "scripts/run-ts.mjs"), join(root, "test/support/append-notes.ts"), dataDir];
	const child = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
	let last = 0;
	let errors = "";
	let wake = (): void => {};
	child.stderr.on("data", (data) => {
		errors += data;
	});
	createInterface({ input: child.stdout }).on("line", (line) => {
		last = Number(line);
		wake();
	});
	const exited = once(child, "exit").then(() => wake());
	return {
		pid: child.pid,
		/** Waits until the process has said that note `count` is stored. */
		acknowledged: async (count: number): Promise<void> => {
			while (last < count) {
				if (child.exitCode !== null) throw new Error(`the process ended: ${errors}`);
				await new Promise<void>((resolve) => {
					wake = resolve;
				});
			}
		},
		/** Kills it as `kill -9` does, and gives the last note that it acknowledged. */
		kill: async (): Promise<number> => {
			child.kill("SIGKILL");
			await exited;
			return last;
		},
	};
}

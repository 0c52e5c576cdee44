import { execFile } from "node:child_process";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");

export interface CliOutcome {
	readonly status: number;
	readonly stdout: string;
	readonly stderr: string;
}

/** Runs the command line as a process of its own, in a folder and with these settings only; in English unless they say otherwise. */
export function runCli(
	folder: string,
	args: readonly string[],
	settings: Readonly<Record<string, string>> = {},
): Promise<CliOutcome> {
	return new Promise((resolve) => {
		const program = ["--import", join(root, "scripts/run-ts.mjs"), join(root, "src/cli.ts")];
		const env = { PATH: process.env.PATH, HOTLINE_LANGUAGE: "en", ...settings };
		execFile(process.execPath, [...program, ...args], { cwd: folder, env }, (fault, stdout, stderr) =>
			resolve({ status: Number(fault?.code ?? 0), stdout, stderr }),
		);
	});
}

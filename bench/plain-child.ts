import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import type { Bench } from "./bench.ts";

const root = join(import.meta.dirname, "..");

/**
 * Makes plain JavaScript of a program of bench/, to be run by `node` alone: what compiles TypeScript on the fly must not count in a
 * measured process's memory. It lies inside the package, where its imports are found, until the bench ends.
 */
export async function bundled(bench: Bench, source: string): Promise<string> {
	const parent = join(root, ".build");
	await mkdir(parent, { recursive: true });
	const folder = await mkdtemp(join(parent, "bench-"));
	bench.onEnd(() => rm(folder, { recursive: true, force: true }));
	const outfile = join(folder, "program.mjs");
	await build({
		entryPoints: [source],
		bundle: true,
		packages: "external",
		platform: "node",
		format: "esm",
		target: "node20",
		outfile,
		logLevel: "silent",
	});
	return outfile;
}

/** Starts a program that lives no longer than the bench. Its stderr is ours. */
export function startChild(bench: Bench, program: string, args: readonly string[]): ChildProcess {
	const child = spawn(program, args, { stdio: ["ignore", "pipe", "inherit", "ipc"] });
	bench.onEnd(() => child.kill("SIGKILL"));
	return child;
}

/** Runs a program to its end and gives the JSON that it printed. Throws when it fails. */
export async function runForJson<T>(bench: Bench, program: string, args: readonly string[]): Promise<T> {
	const child = startChild(bench, program, args);
	let text = "";
	child.stdout?.on("data", (chunk: Buffer) => {
		text += chunk.toString("utf8");
	});
	const [status] = await once(child, "close");
	if (status !== 0) throw new Error(`${args[0]} ended with ${status}`);
	return JSON.parse(text) as T;
}

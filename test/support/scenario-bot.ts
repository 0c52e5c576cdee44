import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");
const readyMs = 120_000;
const stopMs = 30_000;

/** A settings environment; nothing else of this process's environment reaches the bot. */
export type Settings = Readonly<Record<string, string>>;

/** The compiled bot as a process of its own. */
export interface Bot {
	readonly dataDir: string;
	/** Where the local chat is, with its key; null when it is off. */
	readonly chatUrl: string | null;
	/** All that it wrote on stderr, its log included. */
	log(): string;
	/** True while it runs. */
	isAlive(): boolean;
	/** Ends it as an administrator does (SIGTERM); throws when it does not end in time or with another status than 0. */
	stop(): Promise<void>;
	/** Ends it as a power cut does (SIGKILL). */
	kill(): Promise<void>;
}

export interface BotOptions {
	readonly dataDir: string;
	readonly settings: Settings;
}

/** Starts `meldkamer start` and waits until it says that it is up. Throws with its own words when it ends before that. */
export async function startBot({ dataDir, settings }: BotOptions): Promise<Bot> {
	const child = spawnCli(["start"], { dataDir, settings });
	const output = collect(child);
	const exited = once(child, "exit");
	const signs = [
		/^Local chat: .*\n/m,
		...(settings.DISCORD_TOKEN === undefined ? [] : [/^Discord: .*\n/m]),
		...(settings.SLACK_BOT_TOKEN === undefined ? [] : [/^Slack: .*\n/m]),
	];
	const ready = new Promise<void>((resolve, reject) => {
		const timer = setTimeout(() => reject(new Error(`the bot is not up after ${readyMs} ms`)), readyMs);
		child.stdout?.on("data", () => {
			if (signs.every((sign) => sign.test(output.stdout))) done(resolve);
		});
		child.once("exit", () => done(() => reject(new Error(`the bot ended: ${output.stderr.slice(-800)}`))));
		const done = (end: () => void) => {
			clearTimeout(timer);
			end();
		};
	});
	try {
		await ready;
	} catch (fault) {
		child.kill("SIGKILL");
		throw fault;
	}
	const isAlive = () => child.exitCode === null && child.signalCode === null;
	return {
		dataDir,
		chatUrl: /^Local chat: (http\S+)$/m.exec(output.stdout)?.[1] ?? null,
		log: () => output.stderr,
		isAlive,
		async stop() {
			if (!isAlive()) throw new Error("the bot was not running any more");
			child.kill("SIGTERM");
			const timer = setTimeout(() => child.kill("SIGKILL"), stopMs);
			await exited;
			clearTimeout(timer);
			if (child.exitCode !== 0) throw new Error(`the bot ended with ${child.exitCode ?? child.signalCode}`);
		},
		async kill() {
			child.kill("SIGKILL");
			await exited;
		},
	};
}

/** Runs a command of the compiled command line, in `dataDir`, with these settings alone. */
export function spawnCli(args: readonly string[], { dataDir, settings }: BotOptions): ChildProcess {
	const { PATH = "", HOME = "", TMPDIR = "" } = process.env;
	return spawn(process.execPath, [join(root, "dist/src/cli.js"), ...args], {
		cwd: dataDir,
		env: { PATH, HOME, ...(TMPDIR === "" ? {} : { TMPDIR }), DATA_DIR: dataDir, ...settings },
		stdio: ["ignore", "pipe", "pipe"],
	});
}

/** What a process wrote so far. */
export function collect(child: ChildProcess): { stdout: string; stderr: string } {
	const output = { stdout: "", stderr: "" };
	child.stdout?.on("data", (chunk: Buffer) => {
		output.stdout += chunk.toString("utf8");
	});
	child.stderr?.on("data", (chunk: Buffer) => {
		output.stderr += chunk.toString("utf8");
	});
	return output;
}

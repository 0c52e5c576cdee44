import { once } from "node:events";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Change, InteractionHead } from "../../src/chat/local/wire.ts";
import { collect, spawnCli } from "../../test/support/scenario-bot.ts";
import { type LocalApi, openLocalApi } from "../../test/support/scenario-local-api.ts";
import type { Bench } from "../bench.ts";

/** A bot as a process of its own, on an empty folder, with its local chat. */
export interface Room {
	readonly api: LocalApi;
	/** Opens a case with a file; `ms` is until the answer. */
	upload(file: Uint8Array): Promise<{ readonly caseNumber: string; readonly ms: number }>;
	/** The id of the case's button "valid", once it has one: then its file was read. Null when it takes longer than `ms`. */
	voteButton(caseNumber: string, ms: number): Promise<string | null>;
	close(): Promise<void>;
}

/** Never reached, so that votes go on being votes. */
const quorum = "20";
const settings = {
	...{ LOCAL_CHAT: "on", LOCAL_CHAT_PORT: "0", LIVE_LOOKUP: "off", HOTLINE_LANGUAGE: "en", LOG_LEVEL: "error" },
	...{ CASE_PREFIX: "BENCH", POLL_QUORUM: quorum, MAX_UPLOAD_MB: "1024" },
};

/** `loopFile` gets a line per look at the bot's event loop (watch-loop.mjs). */
export async function openRoom(bench: Bench, loopFile: string): Promise<Room> {
	const dataDir = join(bench.folder, "data");
	await mkdir(dataDir);
	const watch = pathToFileURL(join(import.meta.dirname, "watch-loop.mjs")).href;
	const child = spawnCli(["start"], {
		dataDir,
		settings: { ...settings, NODE_OPTIONS: `--import=${watch}`, BENCH_LOOP_FILE: loopFile },
	});
	const exited = once(child, "exit");
	const close = async () => {
		child.kill("SIGKILL");
		await exited;
	};
	bench.onEnd(close);
	const output = collect(child);
	const url = await new Promise<string>((resolve, reject) => {
		child.stdout?.on("data", () => {
			const link = /^Local chat: (http\S+)$/m.exec(output.stdout)?.[1];
			if (link !== undefined) resolve(link);
		});
		child.once("exit", () => reject(new Error(`the bot ended: ${output.stderr.slice(-800)}`)));
	});
	const buttons = new Map<string, string>();
	let wake = () => {};
	const api = await openLocalApi(url, "local:nobody", (change: Change) => {
		const button = /vote:(BENCH-\d+-\d+):\d+:valid/.exec(JSON.stringify(change));
		if (button?.[1] === undefined) return;
		buttons.set(button[1], button[0]);
		wake();
	});
	bench.onEnd(() => api.close());
	return {
		api,
		close,
		async upload(file) {
			const start = performance.now();
			const answer = await api.interact(reportHead(file.length), file);
			const caseNumber = /BENCH-\d+-\d+/.exec(JSON.stringify(answer))?.[0];
			if (caseNumber === undefined) throw new Error("no case was opened");
			return { caseNumber, ms: performance.now() - start };
		},
		async voteButton(caseNumber, ms) {
			const late = AbortSignal.timeout(ms);
			while (!late.aborted && !buttons.has(caseNumber)) {
				await new Promise<void>((resolve) => {
					wake = resolve;
					late.addEventListener("abort", () => resolve(), { once: true });
				});
			}
			return buttons.get(caseNumber) ?? null;
		},
	};
}

function reportHead(bytes: number): InteractionHead {
	return {
		...{ kind: "command", as: "local:bram", channel: "reports", message: null, name: "report" },
		values: { title: "Unpatched gateways", category: "vulnerability", description: "A version with a known hole." },
		file: { option: "file", fileName: "report.csv", bytes },
	};
}

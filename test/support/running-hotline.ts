import { join } from "node:path";
import { demoRanges } from "../../src/demo/demo-networks.ts";
import { type DemoFiles, writeDemo } from "../../src/demo/write-demo.ts";
import { type Bot, startBot } from "./scenario-bot.ts";
import type { DataDirs } from "./scenario-data-dir.ts";

/** The compiled bot with the demo's registry, its local chat open, asking nothing over the network. */
export interface RunningHotline {
	readonly dataDir: string;
	readonly files: DemoFiles;
	/** The link of the page; the same after a restart. */
	readonly url: string;
	bot(): Bot;
	/** Ends it as a power cut does, and starts it on the same data and the same port. `meanwhile` runs in between. */
	restart(meanwhile: () => Promise<unknown>): Promise<void>;
	close(): Promise<void>;
}

/** In a new one of `dirs`. */
export async function startDemoHotline(dirs: DataDirs): Promise<RunningHotline> {
	const dataDir = await dirs.fresh("hotline");
	const files = await writeDemo(join(dataDir, "input"));
	const settings = {
		REGISTRY_DIR: files.registry,
		ALLOWED_SPECIAL_USE: demoRanges.join(","),
		LIVE_LOOKUP: "off",
		LOCAL_CHAT: "on",
		LOCAL_CHAT_PORT: "0",
		LOG_LEVEL: "warn",
	};
	let bot = await startBot({ dataDir, settings });
	const url = bot.chatUrl ?? "";
	return {
		dataDir,
		files,
		url,
		bot: () => bot,
		async restart(meanwhile) {
			await bot.kill();
			await meanwhile();
			bot = await startBot({ dataDir, settings: { ...settings, LOCAL_CHAT_PORT: new URL(url).port } });
		},
		async close() {
			if (bot.isAlive()) await bot.stop();
			await dirs.remove(dataDir);
		},
	};
}

import { type Bot, type BotOptions, startBot } from "./scenario-bot.ts";

/** A bot over all its restarts. The settings are read anew at each start. */
export interface BotLife {
	readonly dataDir: string;
	/** Its log so far. */
	log(): string;
	restart(how: "stop" | "kill"): Promise<void>;
	/** Ends it; nothing when it has ended already. */
	end(how: "stop" | "kill"): Promise<void>;
}

export async function startBotLife(options: BotOptions): Promise<BotLife> {
	const logs: string[] = [];
	let bot: Bot | null = await startBot(options);
	let ending: Promise<void> = Promise.resolve();
	const endNow = async (last: Bot, how: "stop" | "kill"): Promise<void> => {
		try {
			await last[how]();
		} finally {
			logs.push(last.log());
		}
	};
	const end = (how: "stop" | "kill"): Promise<void> => {
		// Who asks while it ends waits for that end; a second signal would cut it short.
		if (bot !== null) ending = endNow(bot, how);
		bot = null;
		return ending;
	};
	return {
		dataDir: options.dataDir,
		log: () => [...logs, bot?.log() ?? ""].join(""),
		end,
		async restart(how) {
			await end(how);
			bot = await startBot(options);
		},
	};
}

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
	const end = async (how: "stop" | "kill"): Promise<void> => {
		const ending = bot;
		if (ending === null) return;
		try {
			await ending[how]();
		} finally {
			bot = null;
			logs.push(ending.log());
		}
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

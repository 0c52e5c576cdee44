import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { createTexts } from "../../src/text/texts.ts";
import { readDiscordMessage } from "../../test/support/discord-reader.ts";
import type { FakeAnswer, FakeDiscord } from "../../test/support/fake-discord/fake-discord.ts";
import { startFakeDiscord } from "../../test/support/fake-discord/start-fake-discord.ts";
import { startBot } from "../../test/support/scenario-bot.ts";
import type { Seen } from "../../test/support/scenario-driver.ts";
import type { Bench } from "../bench.ts";

/** A bot as a process of its own, on an empty folder, in a fake Discord that is a process too. */
export interface DiscordRoom {
	readonly fake: FakeDiscord;
	/** Opens a case with a file, and gives its number. */
	upload(file: Uint8Array): Promise<string>;
	/** The case's poll with its buttons, once it has one: then its file was read. Null when `signal` aborts before. */
	poll(caseNumber: string, signal: AbortSignal): Promise<Seen | null>;
	close(): Promise<void>;
}

/** What a server may hold that has every boost. */
const largestFileBytes = 500 * 1_048_576;
const lookMs = 500;
/** Never reached, so that votes go on being votes. */
const quorum = "20";
const settings = {
	...{ LOCAL_CHAT: "off", LIVE_LOOKUP: "off", HOTLINE_LANGUAGE: "en", LOG_LEVEL: "error" },
	...{ CASE_PREFIX: "BENCH", POLL_QUORUM: quorum, MAX_UPLOAD_MB: "1024" },
};

export async function openDiscordRoom(bench: Bench): Promise<DiscordRoom> {
	const dataDir = join(bench.folder, "discord");
	await mkdir(dataDir);
	const fake = await startFakeDiscord({ attachmentSizeLimit: largestFileBytes, locale: "en-US" });
	bench.onEnd(() => fake.close());
	const bot = await startBot({ dataDir, settings: { ...fake.settings, ...settings } });
	const close = () => bot.kill();
	bench.onEnd(close);
	const label = createTexts("en", "Europe/Amsterdam").actions.voteValid;
	const pollOf = async (caseNumber: string): Promise<Seen | null> => {
		const thread = (await fake.threads()).find(({ name }) => name.startsWith(`${caseNumber} `));
		if (thread === undefined) return null;
		const seen = (await fake.messages(thread.id)).map(({ message }) => readDiscordMessage(message, true));
		// A post that begins with the headline has its buttons too; the poll stands below it.
		return seen.findLast(({ buttons }) => buttons.some((button) => button.label === label)) ?? null;
	};
	return {
		fake,
		close,
		async upload(bytes) {
			const file = { fileName: "report.csv", bytes };
			const typed = { title: "Unpatched gateways", category: "vulnerability", description: "A known hole.", file };
			const answer = await fake.command("bram", "report", typed);
			const caseNumber = /BENCH-\d+-\d+/.exec(wordsOf(answer))?.[0];
			if (caseNumber === undefined) throw new Error(`no case was opened: ${wordsOf(answer)}`);
			return caseNumber;
		},
		async poll(caseNumber, signal) {
			while (!signal.aborted) {
				const found = await pollOf(caseNumber);
				if (found !== null) return found;
				await fake.changed(lookMs);
			}
			return null;
		},
	};
}

function wordsOf(answer: FakeAnswer): string {
	return answer.kind === "message" ? readDiscordMessage(answer.message.message, false).text : answer.kind;
}

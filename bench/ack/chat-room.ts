import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { createTexts } from "../../src/text/texts.ts";
import { type BotLife, startBotLife } from "../../test/support/scenario-bot-life.ts";
import type { Actor, ScenarioDriver, Seen } from "../../test/support/scenario-driver.ts";
import type { Bench } from "../bench.ts";

/** What a fake says of an acknowledgement; `ackMs` is as the platform saw it. */
export type Acknowledged =
	| { readonly kind: "no-answer" }
	| { readonly kind: "platform-refused"; readonly why: string }
	| { readonly kind: string; readonly ackMs: number };

/** What is asked of a platform's fake itself, which times each acknowledgement. */
export interface TimedFake {
	readonly settings: Readonly<Record<string, string>>;
	press(as: Actor, message: string, button: string): Promise<Acknowledged>;
	/** A command with at most one option, of plain text. */
	command(as: Actor, command: string, option: readonly [name: string, value: string] | null): Promise<Acknowledged>;
	drive(life: BotLife): ScenarioDriver;
	close(): Promise<void>;
}

/** A chat platform on which acknowledgements are timed. */
export interface AckPlatform {
	/** As in the figures' names. */
	readonly name: string;
	/** Starts its fake, which takes a file as large as the report. */
	readonly start: () => Promise<TimedFake>;
}

/** A bot as a process of its own, on an empty folder, in a fake of a platform that is a process too. */
export interface ChatRoom {
	readonly fake: TimedFake;
	/** Opens a case with a file, and gives its number. */
	upload(file: Uint8Array): Promise<string>;
	/** The case's poll with its buttons, once it has one: then its file was read. Null when `signal` aborts before. */
	poll(caseNumber: string, signal: AbortSignal): Promise<Seen | null>;
	close(): Promise<void>;
}

const lookMs = 500;
/** Never reached, so that votes go on being votes. */
const quorum = "20";
const settings = {
	...{ LOCAL_CHAT: "off", LIVE_LOOKUP: "off", HOTLINE_LANGUAGE: "en", LOG_LEVEL: "error" },
	...{ CASE_PREFIX: "BENCH", POLL_QUORUM: quorum, MAX_UPLOAD_MB: "1024" },
};

export async function openChatRoom(bench: Bench, { name, start }: AckPlatform): Promise<ChatRoom> {
	const dataDir = join(bench.folder, name);
	await mkdir(dataDir);
	const fake = await start();
	bench.onEnd(() => fake.close());
	const life = await startBotLife({ dataDir, settings: { ...fake.settings, ...settings } });
	const close = () => life.end("kill");
	bench.onEnd(close);
	const driver = fake.drive(life);
	const label = createTexts("en", "Europe/Amsterdam").actions.voteValid;
	return {
		fake,
		close,
		async upload(bytes) {
			const file = { fileName: "report.csv", bytes };
			const typed = { title: "Unpatched gateways", category: "vulnerability", description: "A known hole.", file };
			const answer = await driver.runCommand("bram", "report", typed);
			const words = answer.kind === "message" ? answer.message.text : answer.kind;
			const caseNumber = /BENCH-\d+-\d+/.exec(words)?.[0];
			if (caseNumber === undefined) throw new Error(`no case was opened: ${words}`);
			return caseNumber;
		},
		async poll(caseNumber, signal) {
			while (!signal.aborted) {
				const seen = await driver.thread(caseNumber);
				const found = seen.findLast(({ buttons }) => buttons.some((button) => button.label === label));
				if (found !== undefined) return found;
				await driver.changed(lookMs);
			}
			return null;
		},
	};
}

import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { operatorKey } from "../../src/core/contact/parse-mailboxes.ts";
import { createTexts } from "../../src/text/texts.ts";
import {
	expectSays,
	formOf,
	headline,
	openCase,
	press,
	privateAnswer,
	type Stage,
	statusShown,
	waitFor,
	waitForStatus,
} from "../e2e/scenario/stage.ts";
import type { DataDirs } from "../support/scenario-data-dir.ts";
import { openLocalDriver } from "../support/scenario-local-driver.ts";
import { readStore } from "../support/scenario-store.ts";
import { makeWide, type Wide, writeRegistry } from "../support/scenario-wide.ts";
import type { Trial } from "./chaos.ts";
import type { Expected } from "./check-ended.ts";
import { checkHandOver } from "./check-hand-over.ts";
import type { Random } from "./random.ts";
import { type Mood, openRoughSmtp, type RoughSmtp } from "./rough-smtp.ts";

export const language = "nl";

/** A round of mailing, and how rough it gets. */
export interface RoundPlan {
	readonly wide: Wide;
	/** The bot is killed and started again this often, at random moments. */
	readonly kills: number;
	readonly moods: readonly Mood[];
	/** The moods come one after another, and not by chance. */
	readonly inTurn: boolean;
	/** Slow enough that all kills meet mails under way. */
	readonly perMinute: number;
}

export const expectedOf = (wide: Wide): Expected => ({
	groups: wide.groups,
	mailed: wide.findings - wide.withoutContact,
	buckets: { "no-contact": wide.withoutContact },
	language,
});

const accepts = (times: number): Mood[] => Array.from({ length: times }, () => "accept");
const refusals: readonly Mood[] = ["defer-recipient", "defer-message", "refuse-recipient", "refuse-message"];
/** A server that hangs up, by the step at which it does. */
const drops: readonly Mood[] = [
	...(["drop-greeting", "drop-hello", "drop-mail", "drop-recipient", "drop-data", "drop-in-data"] as const),
	...(["drop-after-data-lost", "drop-after-data-kept", "drop-after-answer"] as const),
];

/** A few kills, and a server in any mood. */
export const shortRound = (random: Random): RoundPlan => ({
	...{
		wide: makeWide({ operators: 60, perOperator: 2 }),
		kills: random.between(0, 3),
		inTurn: false,
		perMinute: 60_000,
	},
	moods: [...accepts(9), ...refusals, ...drops],
});

/** 300 notices, the bot killed a hundred times, and the server hanging up at each step in turn. */
export const longRound = (): RoundPlan => ({
	...{ wide: makeWide({ operators: 300, perOperator: 2 }), kills: 100, inTurn: true, perMinute: 350 },
	moods: drops.flatMap((drop) => [drop, ...accepts(5)]),
});

const finalMoods: readonly Mood[] = ["accept", "accept", "refuse-recipient", "drop-after-data-kept"];
/** After it was up, a killed bot had this long at most, in milliseconds. */
const maxLifeMs = 900;
const maxDelayMs = 12;
/** Longer than the wait before any further try, so that a deferred mail is due. */
const dayMs = 86_400_000;

/** The settings of a bot that mails to this server. */
export function mailSettings(
	registry: string,
	smtp: RoughSmtp,
	{ wide, perMinute }: RoundPlan,
): Record<string, string> {
	return {
		...{ HOTLINE_LANGUAGE: language, REGISTRY_DIR: registry, ALLOWED_SPECIAL_USE: wide.ranges, LIVE_LOOKUP: "off" },
		...{ SMTP_URL: smtp.url, MAIL_PER_MINUTE: String(perMinute), MAIL_PER_MINUTE_PER_DOMAIN: "0", LOG_LEVEL: "warn" },
		NODE_OPTIONS: `--import ${new URL("../support/shifted-clock.mjs", import.meta.url).href}`,
	};
}

/** A case on `stage`, brought to `sending`. */
export async function startSending(stage: Stage, wide: Wide): Promise<string> {
	const { driver, texts } = stage;
	const number = await openCase(stage, { fileName: wide.fileName, bytes: wide.report, addresses: [] });
	await waitForStatus(stage, number, "voting");
	for (const as of ["anna", "chris"] as const) await press(stage, as, number, texts.actions.voteValid);
	await waitForStatus(stage, number, "ready");
	const form = formOf(await press(stage, "anna", number, texts.actions.send));
	expectSays(await driver.submit("anna", form, { confirmation: number }), texts.replies.sending);
	return number;
}

/** True when nothing waits for its first attempt any more: all that is left is known, or deferred. */
async function isTriedOnce({ driver, texts }: Stage, number: string): Promise<boolean> {
	const titles = [texts.panels.sendingTitle("1"), texts.panels.sentTitle("1")];
	const card = (await driver.thread(number)).find(({ title }) => title !== null && titles.includes(title));
	return card !== undefined && !card.text.includes(`${texts.labels.outcome.queued}: `);
}

/** One mailing through a mail server that fails in every way, with kills; then the deferred ones; then the judging. */
export async function mailRound(trial: Trial, dirs: DataDirs, plan: RoundPlan): Promise<void> {
	const { wide, kills, moods, inTurn } = plan;
	const dataDir = await dirs.fresh("mail");
	const registry = await writeRegistry(join(dataDir, "registry"), wide.registry);
	const smtp = await openRoughSmtp(trial.random);
	const settings = mailSettings(registry, smtp, plan);
	const driver = await openLocalDriver({ dataDir, settings });
	const texts = createTexts(language, "Europe/Amsterdam");
	const stage: Stage = { driver, texts, cases: [], affected: new Set(), maxUploadMb: 100 };
	const sessions = () => Object.values(smtp.moods).reduce((sum, count) => sum + count, 0);
	try {
		smtp.behave(moods, maxDelayMs, inTurn);
		const number = await startSending(stage, wide);
		for (let kill = 1; kill <= kills; kill++) {
			const { length } = smtp.kept;
			await wait(trial.random.between(0, maxLifeMs));
			if (kill % 10 === 0 || kills < 10)
				trial.say(`  kill ${kill} after ${sessions()} SMTP transactions, ${length} mails kept`);
			await driver.restart("kill");
			trial.count("kills", "kills");
			if (!(await isTriedOnce(stage, number))) trial.count("kills amid the mailing", "kills");
		}
		await waitFor(stage, "every mail tried once", () => isTriedOnce(stage, number));
		smtp.behave(finalMoods, maxDelayMs);
		for (let day = 1; day <= 3; day++) {
			const card = await headline(stage, number);
			if (card !== null && statusShown(stage, card) === "sent") break;
			settings.CLOCK_SHIFT_MS = String(day * dayMs);
			trial.say(`  ${day} day later, ${smtp.kept.length} mails kept`);
			await driver.restart(trial.random.pick(["stop", "kill"] as const));
			await waitFor(stage, "no mail deferred", async () => {
				const now = await headline(stage, number);
				return now !== null && statusShown(stage, now) === "sent";
			});
		}
		await waitForStatus(stage, number, "sent");
		await driver.close();
		await checkHandOver(trial, { left: await readStore({ dataDir }), kept: smtp.kept, expected: expectedOf(wide) });
		await judge(trial, { stage, number, smtp, reopen: () => openLocalDriver({ dataDir, settings }) });
	} catch (fault) {
		throw new Error(`the round could not be played to its end; the bot's log:\n${driver.log()}`, { cause: fault });
	} finally {
		await smtp.close();
		for (const [mood, count] of Object.entries(smtp.moods)) trial.count(`mood ${mood}`, "sessions", count);
	}
	await dirs.remove(dataDir);
}

interface Judging {
	readonly stage: Stage;
	readonly number: string;
	readonly smtp: RoughSmtp;
	readonly reopen: () => Promise<Stage["driver"]>;
}

/** Unknown outcomes are shown and hold up closing; on a volunteer's word one goes out again, once. */
async function judge(trial: Trial, { stage: before, number, smtp, reopen }: Judging): Promise<void> {
	const driver = await reopen();
	const stage: Stage = { ...before, driver };
	const { actions: a, refusals, labels } = stage.texts;
	try {
		const card = await waitForStatus(stage, number, "sent");
		if (!card.buttons.some(({ label }) => label === a.judgeUnknown)) return;
		const list = privateAnswer(await driver.press("anna", card, a.judgeUnknown));
		const unknown = list.menu?.options.find(({ hint }) => hint === labels.outcome.unknown);
		if (unknown === undefined) return;
		expectSays(await driver.press("anna", card, a.close), refusals["unknown-open"]);
		const mailbox = `abuse@net${/\d{5}/.exec(unknown.label)?.[0]}.example`;
		const keptFor = () => smtp.kept.filter(({ to }) => operatorKey(to) === mailbox).length;
		const had = keptFor();
		smtp.behave(["accept"], 0);
		const shown = privateAnswer(await driver.choose("anna", list, unknown.value));
		await driver.press("anna", shown, a.sendAgain);
		await waitFor(stage, "the mail goes out again", async () => keptFor() > had);
		await waitForStatus(stage, number, "sent");
		if (keptFor() !== had + 1) trial.broken(`a mail that was to go out again went out ${keptFor() - had} times`);
		trial.count("sent again on a volunteer's word", "mails");
	} finally {
		await driver.close();
	}
}

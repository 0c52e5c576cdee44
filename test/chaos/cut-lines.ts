import { setTimeout as wait } from "node:timers/promises";
import type { Trial } from "./chaos.ts";
import type { RoughDriver } from "./rough-platform.ts";

const cutsPerRound = 20;
const [leastPauseMs, mostPauseMs] = [20, 2_500];
const lookMs = 50;
const comeBackMs = 120_000;

/**
 * Cuts the line at random moments, each time that the bot has come back, be it only as far as the socket; once, when told to, it cuts the
 * bot's power too. Resolves after the last.
 */
export async function cutLines(rough: RoughDriver, trial: Trial, withKill: boolean): Promise<void> {
	const { random } = trial;
	const killAfter = withKill ? random.between(1, cutsPerRound - 1) : null;
	let before = 0;
	for (let cut = 1; cut <= cutsPerRound; cut++) {
		await waitForLine(rough, before);
		await wait(random.between(leastPauseMs, mostPauseMs));
		before = await rough.linesOpened();
		await rough.cutLine(trial);
		trial.count("cuts", "cuts");
		if (cut !== killAfter) continue;
		await wait(random.between(0, mostPauseMs));
		trial.say(`  killed after cut ${cut}`);
		await rough.driver.restart("kill");
		trial.count("kills", "kills");
	}
}

/** Waits until more lines were opened than these. */
async function waitForLine(rough: RoughDriver, before: number): Promise<void> {
	for (const end = Date.now() + comeBackMs; Date.now() < end; await wait(lookMs))
		if ((await rough.linesOpened()) > before) return;
	throw new Error(`the bot did not come back within ${comeBackMs / 1000} s`);
}

/** What the platform counted, into the figures. */
export async function countTrouble({ counts, figures, isRequest }: RoughDriver, trial: Trial): Promise<void> {
	const counted = await counts();
	for (const [name, [figure, unit]] of Object.entries(figures)) trial.count(figure, unit, counted[name] ?? 0);
	const requests = Object.entries(counted).filter(([name]) => isRequest(name));
	const sum = requests.reduce((total, [, count]) => total + count, 0);
	trial.count("requests, retries included", "requests", sum);
}

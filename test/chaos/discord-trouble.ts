import { setTimeout as wait } from "node:timers/promises";
import type { DiscordDriver } from "../support/scenario-discord-driver.ts";
import type { Trial } from "./chaos.ts";

export const cutsPerRound = 20;
const [leastPauseMs, mostPauseMs] = [20, 2_500];
const resumableShare = 0.6;
const lookMs = 50;
const comeBackMs = 120_000;

/** A fifth of all requests is refused for now, and some more never come through, one way or back. */
export async function troubleRequests({ fake }: DiscordDriver, { random }: Trial): Promise<void> {
	const seed = () => random.between(1, 1_000_000);
	await fake.trouble([
		{ kind: "429", share: 0.1, retryAfterS: 0.3, seed: seed() },
		{ kind: "500", share: 0.1, seed: seed() },
		{ kind: "drop-before", share: 0.03, seed: seed() },
		{ kind: "drop-after", share: 0.03, seed: seed() },
	]);
}

/**
 * Cuts the line at random moments, each time that the bot has come back, be it only as far as the socket; once, when told to, it cuts the
 * bot's power too. Resolves after the last.
 */
export async function cutLines(driver: DiscordDriver, trial: Trial, withKill: boolean): Promise<void> {
	const { random } = trial;
	const killAfter = withKill ? random.between(1, cutsPerRound - 1) : null;
	let cutSockets = 0;
	for (let cut = 1; cut <= cutsPerRound; cut++) {
		cutSockets = await waitForSocket(driver, cutSockets);
		await wait(random.between(leastPauseMs, mostPauseMs));
		const resumable = random.next() < resumableShare;
		cutSockets = await socketsOf(driver);
		await driver.fake.cutSockets({ resumable });
		trial.count("cuts", "cuts");
		if (!resumable) trial.count("cuts that could not be resumed", "cuts");
		if (cut !== killAfter) continue;
		await wait(random.between(0, mostPauseMs));
		trial.say(`  killed after cut ${cut}`);
		await driver.restart("kill");
		trial.count("kills", "kills");
	}
}

async function socketsOf({ fake }: DiscordDriver): Promise<number> {
	return (await fake.counts()).sockets ?? 0;
}

/** How many sockets there were, once there are more than these. */
async function waitForSocket(driver: DiscordDriver, before: number): Promise<number> {
	for (const end = Date.now() + comeBackMs; Date.now() < end; await wait(lookMs)) {
		const now = await socketsOf(driver);
		if (now > before) return now;
	}
	throw new Error(`the bot did not come back within ${comeBackMs / 1000} s`);
}

/** Discord's own counts and the figures that they become. */
const figures: Readonly<Record<string, readonly [string, string]>> = {
	"trouble 429": ["429s", "requests"],
	"trouble 500": ["500s", "requests"],
	"trouble drop-before": ["requests lost", "requests"],
	"trouble drop-after": ["answers lost", "requests"],
	identify: ["sessions begun", "sessions"],
	resume: ["sessions resumed", "sessions"],
};

/** What Discord counted, into the figures. */
export async function countTrouble({ fake }: DiscordDriver, trial: Trial): Promise<void> {
	const counts = await fake.counts();
	for (const [name, [figure, unit]] of Object.entries(figures)) trial.count(figure, unit, counts[name] ?? 0);
	const requests = Object.entries(counts).filter(([name]) => /^[A-Z]+ \//.test(name));
	trial.count(
		"requests, retries included",
		"requests",
		requests.reduce((sum, [, count]) => sum + count, 0),
	);
}

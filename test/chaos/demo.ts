import { once } from "node:events";
import { demoOutcome } from "../../src/demo/demo-outcome.ts";
import { demoFile } from "../e2e/scenario/reports.ts";
import { collect, spawnCli } from "../support/scenario-bot.ts";
import { type DataDirs, openDataDirs } from "../support/scenario-data-dir.ts";
import { demoGroups } from "../support/scenario-groups.ts";
import { readStore } from "../support/scenario-store.ts";
import type { Chaos, Trial } from "./chaos.ts";
import { checkEnded, type Expected } from "./check-ended.ts";
import { demoMoment, killAt } from "./kill-moment.ts";
import { wideRound } from "./wide-round.ts";

const maxKills = 4;

function expectedOfDemo(): Expected {
	const { notices, buckets } = demoOutcome("with-rules");
	return {
		groups: demoGroups(demoFile().addresses, "with-rules"),
		mailed: notices.reduce((sum, { findings }) => sum + findings, 0),
		buckets,
		language: "nl",
	};
}

/** `demo`, killed at random moments and started again on the same folder until it ends by itself. */
async function demoRound(trial: Trial, dirs: DataDirs, kills: number): Promise<void> {
	const dataDir = await dirs.fresh("demo");
	const operators = demoOutcome("with-rules").notices.length;
	for (let left = kills; ; left--) {
		const child = spawnCli(["demo", "--data", dataDir], { dataDir, settings: {} });
		const output = collect(child);
		const exited = once(child, "exit");
		if (left > 0) {
			const moment = demoMoment(trial.random, operators);
			const killed = await killAt(child, moment, { dataDir, stdout: () => output.stdout });
			if (killed) trial.count("kills", "kills");
			trial.say(
				`  ${killed ? "killed" : "ended before"}: ${JSON.stringify({ ...moment, words: String("words" in moment ? moment.words : "") })}`,
			);
			await exited;
			if (killed) continue;
		}
		await exited;
		if (child.exitCode !== 0) trial.broken(`the demo ended with ${child.exitCode}: ${output.stderr.slice(-500)}`);
		break;
	}
	const cases = await readStore({ dataDir });
	if (cases.length !== 1) trial.broken(`the demo left ${cases.length} cases`);
	for (const left of cases) await checkEnded(trial, left, { dataDir, expected: expectedOfDemo() });
	await dirs.remove(dataDir);
}

/** kill -9 at random moments from the lookup to the end of the mailing: the main job ends as if nothing had happened. */
export const demoChaos: Chaos = {
	name: "demo",
	unable: async () => null,
	async run(trial) {
		const dirs = await openDataDirs();
		try {
			trial.say("undisturbed, for comparison");
			await demoRound(trial, dirs, 0);
			for (let round = 1; round <= trial.rounds; round++) {
				const kills = trial.random.between(1, maxKills);
				const wide = round % 2 === 0;
				trial.say(`round ${round} of ${trial.rounds}: ${wide ? "150 operators" : "the demo"}, up to ${kills} kills`);
				if (wide) await wideRound(trial, dirs, kills);
				else await demoRound(trial, dirs, kills);
				trial.count("rounds", "rounds");
			}
		} finally {
			await dirs.clear();
		}
	},
};

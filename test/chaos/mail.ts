import { openDataDirs } from "../support/scenario-data-dir.ts";
import type { Chaos } from "./chaos.ts";
import { longRound, mailRound, shortRound } from "./mail-round.ts";

/** A mail server that accepts, defers, refuses and hangs up as it likes, and a bot that is killed: nobody is mailed twice. */
export const mailChaos: Chaos = {
	name: "mail",
	unable: async () => null,
	async run(trial) {
		const dirs = await openDataDirs();
		try {
			for (let round = 1; round <= trial.rounds; round++) {
				trial.say(`round ${round} of ${trial.rounds}`);
				await mailRound(trial, dirs, shortRound(trial.random));
				trial.count("rounds", "rounds");
			}
			trial.say("300 notices, 100 kills");
			await mailRound(trial, dirs, longRound());
		} finally {
			await dirs.clear();
		}
	},
};

import { openDataDirs } from "../support/scenario-data-dir.ts";
import type { Chaos } from "./chaos.ts";
import { discordRound } from "./discord-round.ts";

/** A line to Discord that is cut, and a Discord that is slow and failing: the main job ends as if nothing had happened. */
export const discordChaos: Chaos = {
	name: "discord",
	unable: async () => null,
	async run(trial) {
		const dirs = await openDataDirs();
		try {
			for (let round = 1; round <= trial.rounds; round++) {
				const withKill = round % 2 === 0;
				trial.say(`round ${round} of ${trial.rounds}${withKill ? ", with a kill" : ""}`);
				await discordRound(trial, dirs, withKill);
				trial.count("rounds", "rounds");
			}
		} finally {
			await dirs.clear();
		}
	},
};

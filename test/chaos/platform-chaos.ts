import { openDataDirs } from "../support/scenario-data-dir.ts";
import type { Chaos } from "./chaos.ts";
import { platformRound } from "./platform-round.ts";
import type { RoughPlatform } from "./rough-platform.ts";

/** A line to a chat that is cut, and a chat that is slow and failing: the main job ends as if nothing had happened. */
export function platformChaos(platform: RoughPlatform): Chaos {
	return {
		name: platform.name,
		unable: async () => null,
		async run(trial) {
			const dirs = await openDataDirs();
			try {
				for (let round = 1; round <= trial.rounds; round++) {
					const withKill = round % 2 === 0;
					trial.say(`round ${round} of ${trial.rounds}${withKill ? ", with a kill" : ""}`);
					await platformRound(trial, { platform, dirs, withKill });
					trial.count("rounds", "rounds");
				}
			} finally {
				await dirs.clear();
			}
		},
	};
}

import { openDiscordDriver } from "../support/scenario-discord-driver.ts";
import type { RoughPlatform } from "./rough-platform.ts";

const resumableShare = 0.6;

/** A Discord that is slow and failing; some of the lines that it cuts can be resumed. */
export const roughDiscord: RoughPlatform = {
	name: "discord",
	commandSign: "/",
	async open(options) {
		const driver = await openDiscordDriver(options);
		const { fake } = driver;
		return {
			driver,
			async troubleRequests({ random }) {
				const seed = () => random.between(1, 1_000_000);
				await fake.trouble([
					{ kind: "429", share: 0.1, retryAfterS: 0.3, seed: seed() },
					{ kind: "500", share: 0.1, seed: seed() },
					{ kind: "drop-before", share: 0.03, seed: seed() },
					{ kind: "drop-after", share: 0.03, seed: seed() },
				]);
			},
			endTrouble: () => fake.trouble([]),
			linesOpened: async () => (await fake.counts()).sockets ?? 0,
			async cutLine(trial) {
				const resumable = trial.random.next() < resumableShare;
				await fake.cutSockets({ resumable });
				if (!resumable) trial.count("cuts that could not be resumed", "cuts");
			},
			async wrongAbout(caseNumber) {
				const threads = (await fake.threads()).filter(({ name }) => name.startsWith(`${caseNumber} `));
				return threads.length === 1 ? [] : [`${caseNumber} has ${threads.length} threads`];
			},
			counts: fake.counts,
			figures: {
				"trouble 429": ["429s", "requests"],
				"trouble 500": ["500s", "requests"],
				"trouble drop-before": ["requests lost", "requests"],
				"trouble drop-after": ["answers lost", "requests"],
				identify: ["sessions begun", "sessions"],
				resume: ["sessions resumed", "sessions"],
			},
			isRequest: (name) => /^[A-Z]+ \//.test(name),
		};
	},
};

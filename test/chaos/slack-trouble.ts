import { slackCommandSign } from "../../src/chat/slack/slash-command.ts";
import { openSlackDriver } from "../support/scenario-slack-driver.ts";
import type { RoughPlatform } from "./rough-platform.ts";

/** As Slack does when it saw no acknowledgement. */
const deliveries = 3;

/** A Slack that is slow and failing, and delivers everything three times; every other line it asks the bot to leave, the rest it cuts. */
export const roughSlack: RoughPlatform = {
	name: "slack",
	commandSign: slackCommandSign,
	async open(options) {
		const driver = await openSlackDriver(options, { mode: "socket", deliveries });
		const { fake } = driver;
		let ended = 0;
		return {
			driver,
			async troubleRequests({ random }) {
				const seed = () => random.between(1, 1_000_000);
				await fake.trouble([
					{ kind: "429", share: 0.1, retryAfterS: 1, seed: seed() },
					{ kind: "500", share: 0.1, seed: seed() },
					{ kind: "drop-before", share: 0.03, seed: seed() },
					{ kind: "drop-after", share: 0.03, seed: seed() },
				]);
			},
			endTrouble: () => fake.trouble([]),
			linesOpened: async () => (await fake.counts()).sockets ?? 0,
			async cutLine({ random, count }) {
				ended += 1;
				if (ended % 2 === 1) return fake.cutSockets();
				count("lines that the bot was asked to leave", "cuts");
				return fake.disconnect(random.pick(["warning", "refresh_requested"]));
			},
			// A thread is what stands under its headline, so there is none apart.
			wrongAbout: async () => [],
			counts: fake.counts,
			figures: {
				"trouble 429": ["429s", "requests"],
				"trouble 500": ["500s", "requests"],
				"trouble drop-before": ["requests lost", "requests"],
				"trouble drop-after": ["answers lost", "requests"],
				sockets: ["sockets opened", "sockets"],
				envelopes: ["envelopes, repetitions included", "envelopes"],
			},
			isRequest: (name) => /^(?:[a-z]+(?:\.[A-Za-z]+)+|response_url|file)$/.test(name),
		};
	},
};

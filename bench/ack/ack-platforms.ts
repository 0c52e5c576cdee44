import { startFakeDiscord } from "../../test/support/fake-discord/start-fake-discord.ts";
import { startFakeSlack } from "../../test/support/fake-slack/start-fake-slack.ts";
import { driveDiscord } from "../../test/support/scenario-discord-driver.ts";
import { driveSlack } from "../../test/support/scenario-slack-driver.ts";
import type { AckPlatform } from "./chat-room.ts";

/** What a Discord server may hold that has every boost; more than a million rows. */
const largestFileBytes = 500 * 1_048_576;

/** Where acknowledgements are timed, in this order. */
export const ackPlatforms: readonly AckPlatform[] = [
	{
		name: "discord",
		async start() {
			const fake = await startFakeDiscord({ attachmentSizeLimit: largestFileBytes, locale: "en-US" });
			return {
				settings: fake.settings,
				press: (as, message, button) => fake.press(as, message, button),
				command: (as, command, option) => fake.command(as, command, option === null ? {} : { [option[0]]: option[1] }),
				drive: (life) => driveDiscord(fake, life),
				close: fake.close,
			};
		},
	},
	{
		name: "slack",
		async start() {
			const fake = await startFakeSlack({ mode: "socket", fileInputLimit: largestFileBytes });
			return {
				settings: fake.settings,
				press: (as, message, button) => fake.press(as, message, button),
				command: (as, command, option) =>
					fake.command(as, option === null ? command : `${command} ${option[0]}:"${option[1]}"`),
				drive: (life) => driveSlack(fake, life),
				close: fake.close,
			};
		},
	},
];

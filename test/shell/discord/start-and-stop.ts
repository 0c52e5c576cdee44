import { openDiscord } from "../../../src/chat/discord/discord.ts";
import type { FakeDiscord } from "../../support/fake-discord/fake-discord.ts";
import { openRoom, optionsFor } from "./open-room.ts";

/** A process of its own that connects, stops at the word of its parent, and then has nothing left to stay for. */
const fake = JSON.parse(process.argv[2] ?? "") as FakeDiscord;
const platform = openDiscord(optionsFor(fake, { info: () => {}, warn: () => {}, error: () => {} }));

process.once("message", () => {
	process.disconnect();
	void platform.stop().then(() => process.stdout.write("stopped\n"));
});
await platform.start(openRoom(fake).handlers);
process.send?.("started");

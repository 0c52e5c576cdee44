import { openSlack } from "../../../src/chat/slack/slack.ts";
import type { FakeSlack } from "../../support/fake-slack/fake-slack.ts";
import { openSlackRoom, optionsFor } from "./open-slack-room.ts";

/** A process of its own that connects, stops at the word of its parent, and then has nothing left to stay for. */
const fake = JSON.parse(process.argv[2] ?? "") as FakeSlack;
const platform = openSlack(optionsFor(fake, { info: () => {}, warn: () => {}, error: () => {} }));

process.once("message", () => {
	process.disconnect();
	void platform.stop().then(() => process.stdout.write("stopped\n"));
});
await platform.start(openSlackRoom(fake).handlers);
process.send?.("started");

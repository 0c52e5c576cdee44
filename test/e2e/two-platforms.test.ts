import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { slackCommandSign } from "../../src/chat/slack/slash-command.ts";
import { demoRanges } from "../../src/demo/demo-networks.ts";
import { demoRegistryFiles } from "../../src/demo/demo-registry.ts";
import { createTexts } from "../../src/text/texts.ts";
import { startFakeDiscord } from "../support/fake-discord/start-fake-discord.ts";
import { startFakeSlack } from "../support/fake-slack/start-fake-slack.ts";
import { type BotLife, startBotLife } from "../support/scenario-bot-life.ts";
import { type DataDirs, openDataDirs } from "../support/scenario-data-dir.ts";
import { type DiscordDriver, driveDiscord } from "../support/scenario-discord-driver.ts";
import { demoGroups } from "../support/scenario-groups.ts";
import { checkMails, readOutbox } from "../support/scenario-mails.ts";
import { driveSlack, type SlackDriver } from "../support/scenario-slack-driver.ts";
import { readStore } from "../support/scenario-store.ts";
import { writeRegistry } from "../support/scenario-wide.ts";
import { waitUntil } from "../support/wait-until.ts";
import { forgePressInDiscord, forgePressInSlack } from "./forge-press.ts";
import { smallFile } from "./scenario/reports.ts";
import { expectSays, openCase, type Stage, waitForStatus } from "./scenario/stage.ts";
import { expectAllTold, playSmallJob } from "./small-job.ts";

// Half a minute on two cores; much more where others use them too.
const testMs = 180_000;
const texts = createTexts("nl", "Europe/Amsterdam");
const slackTexts = createTexts("nl", "Europe/Amsterdam", { commandSign: slackCommandSign });
const file = smallFile();

let dirs: DataDirs;
let life: BotLife;
let discord: DiscordDriver;
let slack: SlackDriver;
let onDiscord: Stage;
let onSlack: Stage;

beforeEach(async () => {
	dirs = await openDataDirs();
	const dataDir = await dirs.fresh("two");
	const [fakeDiscord, fakeSlack] = await Promise.all([startFakeDiscord(), startFakeSlack()]);
	life = await startBotLife({
		dataDir,
		settings: {
			...fakeDiscord.settings,
			...fakeSlack.settings,
			...{ LOCAL_CHAT: "off", LIVE_LOOKUP: "off" },
			REGISTRY_DIR: await writeRegistry(join(dataDir, "registry"), demoRegistryFiles()),
			ALLOWED_SPECIAL_USE: demoRanges.join(","),
		},
	});
	discord = driveDiscord(fakeDiscord, life);
	slack = driveSlack(fakeSlack, life);
	const common = { affected: new Set<string>(), maxUploadMb: 100 };
	onDiscord = { driver: discord, texts, cases: [], ...common };
	onSlack = { driver: slack, texts: slackTexts, cases: [], ...common };
}, testMs);
afterEach(async () => {
	await Promise.all([discord.close(), slack.close()]);
	await dirs.clear();
});

it("has a case on each at the same time, each told and steered where it was opened, and nowhere else", {
	timeout: testMs,
}, async () => {
	const [there, here] = await Promise.all([playSmallJob(onDiscord, file), playSmallJob(onSlack, file)]);

	const threads = { [there]: await discord.thread(there), [here]: await slack.thread(here) };
	expect(await discord.thread(here)).toEqual([]);
	expect(await slack.thread(there)).toEqual([]);
	const mails = await readOutbox(discord.dataDir);
	for (const number of [there, here]) {
		const own = mails.filter(({ noticeId }) => noticeId.startsWith(`${number}-`));
		expect(checkMails(own, demoGroups(file.addresses, "without-rules"))).toEqual([]);
	}
	const refused = texts.replies.otherPlatform;
	for (const [{ driver }, foreign, forge] of [
		[onDiscord, here, (id: string) => forgePressInDiscord(discord.fake, "anna", id)],
		[onSlack, there, (id: string) => forgePressInSlack(slack.fake, "anna", id)],
	] as const) {
		expectSays(await driver.runCommand("anna", "case note", { text: "Van de overkant.", case: foreign }), refused);
		expectSays(await driver.runCommand("anna", "case reopen", { case: foreign }), refused);
		expect(await driver.autocomplete("anna", "case show", "case", foreign)).toEqual([]);
		const before = (await driver.privateReplies("anna")).length;
		await forge(`close:${foreign}:1`);
		await waitUntil(async () => (await driver.privateReplies("anna")).length > before, 30_000);
		expect((await driver.privateReplies("anna")).at(-1)?.text).toContain(refused);
	}
	await Promise.all([discord.close(), slack.close()]);
	const left = new Map((await readStore({ dataDir: discord.dataDir })).map((one) => [one.state.number, one]));
	expect([...left.values()].map(({ state }) => state.platform).sort()).toEqual(["discord", "slack"]);
	await expectAllTold(discord, { left: left.get(there), thread: threads[there] ?? [], texts });
	await expectAllTold(slack, { left: left.get(here), thread: threads[here] ?? [], texts: slackTexts });
});

it("lists a case where it was opened only, and goes on with one when the other lets it in no more", {
	timeout: testMs,
}, async () => {
	const number = await openCase(onDiscord, file);
	expectSays(await discord.runCommand("anna", "case list", {}), number);
	expectSays(await slack.runCommand("anna", "case list", {}), slackTexts.replies.casesNone);
	await slack.fake.revokeToken();
	await slack.fake.cutSockets();
	await slack.fake.command("anna", "status").catch(() => {});
	await waitUntil(() => /Slack is without the bot now/.test(life.log()), 60_000);
	expect(life.log()).toContain("SLACK_BOT_TOKEN");
	await waitForStatus(onDiscord, number, "voting");
});

import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { demoRanges } from "../../src/demo/demo-networks.ts";
import { demoRegistryFiles } from "../../src/demo/demo-registry.ts";
import { createTexts } from "../../src/text/texts.ts";
import { type DataDirs, openDataDirs } from "../support/scenario-data-dir.ts";
import { type DiscordDriver, openDiscordDriver } from "../support/scenario-discord-driver.ts";
import { demoGroups } from "../support/scenario-groups.ts";
import { checkMails, readOutbox } from "../support/scenario-mails.ts";
import { readStore } from "../support/scenario-store.ts";
import { writeRegistry } from "../support/scenario-wide.ts";
import { smallFile } from "./scenario/reports.ts";
import { expectSays, type Stage } from "./scenario/stage.ts";
import { expectAllTold, playSmallJob } from "./small-job.ts";

// A quarter of a minute on two cores; much more where others use them too.
const testMs = 120_000;
const texts = createTexts("nl", "Europe/Amsterdam");
const file = smallFile();

let dirs: DataDirs;
let driver: DiscordDriver;
let stage: Stage;

beforeEach(async () => {
	dirs = await openDataDirs();
	const dataDir = await dirs.fresh("discord");
	const settings = {
		REGISTRY_DIR: await writeRegistry(join(dataDir, "registry"), demoRegistryFiles()),
		ALLOWED_SPECIAL_USE: demoRanges.join(","),
		LIVE_LOOKUP: "off",
	};
	driver = await openDiscordDriver({ dataDir, settings });
	stage = { driver, texts, cases: [], affected: new Set(), maxUploadMb: 100 };
}, testMs);
afterEach(async () => {
	await driver.close();
	await dirs.clear();
});

it("takes a report from the slash command to mails, in one thread, and asks nothing that Discord forbids", {
	timeout: testMs,
}, async () => {
	const { replies } = texts;
	const refused = await driver.runCommand("stranger", "case list", {});
	expectSays(refused, replies.notAllowed(replies.roles.volunteer));

	const number = await playSmallJob(stage, file);

	expect(checkMails(await readOutbox(driver.dataDir), demoGroups(file.addresses, "without-rules"))).toEqual([]);
	const thread = await driver.thread(number);
	expect((await driver.fake.threads()).map(({ parentId }) => parentId)).toEqual([driver.fake.channels.cases]);
	await driver.close();
	const [left, ...more] = await readStore({ dataDir: driver.dataDir });
	expect(more).toEqual([]);
	await expectAllTold(driver, { left, thread, texts });
});

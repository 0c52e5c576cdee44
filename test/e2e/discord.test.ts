import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { demoRanges } from "../../src/demo/demo-networks.ts";
import { demoRegistryFiles } from "../../src/demo/demo-registry.ts";
import { createTexts } from "../../src/text/texts.ts";
import { type DataDirs, openDataDirs } from "../support/scenario-data-dir.ts";
import { type DiscordDriver, openDiscordDriver } from "../support/scenario-discord-driver.ts";
import { demoGroups } from "../support/scenario-groups.ts";
import { addressesNamed, checkMails, readOutbox } from "../support/scenario-mails.ts";
import { readStore } from "../support/scenario-store.ts";
import { checkThread } from "../support/scenario-thread.ts";
import { writeRegistry } from "../support/scenario-wide.ts";
import { smallFile } from "./scenario/reports.ts";
import { expectSays, press, privateAnswer, readyCase, type Stage, sendAll, waitFor } from "./scenario/stage.ts";

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
	const { actions: a, replies } = texts;
	const refused = await driver.runCommand("stranger", "case list", {});
	expectSays(refused, replies.notAllowed(replies.roles.volunteer));

	const number = await readyCase(stage, file);
	const preview = privateAnswer(await press(stage, "chris", number, a.preview));
	expect(preview.text).toContain("Veenland Internet B.V.");
	expect(addressesNamed(preview.text)).toEqual([]);
	await sendAll(stage, number);
	const end = await waitFor(stage, "a headline that can close", async () => {
		const [card, ...others] = await driver.channel("cases");
		expect(others).toEqual([]);
		return card?.buttons.some(({ label }) => label === a.close) === true && card;
	});
	await driver.press("chris", end, a.close);
	await waitFor(stage, "the thread is shown as done", () => driver.isArchived(number));

	expect(checkMails(await readOutbox(driver.dataDir), demoGroups(file.addresses, "without-rules"))).toEqual([]);
	const thread = await driver.thread(number);
	expect((await driver.fake.threads()).map(({ parentId }) => parentId)).toEqual([driver.fake.channels.cases]);
	await driver.close();
	const [left, ...more] = await readStore({ dataDir: driver.dataDir });
	expect(more).toEqual([]);
	expect(checkThread(left?.events ?? [], thread, texts)).toBeNull();
	const told = (await driver.everythingPublic()).flatMap(({ text }) => addressesNamed(text));
	expect(told).toEqual([]);
	expect(await driver.platformFaults()).toEqual([]);
});

import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Language } from "../../src/core/language.ts";
import { demoRanges } from "../../src/demo/demo-networks.ts";
import { demoRegistryFiles } from "../../src/demo/demo-registry.ts";
import { demoDirectory, demoOptOuts } from "../../src/demo/demo-rules.ts";
import { createTexts } from "../../src/text/texts.ts";
import type { FakeOptions } from "../support/fake-discord/fake-options.ts";
import type { FakeSlackOptions } from "../support/fake-slack/fake-options.ts";
import type { BotOptions, Settings } from "../support/scenario-bot.ts";
import { type DataDirs, openDataDirs } from "../support/scenario-data-dir.ts";
import { openDiscordDriver } from "../support/scenario-discord-driver.ts";
import type { ScenarioDriver, Seen } from "../support/scenario-driver.ts";
import { openLocalDriver } from "../support/scenario-local-driver.ts";
import { openSlackDriver } from "../support/scenario-slack-driver.ts";
import { readStore } from "../support/scenario-store.ts";
import { writeRegistry } from "../support/scenario-wide.ts";
import { afterwards } from "./scenario/afterwards.ts";
import { longest } from "./scenario/longest.ts";
import { mainJob } from "./scenario/main-job.ts";
import { expectSays, type Stage, type Story, waitForQuiet } from "./scenario/stage.ts";
import { stories } from "./scenario/stories.ts";
import { wide } from "./scenario/wide-report.ts";

type Open = (options: BotOptions) => Promise<ScenarioDriver>;

interface Platform {
	/** Plays every story. */
	readonly open: Open;
	/** Other ways to set it up, by name; each plays the main job. */
	readonly others: Readonly<Record<string, Open>>;
}

const discord =
	(server?: FakeOptions): Open =>
	(options) =>
		openDiscordDriver(options, server);

const slack =
	(server: FakeSlackOptions): Open =>
	(options) =>
		openSlackDriver(options, server);

const platforms: Readonly<Record<string, Platform>> = {
	local: { open: openLocalDriver, others: {} },
	discord: {
		open: discord(),
		others: {
			forum: discord({ casesIn: "forum" }),
			"private threads": discord({ threads: "private" }),
		},
	},
	"slack-socket": {
		open: slack({ mode: "socket" }),
		others: { "roles by id": slack({ mode: "socket", roles: "ids" }) },
	},
	"slack-http": {
		open: slack({ mode: "http" }),
		others: { "roles by id": slack({ mode: "http", roles: "ids" }) },
	},
};
const wrongUse = 2;
const maxUploadMb = 1;
/** Longer than a chat that counts posts makes the last steps wait for their turn. */
const quietMs = 4_000;
const timeZone = "Europe/Amsterdam";

interface Tally {
	passed: number;
	failed: number;
}

async function tell(tally: Tally, name: string, work: () => Promise<void> | void): Promise<void> {
	const begun = performance.now();
	try {
		await work();
		tally.passed += 1;
		console.log(`ok    ${name} (${((performance.now() - begun) / 1000).toFixed(1)} s)`);
	} catch (fault) {
		tally.failed += 1;
		console.log(`FAIL  ${name}\n      ${fault instanceof Error ? fault.message : String(fault)}`);
	}
}

function settingsOf(registry: string, language: Language): Settings {
	return {
		HOTLINE_LANGUAGE: language,
		TIME_ZONE: timeZone,
		REGISTRY_DIR: registry,
		ALLOWED_SPECIAL_USE: [...demoRanges, wide.ranges].join(","),
		LIVE_LOOKUP: "off",
		MAX_UPLOAD_MB: String(maxUploadMb),
	};
}

/** The team's directory entry and opt-out, which the expected outcome of the main job counts on. */
async function addRules({ driver, texts }: Stage): Promise<void> {
	for (const { value, operator, mailboxes, reason } of demoDirectory) {
		const entry = { for: value, operator, mailboxes: mailboxes.join(", "), reason };
		expectSays(await driver.runCommand("anna", "contact set", entry), texts.replies.entrySet(value));
	}
	for (const { value, reason } of demoOptOuts)
		expectSays(await driver.runCommand("anna", "optout add", { who: value, reason }), texts.replies.optOutAdded(value));
}

interface Play {
	/** What is played, for the lines that tell it. */
	readonly name: string;
	readonly open: Open;
	readonly dirs: DataDirs;
	readonly language: Language;
	readonly stories: readonly Story[];
}

/** Plays stories on one bot, one after another, then looks at what it left. */
async function play({ name: played, open, dirs, language, stories: list }: Play, tally: Tally): Promise<void> {
	const dataDir = await dirs.fresh(language);
	const registry = await writeRegistry(join(dataDir, "registry"), demoRegistryFiles(), wide.registry);
	const driver = await open({ dataDir, settings: settingsOf(registry, language) });
	const texts = createTexts(language, timeZone, { commandSign: driver.commandSign });
	const stage: Stage = { driver, texts, cases: [], affected: new Set(), maxUploadMb };
	const threads = new Map<string, readonly Seen[]>();
	try {
		await addRules(stage);
		for (const story of list) await tell(tally, `${played}  ${story.name}`, () => story.run(stage));
		await waitForQuiet(stage, quietMs);
		for (const caseNumber of stage.cases) threads.set(caseNumber, await driver.thread(caseNumber));
	} finally {
		await driver.close();
	}
	const cases = await readStore({ dataDir });
	const everythingPublic = await driver.everythingPublic();
	const platformFaults = await driver.platformFaults();
	const { affected } = stage;
	const aftermath = { texts, everythingPublic, platformFaults, log: driver.log(), threads, cases, affected };
	for (const { name, check } of afterwards) await tell(tally, `${played}  ${name}`, () => check(aftermath));
}

async function main(): Promise<number> {
	const { values } = parseArgs({ options: { platform: { type: "string" }, only: { type: "string" } } });
	const { platform = "", only = "" } = values;
	const chosen = Object.hasOwn(platforms, platform) ? platforms[platform] : undefined;
	if (chosen === undefined) {
		console.error(`Name a platform: --platform ${Object.keys(platforms).join("|")}.`);
		return wrongUse;
	}
	const dirs = await openDataDirs();
	const tally: Tally = { passed: 0, failed: 0 };
	try {
		const { open, others } = chosen;
		const found = stories.filter(({ name }) => name.includes(only));
		await play({ name: "nl", open, dirs, language: "nl", stories: found }, tally);
		if (only === "") {
			await play({ name: "en", open, dirs, language: "en", stories: [mainJob, longest] }, tally);
			for (const [name, other] of Object.entries(others))
				await play({ name, open: other, dirs, language: "nl", stories: [mainJob] }, tally);
		}
	} finally {
		await dirs.clear();
	}
	console.log(`${tally.passed} passed, ${tally.failed} failed`);
	return tally.failed === 0 ? 0 : 1;
}

try {
	process.exitCode = await main();
} catch (fault) {
	console.error(fault instanceof Error ? fault.message : String(fault));
	process.exitCode = 1;
}

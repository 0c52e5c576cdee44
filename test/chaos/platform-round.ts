import { join } from "node:path";
import { demoRanges } from "../../src/demo/demo-networks.ts";
import { demoOutcome } from "../../src/demo/demo-outcome.ts";
import { demoRegistryFiles } from "../../src/demo/demo-registry.ts";
import { createTexts, type Texts } from "../../src/text/texts.ts";
import { demoFile } from "../e2e/scenario/reports.ts";
import type { Stage } from "../e2e/scenario/stage.ts";
import type { DataDirs } from "../support/scenario-data-dir.ts";
import type { ScenarioDriver, Seen } from "../support/scenario-driver.ts";
import { demoGroups } from "../support/scenario-groups.ts";
import { type LeftCase, readStore } from "../support/scenario-store.ts";
import { writeRegistry } from "../support/scenario-wide.ts";
import type { Trial } from "./chaos.ts";
import { checkEnded, type Expected } from "./check-ended.ts";
import { countTrouble, cutLines } from "./cut-lines.ts";
import { patientPeople } from "./patient-people.ts";
import type { RoughDriver, RoughPlatform } from "./rough-platform.ts";
import { casesShown, playMainJob } from "./round-main-job.ts";

const language = "nl";
const { notices, buckets } = demoOutcome("with-rules");

const expectedOn = ({ commandSign }: RoughPlatform): Expected => ({
	groups: demoGroups(demoFile().addresses, "with-rules"),
	mailed: notices.reduce((sum, { findings }) => sum + findings, 0),
	...{ buckets, language, commandSign, status: "closed" },
});

/** What the platform shows of one case, in the end. */
interface Shown {
	readonly number: string;
	readonly thread: readonly Seen[];
	readonly headlines: readonly Seen[];
}

interface Round {
	readonly platform: RoughPlatform;
	readonly dirs: DataDirs;
	readonly withKill: boolean;
}

/** The main job, while the line is cut, requests fail and, `withKill`, the power fails; then all of it is looked at. */
export async function platformRound(trial: Trial, { platform, dirs, withKill }: Round): Promise<void> {
	const dataDir = await dirs.fresh(platform.name);
	const settings = {
		REGISTRY_DIR: await writeRegistry(join(dataDir, "registry"), demoRegistryFiles()),
		ALLOWED_SPECIAL_USE: demoRanges.join(","),
		...{ HOTLINE_LANGUAGE: language, LIVE_LOOKUP: "off", LOG_LEVEL: "warn" },
	};
	const rough = await platform.open({ dataDir, settings });
	const { driver } = rough;
	const texts = createTexts(language, "Europe/Amsterdam", platform);
	const stage: Stage = { driver, texts, cases: [], affected: new Set(), maxUploadMb: 100 };
	const shown: Shown[] = [];
	try {
		await rough.troubleRequests(trial);
		const cuts = cutLines(rough, trial, withKill);
		const cutsFail = cuts.then(() => new Promise<never>(() => {}));
		await Promise.race([playMainJob(stage, patientPeople(trial, stage), cuts), cutsFail]);
		for (const number of await casesShown(driver)) shown.push(await look(trial, rough, number));
		await countTrouble(rough, trial);
		await rough.endTrouble();
		await driver.close();
	} catch (fault) {
		await driver.close().catch(() => {});
		throw new Error(`the round could not be played to its end; the bot's log:\n${driver.log()}`, { cause: fault });
	}
	for (const wrong of await driver.platformFaults()) trial.broken(wrong);
	const left = await readStore({ dataDir });
	if (left.length !== 1) trial.broken(`one report became ${left.length} cases`);
	for (const one of left) {
		const seen = shown.find(({ number }) => number === one.state.number);
		if (seen === undefined) trial.broken(`${one.state.number} is not to be seen`);
		else {
			await checkEnded(trial, one, { dataDir, expected: expectedOn(platform), thread: seen.thread });
			checkHeadline(trial, seen, texts);
		}
		checkOnce(trial, one);
	}
	await dirs.remove(dataDir);
}

async function look(trial: Trial, { driver, wrongAbout }: RoughDriver, number: string): Promise<Shown> {
	for (const wrong of await wrongAbout(number)) trial.broken(wrong);
	return { number, thread: await driver.thread(number), headlines: await headlinesOf(driver, number) };
}

async function headlinesOf(driver: ScenarioDriver, number: string): Promise<readonly Seen[]> {
	return (await driver.channel("cases")).filter(({ title }) => title?.startsWith(`${number} ·`) === true);
}

function checkHeadline(trial: Trial, { number, headlines }: Shown, texts: Texts): void {
	if (headlines.length !== 1) trial.broken(`${number} has ${headlines.length} headlines`);
	const n = texts.number(notices.length);
	for (const words of [texts.labels.status.closed, `${texts.labels.outcome.accepted}: ${n} / ${n}`])
		if (headlines[0]?.text.includes(words) !== true) trial.broken(`the headline of ${number} does not say “${words}”`);
}

/** What people did once was done once: each note has other words, and nobody changes a vote. */
function checkOnce(trial: Trial, { state, events }: LeftCase): void {
	const done = events.flatMap(({ event }) => {
		if (event.type === "NoteAdded") return [`the note “${event.text}”`];
		return event.type === "VoteCast" && event.by !== "bot" ? [`the vote of ${event.by.id}`] : [];
	});
	for (const what of new Set(done)) {
		const times = done.filter((each) => each === what).length;
		if (times > 1) trial.broken(`${state.number} has ${what} ${times} times`);
	}
	trial.count("notes and votes, each once", "steps", done.length);
}

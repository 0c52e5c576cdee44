import { join } from "node:path";
import { demoRanges } from "../../src/demo/demo-networks.ts";
import { demoOutcome } from "../../src/demo/demo-outcome.ts";
import { demoRegistryFiles } from "../../src/demo/demo-registry.ts";
import { demoCase } from "../../src/demo/demo-report.ts";
import { demoDirectory, demoOptOuts } from "../../src/demo/demo-rules.ts";
import { createTexts } from "../../src/text/texts.ts";
import { demoFile } from "../e2e/scenario/reports.ts";
import { type Stage, waitFor } from "../e2e/scenario/stage.ts";
import type { DataDirs } from "../support/scenario-data-dir.ts";
import { type DiscordDriver, openDiscordDriver } from "../support/scenario-discord-driver.ts";
import type { Answered, ScenarioDriver, Seen } from "../support/scenario-driver.ts";
import { demoGroups } from "../support/scenario-groups.ts";
import { type LeftCase, readStore } from "../support/scenario-store.ts";
import { writeRegistry } from "../support/scenario-wide.ts";
import type { Trial } from "./chaos.ts";
import { checkEnded, type Expected } from "./check-ended.ts";
import { type People, patientPeople } from "./discord-people.ts";
import { countTrouble, cutLines, troubleRequests } from "./discord-trouble.ts";

const language = "nl";
const file = demoFile();
const { notices, buckets } = demoOutcome("with-rules");
const expected: Expected = {
	groups: demoGroups(file.addresses, "with-rules"),
	mailed: notices.reduce((sum, { findings }) => sum + findings, 0),
	buckets,
	language,
	status: "closed",
};

/** What Discord shows of one case, in the end. */
interface Shown {
	readonly number: string;
	readonly thread: readonly Seen[];
	readonly headlines: readonly Seen[];
	readonly threads: number;
}

/** The main job, while the line is cut, requests fail and, `withKill`, the power fails; then all of it is looked at. */
export async function discordRound(trial: Trial, dirs: DataDirs, withKill: boolean): Promise<void> {
	const dataDir = await dirs.fresh("discord");
	const settings = {
		REGISTRY_DIR: await writeRegistry(join(dataDir, "registry"), demoRegistryFiles()),
		ALLOWED_SPECIAL_USE: demoRanges.join(","),
		...{ HOTLINE_LANGUAGE: language, LIVE_LOOKUP: "off", LOG_LEVEL: "warn" },
	};
	const driver = await openDiscordDriver({ dataDir, settings });
	const texts = createTexts(language, "Europe/Amsterdam");
	const stage: Stage = { driver, texts, cases: [], affected: new Set(), maxUploadMb: 100 };
	const shown: Shown[] = [];
	try {
		await troubleRequests(driver, trial);
		const cuts = cutLines(driver, trial, withKill);
		const cutsFail = cuts.then(() => new Promise<never>(() => {}));
		await Promise.race([playMainJob(stage, patientPeople(trial, stage), cuts), cutsFail]);
		for (const number of await casesShown(driver)) shown.push(await look(driver, number));
		await countTrouble(driver, trial);
		await driver.fake.trouble([]);
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
		if (seen === undefined) trial.broken(`${one.state.number} is not to be seen in Discord`);
		else await checkShown(trial, { dataDir, left: one, shown: seen });
	}
	await dirs.remove(dataDir);
}

/** Every step of the main job by people who press again; between them they write notes until the last cut, then they close the case. */
async function playMainJob(stage: Stage, people: People, cuts: Promise<void>): Promise<void> {
	const { driver, texts } = stage;
	const { actions: a, replies, steps } = texts;
	await addRules(stage, people);
	let number = "";
	const findCase = async () => {
		number = (await casesShown(driver))[0] ?? "";
		return number !== "";
	};
	const upload = { fileName: file.fileName, bytes: file.bytes };
	await people.until("a case is opened", findCase, () =>
		people.ask(() => driver.runCommand("bram", "report", { ...demoCase, file: upload })),
	);
	const isAt = (what: string) => async () => (await people.statusOf(number)) === what;
	const hasStep = (words: string) => async () => (await driver.thread(number)).some(({ text }) => text.includes(words));
	await waitFor(stage, "the vote", isAt("voting"));
	for (const [as, name] of [
		["anna", "Anna"],
		["chris", "Chris"],
	] as const)
		await people.until(`${name} votes`, hasStep(steps.voted(name, texts.labels.vote.valid)), () =>
			people.press(as, number, a.voteValid),
		);
	await waitFor(stage, "the mails are ready", isAt("ready"));
	await people.untilGiven("a preview", async () => {
		const answer = await people.press("chris", number, a.preview);
		return answer?.kind === "message" && answer.message.text.includes(replies.previewTo) ? answer.message : null;
	});
	const isSending = async () => ["sending", "sent"].includes((await people.statusOf(number)) ?? "");
	await people.until("the mails are sent", isSending, () => sendAll(stage, people, number));
	await waitFor(stage, "the mails are sent", isAt("sent"));
	await people.writeNotes(number, cuts);
	await people.until("the case is closed", isAt("closed"), () => people.press("chris", number, a.close));
	await waitFor(stage, "the thread is shown as done", () => driver.isArchived(number));
}

async function addRules({ driver, texts }: Stage, people: People): Promise<void> {
	const said = (answer: Answered | null, words: string) =>
		answer?.kind === "message" && answer.message.text.includes(words) ? answer : null;
	for (const { value, operator, mailboxes, reason } of demoDirectory) {
		const entry = { for: value, operator, mailboxes: mailboxes.join(", "), reason };
		await people.untilGiven("a contact", async () =>
			said(await people.ask(() => driver.runCommand("anna", "contact set", entry)), texts.replies.entrySet(value)),
		);
	}
	for (const { value: who, reason } of demoOptOuts)
		await people.untilGiven("an opt-out", async () =>
			said(
				await people.ask(() => driver.runCommand("anna", "optout add", { who, reason })),
				texts.replies.optOutAdded(who),
			),
		);
}

async function sendAll({ driver, texts }: Stage, people: People, number: string): Promise<Answered | null> {
	const opened = await people.press("anna", number, texts.actions.send);
	if (opened?.kind !== "form") return opened;
	return people.ask(() => driver.submit("anna", opened.form, { confirmation: number }));
}

/** Numbers of the cases in the cases channel, each once. */
async function casesShown(driver: ScenarioDriver): Promise<readonly string[]> {
	const titles = (await driver.channel("cases")).flatMap(({ title }) => /^[A-Z0-9]+-\d+-\d+/.exec(title ?? "") ?? []);
	return [...new Set(titles)];
}

async function look(driver: DiscordDriver, number: string): Promise<Shown> {
	const headlines = (await driver.channel("cases")).filter(({ title }) => title?.startsWith(`${number} ·`) === true);
	const threads = (await driver.fake.threads()).filter(({ name }) => name.startsWith(`${number} `));
	return { number, thread: await driver.thread(number), headlines, threads: threads.length };
}

async function checkShown(
	trial: Trial,
	{ dataDir, left, shown }: { readonly dataDir: string; readonly left: LeftCase; readonly shown: Shown },
): Promise<void> {
	const { number, thread, headlines, threads } = shown;
	await checkEnded(trial, left, { dataDir, expected, thread });
	if (threads !== 1) trial.broken(`${number} has ${threads} threads`);
	if (headlines.length !== 1) trial.broken(`${number} has ${headlines.length} headlines`);
	const texts = createTexts(language, "Europe/Amsterdam");
	const n = texts.number(notices.length);
	for (const words of [texts.labels.status.closed, `${texts.labels.outcome.accepted}: ${n} / ${n}`])
		if (headlines[0]?.text.includes(words) !== true) trial.broken(`the headline of ${number} does not say “${words}”`);
}

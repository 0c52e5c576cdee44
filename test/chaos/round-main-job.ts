import { demoCase } from "../../src/demo/demo-report.ts";
import { demoDirectory, demoOptOuts } from "../../src/demo/demo-rules.ts";
import { demoFile } from "../e2e/scenario/reports.ts";
import { closingWords, type Stage, waitFor } from "../e2e/scenario/stage.ts";
import type { Answered, ScenarioDriver } from "../support/scenario-driver.ts";
import type { People } from "./patient-people.ts";

/** Every step of the main job by people who press again; between them they write notes until the last cut, then they close the case. */
export async function playMainJob(stage: Stage, people: People, cuts: Promise<void>): Promise<void> {
	const { driver, texts } = stage;
	const { actions: a, replies, steps } = texts;
	await addRules(stage, people);
	let number = "";
	const findCase = async () => {
		number = (await casesShown(driver))[0] ?? "";
		return number !== "";
	};
	const { fileName, bytes } = demoFile();
	await people.until("a case is opened", findCase, () =>
		people.ask(() => driver.runCommand("bram", "report", { ...demoCase, file: { fileName, bytes } })),
	);
	const isAt = (what: string) => async () => (await people.statusOf(number)) === what;
	const hasStep = (name: string, stepOf: (name: string) => string) => async () =>
		(await driver.thread(number)).some(({ text }) => namesOf(name).some((each) => text.includes(stepOf(each))));
	await waitFor(stage, "the vote", isAt("voting"));
	for (const [as, name] of [
		["anna", "Anna"],
		["chris", "Chris"],
	] as const)
		await people.until(
			`${name} votes`,
			hasStep(name, (each) => steps.voted(each, texts.labels.vote.valid)),
			() => people.press(as, number, a.voteValid),
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
	await waitFor(
		stage,
		"the last step",
		hasStep("Chris", (each) => closingWords(stage, each)),
	);
	await waitFor(stage, "the thread is shown as done", () => driver.isArchived(number));
}

/** Where a platform does not say how somebody is called, their user name is shown. */
const namesOf = (name: string): readonly string[] => [name, name.toLowerCase()];

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
export async function casesShown(driver: ScenarioDriver): Promise<readonly string[]> {
	const titles = (await driver.channel("cases")).flatMap(({ title }) => /^[A-Z0-9]+-\d+-\d+/.exec(title ?? "") ?? []);
	return [...new Set(titles)];
}

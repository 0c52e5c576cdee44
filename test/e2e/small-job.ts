import { expect } from "vitest";
import type { Texts } from "../../src/text/texts.ts";
import type { ScenarioDriver } from "../support/scenario-driver.ts";
import { addressesNamed } from "../support/scenario-mails.ts";
import type { LeftCase } from "../support/scenario-store.ts";
import { checkThread } from "../support/scenario-thread.ts";
import type { ReportFile } from "./scenario/reports.ts";
import {
	closingWords,
	press,
	privateAnswer,
	readyCase,
	type Stage,
	sendAll,
	waitFor,
	waitForStep,
} from "./scenario/stage.ts";

/** From the report to the closed case; gives the case's number. */
export async function playSmallJob(stage: Stage, file: ReportFile): Promise<string> {
	const { driver, texts } = stage;
	const number = await readyCase(stage, file);
	const preview = privateAnswer(await press(stage, "chris", number, texts.actions.preview));
	expect(preview.text).toContain("Veenland Internet B.V.");
	expect(addressesNamed(preview.text)).toEqual([]);
	await sendAll(stage, number);
	const end = await waitFor(stage, "a headline that can close", async () => {
		const [card, ...others] = await driver.channel("cases");
		expect(others).toEqual([]);
		return card?.buttons.some(({ label }) => label === texts.actions.close) === true && card;
	});
	await driver.press("chris", end, texts.actions.close);
	await waitForStep(stage, number, closingWords(stage, "Chris"));
	await waitFor(stage, "the thread is shown as done", () => driver.isArchived(number));
	return number;
}

/** Nothing was told out of order or twice, to nobody an address, and nothing was asked that the platform forbids. */
export async function expectAllTold(
	driver: ScenarioDriver,
	{
		left,
		thread,
		texts,
	}: {
		readonly left: LeftCase | undefined;
		readonly thread: Awaited<ReturnType<ScenarioDriver["thread"]>>;
		readonly texts: Texts;
	},
): Promise<void> {
	expect(checkThread(left?.events ?? [], thread, texts)).toBeNull();
	const told = (await driver.everythingPublic()).flatMap(({ text }) => addressesNamed(text));
	expect(told).toEqual([]);
	expect(await driver.platformFaults()).toEqual([]);
}

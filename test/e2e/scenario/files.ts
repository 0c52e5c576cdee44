import { binaryFile, emptyFile, largeFile, small, smallFile, unnamedColumnFile } from "./reports.ts";
import {
	check,
	expectSays,
	openCase,
	privateAnswer,
	report,
	type Story,
	waitFor,
	waitForStatus,
	waitForStep,
} from "./stage.ts";

const bytesPerMb = 1_048_576;

export const files: readonly Story[] = [
	{
		name: "an unreadable file is said to be so, with what to do, and the case can only be closed",
		async run(stage) {
			const { texts, driver } = stage;
			for (const [file, reason] of [
				[binaryFile(), "binary"],
				[emptyFile(), "empty"],
			] as const) {
				const caseNumber = await openCase(stage, file);
				await waitForStatus(stage, caseNumber, "unreadable");
				await waitForStep(stage, caseNumber, texts.steps.unreadable(texts.labels.unreadable[reason]));
				const end = await waitForStatus(stage, caseNumber, "unreadable");
				await driver.press("bram", end, texts.actions.close);
				await waitForStatus(stage, caseNumber, "closed");
			}
		},
	},
	{
		name: "no column with addresses: the volunteer chooses one from a masked menu, and it goes on",
		async run(stage) {
			const { texts, driver } = stage;
			const caseNumber = await openCase(stage, unnamedColumnFile());
			await waitForStatus(stage, caseNumber, "needs-column");
			await waitForStep(stage, caseNumber, texts.steps.columnAsked);
			const card = await waitFor(stage, "a menu of the columns", async () =>
				(await driver.thread(caseNumber)).find(({ menu }) => menu !== null),
			);
			const options = card.menu?.options ?? [];
			check(options.map(({ label }) => label).join() === "nr,waarde,stand", "the menu has other columns");
			const chosen = options.find(({ label }) => label === "waarde");
			check(chosen !== undefined && !chosen.hint.includes(small.veenland[0]), "the sample is not masked");
			await driver.choose("chris", card, chosen.value);
			await waitForStatus(stage, caseNumber, "voting");
			await waitForStep(stage, caseNumber, texts.steps.columnChosen("Chris", "waarde"));
			const again = await driver.choose("anna", card, options[0]?.value ?? "");
			expectSays(again, texts.refusals.stale);
		},
	},
	{
		name: "an upload over the limit is refused, and opens no case",
		async run(stage) {
			const { texts, driver, maxUploadMb } = stage;
			const before = (await driver.channel("cases")).length;
			const answer = await report(stage, largeFile(maxUploadMb * bytesPerMb));
			if (answer.kind === "platform-refused") check(answer.why === "too-large", `refused as “${answer.why}”`);
			else expectSays(answer, texts.replies.uploadTooLarge(texts.number(maxUploadMb)));
			check((await driver.channel("cases")).length === before, "a case was opened all the same");
		},
	},
	{
		name: "what could not be read is shown by line and reason, to the asker alone",
		async run(stage) {
			const { texts, driver } = stage;
			const good = smallFile();
			const extra = "10.20.30.40,443,tcp\n192.0.2.300,443,tcp\n";
			const bytes = new TextEncoder().encode(new TextDecoder().decode(good.bytes) + extra);
			const caseNumber = await openCase(stage, { ...good, bytes });
			const card = await waitForStatus(stage, caseNumber, "voting");
			const shown = privateAnswer(await driver.press("anna", card, texts.actions.problems));
			for (const reason of ["special-use", "not-a-target"] as const)
				check(shown.text.includes(texts.labels.problem[reason]), `“${reason}” is not shown`);
			check(!/10\.20\.30\.40|192\.0\.2\.300/.test(shown.text), "the problems show what stood there");
			check(shown.files.join() === `${caseNumber}-problems.csv`, `the files are “${shown.files.join()}”`);
		},
	},
];

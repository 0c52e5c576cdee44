import { expectMails, mailsOf } from "./expect-mails.ts";
import { listFile, small, smallFile, smallGroups } from "./reports.ts";
import {
	cardWith,
	check,
	expectSays,
	formOf,
	headlineWith,
	press,
	readyCase,
	type Stage,
	type Story,
	send,
	sendAll,
	waitForQuiet,
	waitForStatus,
	waitForStep,
} from "./stage.ts";
import { wide } from "./wide-report.ts";

/** Carries the wide case to `ready`. */
async function wideCase(stage: Stage): Promise<string> {
	const addresses = [...wide.groups.values()].flatMap((own) => [...own]);
	return readyCase(stage, { fileName: wide.fileName, bytes: wide.report, addresses });
}

export const sending: readonly Story[] = [
	{
		name: "Send asks for the case number; another one sends nothing",
		async run(stage) {
			const { texts, driver } = stage;
			const caseNumber = await readyCase(stage, smallFile());
			const form = formOf(await press(stage, "anna", caseNumber, texts.actions.send));
			for (const confirmation of ["ja", "NSM-1999-0001"])
				expectSays(await driver.submit("anna", form, { confirmation }), texts.refusals["confirmation-mismatch"]);
			await waitForQuiet(stage);
			check((await mailsOf(stage, caseNumber)).length === 0, "mails were sent all the same");
			await waitForStatus(stage, caseNumber, "ready");
		},
	},
	{
		name: "a double click on Send mails once",
		async run(stage) {
			const { texts, driver } = stage;
			const caseNumber = await readyCase(stage, smallFile());
			const form = formOf(await press(stage, "anna", caseNumber, texts.actions.send));
			const twice = [1, 2, 3].map(() => driver.submit("anna", form, { confirmation: caseNumber }));
			const answers = await Promise.all(twice);
			const said = answers.map((answer) => (answer.kind === "message" ? answer.message.text : answer.kind));
			check(said.filter((text) => text.includes(texts.replies.sending)).length === 1, `answers: ${said.join(" / ")}`);
			check(said.filter((text) => text.includes(texts.refusals.stale)).length === 2, `answers: ${said.join(" / ")}`);
			await waitForStatus(stage, caseNumber, "sent");
			expectSays(await driver.submit("chris", form, { confirmation: caseNumber }), texts.refusals.stale);
			await waitForQuiet(stage);
			await expectMails(stage, caseNumber, smallGroups);
		},
	},
	{
		name: "pause stops the mailing, resume ends it, and nobody is mailed twice",
		async run(stage) {
			const { texts, driver } = stage;
			const caseNumber = await wideCase(stage);
			expectSays(await send(stage, "anna", caseNumber), texts.replies.sending);
			const running = await headlineWith(stage, caseNumber, texts.actions.pause);
			await driver.press("chris", running, texts.actions.pause);
			await waitForStatus(stage, caseNumber, "paused");
			await waitForStep(stage, caseNumber, texts.steps.paused("Chris"));
			await waitForQuiet(stage);
			const before = (await mailsOf(stage, caseNumber)).length;
			await waitForQuiet(stage);
			check((await mailsOf(stage, caseNumber)).length === before, "mails go out while it is paused");
			check(before < wide.groups.size, "it was over before it could be paused");
			await press(stage, "anna", caseNumber, texts.actions.resume);
			await waitForStatus(stage, caseNumber, "sent");
			await waitForStep(stage, caseNumber, texts.steps.resumed("Anna"));
			const count = texts.number(wide.groups.size);
			await waitForStep(stage, caseNumber, texts.steps.roundFinished("1", count, "0", "0"));
			await expectMails(stage, caseNumber, wide.groups);
		},
	},
	{
		name: "a restart between ready and sent: buttons from before it work, and all is mailed once",
		async run(stage) {
			const { texts, driver } = stage;
			const caseNumber = await wideCase(stage);
			const card = await cardWith(stage, caseNumber, texts.actions.send);
			await driver.restart("stop");
			const form = formOf(await driver.press("anna", card, texts.actions.send));
			expectSays(await driver.submit("anna", form, { confirmation: caseNumber }), texts.replies.sending);
			await driver.restart("stop");
			await waitForStatus(stage, caseNumber, "sent");
			await expectMails(stage, caseNumber, wide.groups);
		},
	},
	{
		name: "kill -9 amid the mailing: it goes on by itself, and nobody is mailed twice",
		async run(stage) {
			const { texts, driver } = stage;
			const caseNumber = await wideCase(stage);
			expectSays(await send(stage, "anna", caseNumber), texts.replies.sending);
			await headlineWith(stage, caseNumber, texts.actions.pause);
			await driver.restart("kill");
			await waitForStatus(stage, caseNumber, "sent");
			const count = texts.number(wide.groups.size);
			await waitForStep(stage, caseNumber, texts.steps.roundFinished("1", count, "0", "0"));
			await expectMails(stage, caseNumber, wide.groups);
		},
	},
	{
		name: "a second round goes to those who are still affected, and to no other",
		async run(stage) {
			const { texts, driver } = stage;
			const caseNumber = await readyCase(stage, smallFile());
			const list = listFile([small.veenland[1], small.waterrand[0], "192.0.2.8"]);
			const file = { fileName: list.fileName, bytes: list.bytes };
			const tooEarly = await driver.runCommand("anna", "case round", { file }, caseNumber);
			expectSays(tooEarly, texts.refusals["wrong-state"](texts.labels.status.ready));
			await sendAll(stage, caseNumber);
			expectSays(await driver.runCommand("anna", "case round", { file }, caseNumber), texts.replies.done);
			await waitForStep(stage, caseNumber, texts.steps.roundRequested("Anna", "2", "lijst.csv"));
			await waitForStep(stage, caseNumber, texts.steps.roundListRead("2", "1"));
			await waitForStatus(stage, caseNumber, "ready");
			await sendAll(stage, caseNumber);
			await expectMails(stage, caseNumber, smallGroups, 1);
			const still = new Map<string, Set<string>>([
				["abuse@veenland.example", new Set([small.veenland[1]])],
				["security@waterrand.example", new Set([small.waterrand[0]])],
			]);
			await expectMails(stage, caseNumber, still, 2);
		},
	},
];

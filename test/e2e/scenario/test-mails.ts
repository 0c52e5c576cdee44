import { type ReadMail, readOutbox } from "../../support/scenario-mails.ts";
import { mailsOf } from "./expect-mails.ts";
import { small, smallFile, smallGroups } from "./reports.ts";
import {
	check,
	expectSays,
	formOf,
	openCase,
	press,
	privateAnswer,
	readyCase,
	report,
	type Stage,
	type Story,
	sendAll,
	waitFor,
	waitForQuiet,
	waitForStatus,
	waitForStep,
} from "./stage.ts";

const own = "anna@eigen.example";

const ownMails = async ({ driver }: Stage): Promise<readonly ReadMail[]> =>
	(await readOutbox(driver.dataDir)).filter(({ operatorKey }) => operatorKey === own);

/** Anna presses “Test mail” and is asked for her address, which she confirms with the code that comes there; gives the last answer. */
async function confirmAddress(stage: Stage, caseNumber: string) {
	const { texts, driver } = stage;
	const t = texts.mailing;
	const asked = privateAnswer(await press(stage, "anna", caseNumber, t.testMail));
	check(asked.text.includes(t.ownNone), `the answer is “${asked.text}”`);
	const addressForm = formOf(await driver.press("anna", asked, t.askAddress));
	const sent = privateAnswer(await driver.submit("anna", addressForm, { mailbox: own }));
	check(sent.text.includes(t.codeInOutbox(own)), `the answer is “${sent.text}”`);
	const [mail] = await ownMails(stage);
	const code = /\d{6}/.exec(mail?.text ?? "")?.[0] ?? "";
	check(mail !== undefined && mail.named.size === 0 && !mail.text.includes(caseNumber), "the code's mail says more");
	const codeForm = formOf(await driver.press("anna", sent, t.enterCode));
	const right = privateAnswer(await driver.submit("anna", codeForm, { code }));
	check(right.text.includes(t.codeRight(own)), `the answer is “${right.text}”`);
	return right;
}

export const testMails: readonly Story[] = [
	{
		name: "test mails: an address confirmed once, then the whole set in full to the asker alone",
		async run(stage) {
			const { texts, driver } = stage;
			const t = texts.mailing;
			const caseNumber = await readyCase(stage, smallFile());
			const confirmed = await confirmAddress(stage, caseNumber);
			const three = texts.number(smallGroups.size);
			expectSays(await driver.press("anna", confirmed, t.testMail), t.testMailsGo(three, own));
			await waitForStep(stage, caseNumber, t.testMailsRequested("Anna", three));
			const marked = await waitFor(stage, "three test mails", async () => {
				const mails = (await ownMails(stage)).filter(({ noticeId }) => noticeId.startsWith(`${caseNumber}-`));
				return mails.length === smallGroups.size && mails;
			});
			check(
				marked.every(({ subject }) => subject.startsWith("[PROEF]")),
				"a test mail is not marked as one",
			);
			const listed = marked.flatMap(({ listed: rows }) => rows).sort();
			const expected = [...small.veenland, ...small.molenwiek, ...small.waterrand].sort();
			check(listed.join() === expected.join(), `the test mails list ${listed.length} of ${expected.length} addresses`);
			await waitForQuiet(stage);
			check((await mailsOf(stage, caseNumber)).length === 0, "an operator was mailed");
			await sendAll(stage, caseNumber);
			check((await mailsOf(stage, caseNumber)).length === smallGroups.size, "not all operators were mailed");
		},
	},
	{
		name: "the emergency stop refuses Send until a coordinator lifts it",
		async run(stage) {
			const { texts, driver } = stage;
			const t = texts.mailing;
			const caseNumber = await readyCase(stage, smallFile());
			expectSays(await driver.runCommand("chris", "mail stop", { reason: "Verkeerde lijst" }), t.stopDone("0"));
			const form = formOf(await press(stage, "anna", caseNumber, texts.actions.send));
			const refused = privateAnswer(await driver.submit("anna", form, { confirmation: caseNumber }));
			check(refused.text.includes("Verkeerde lijst."), `the answer is “${refused.text}”`);
			await waitFor(stage, "the stop in the status channel", async () =>
				(await driver.channel("status")).find(({ title }) => title === t.stopTitle),
			);
			const notAllowed = texts.replies.notAllowed(texts.replies.roles.coordinator);
			expectSays(await driver.runCommand("chris", "mail resume", {}), notAllowed);
			expectSays(await driver.runCommand("anna", "mail resume", {}), t.liftDone);
			await sendAll(stage, caseNumber);
		},
	},
	{
		name: "child abuse material is not taken, and the asker reads where to report it",
		async run(stage) {
			const { texts, driver } = stage;
			const before = (await driver.channel("cases")).length;
			const { csamRefused, csamMistaken } = texts.mailing;
			expectSays(await report(stage, smallFile(), { category: "csam" }), csamRefused);
			expectSays(await report(stage, smallFile(), { title: "Sites met kinderporno" }), csamMistaken);
			await waitForQuiet(stage);
			check((await driver.channel("cases")).length === before, "a case was opened");
			await waitForStatus(stage, await openCase(stage, smallFile()), "voting");
		},
	},
];

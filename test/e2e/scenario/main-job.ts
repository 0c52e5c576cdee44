import { operatorKey } from "../../../src/core/contact/parse-mailboxes.ts";
import { demoOutcome } from "../../../src/demo/demo-outcome.ts";
import { demoCase, demoReport } from "../../../src/demo/demo-report.ts";
import type { Seen } from "../../support/scenario-driver.ts";
import { demoGroups } from "../../support/scenario-groups.ts";
import { addressesNamed, checkMails } from "../../support/scenario-mails.ts";
import { mailsOf } from "./expect-mails.ts";
import { demoFile } from "./reports.ts";
import {
	check,
	expectSays,
	openCase,
	press,
	privateAnswer,
	type Stage,
	type Story,
	sendAll,
	waitFor,
	waitForStatus,
	waitForStep,
} from "./stage.ts";

/** A report becomes one mail per operator, and every step stands in the thread. */
export const mainJob: Story = {
	name: "main job: a report, a vote, a lookup, previews, one mail per operator",
	async run(stage) {
		const { texts, driver } = stage;
		const file = demoFile();
		const caseNumber = await openCase(stage, file, { ...demoCase });
		await waitForStatus(stage, caseNumber, "voting");
		await checkSummary(stage, caseNumber);
		for (const as of ["anna", "chris"] as const)
			expectSays(await press(stage, as, caseNumber, texts.actions.voteValid), texts.replies.voteCounted);
		await waitForStatus(stage, caseNumber, "ready");
		await checkMailingCard(stage, caseNumber);
		await checkPreviews(stage, caseNumber);
		check((await mailsOf(stage, caseNumber)).length === 0, "mails were made before anybody pressed Send");
		const end = await sendAll(stage, caseNumber);
		const { notices } = demoOutcome("with-rules");
		const all = texts.number(notices.length);
		const accepted = `${texts.labels.outcome.accepted}: ${all} / ${all}`;
		check(end.text.includes(accepted), `the headline does not say “${accepted}”`);
		await waitForStep(stage, caseNumber, texts.steps.roundFinished(texts.number(1), all, "0", "0"));
		await checkOutbox(stage, caseNumber);
		check((await driver.everythingPublic()).length > 0, "nothing was seen while it went on");
	},
};

function expectWords(card: Seen, words: readonly string[]): void {
	for (const word of words)
		check(card.text.includes(word), `“${word}” is not on the card “${card.title}”: ${card.text}`);
}

/** A headline that is new tells of now, while the steps before it are still being posted. */
async function cardTitled(stage: Stage, caseNumber: string, title: string): Promise<Seen> {
	return waitFor(stage, `a card “${title}” in the thread of ${caseNumber}`, async () =>
		(await stage.driver.thread(caseNumber)).find((message) => message.title === title),
	);
}

async function checkSummary(stage: Stage, caseNumber: string): Promise<void> {
	const { texts } = stage;
	const { rows, findings, duplicates, problems } = demoReport();
	const card = await cardTitled(stage, caseNumber, texts.panels.readTitle);
	const problemRows = problems.reduce((sum, { count }) => sum + count, 0);
	const n = texts.number;
	expectWords(card, [
		`${texts.panels.rows}: ${n(rows)}`,
		`${texts.panels.findings}: ${n(findings)}`,
		`${texts.panels.duplicates}: ${n(duplicates)}`,
		`${texts.panels.problems}: ${n(problemRows)}`,
		...problems.map(({ reason, count }) => `${texts.labels.problem[reason]} | ${n(count)}`),
	]);
}

async function checkMailingCard(stage: Stage, caseNumber: string): Promise<void> {
	const { texts } = stage;
	const { notices, buckets } = demoOutcome("with-rules");
	const n = texts.number;
	const mailed = notices.reduce((sum, { findings }) => sum + findings, 0);
	const kept = Object.values(buckets).reduce((sum, count) => sum + count, 0);
	const card = await cardTitled(stage, caseNumber, texts.panels.mailingTitle(n(notices.length), n(mailed)));
	expectWords(card, [
		texts.panels.addsUp(n(mailed), n(kept), n(demoReport().findings)),
		...notices.map(({ mailboxes }) => mailboxes.join(", ")),
	]);
	for (const { mailboxes, findings } of notices) {
		const row = card.text.split("\n").find((line) => line.includes(`| ${mailboxes.join(", ")} |`));
		check(row?.endsWith(`| ${n(findings)}`) === true, `the card has another count for ${mailboxes.join(", ")}`);
	}
	for (const [bucket, count] of Object.entries(buckets)) {
		const label = texts.labels.bucket[bucket as keyof typeof buckets];
		check(card.text.includes(`${label} [${n(count)}]`), `the card has another count for “${label}”`);
	}
}

/** Every mail can be looked at, by the asker alone, and none shows an address in full. */
async function checkPreviews(stage: Stage, caseNumber: string): Promise<void> {
	const { texts, driver } = stage;
	const total = demoOutcome("with-rules").notices.length;
	let shown = privateAnswer(await press(stage, "chris", caseNumber, texts.actions.preview));
	const recipients = new Set<string>();
	for (let index = 1; ; index++) {
		check(addressesNamed(shown.text).length === 0, `preview ${index} shows an address in full`);
		const title = texts.replies.previewTitle(texts.number(index), texts.number(total), "");
		check(shown.title?.startsWith(title.trim()) === true, `preview ${index} has the title “${shown.title}”`);
		const to = shown.text.split("\n").find((line) => line.startsWith(`${texts.replies.previewTo}: `));
		recipients.add(to ?? "");
		if (!shown.buttons.some(({ label }) => label === texts.actions.next)) break;
		shown = privateAnswer(await driver.press("chris", shown, texts.actions.next));
	}
	check(recipients.size === total, `${recipients.size} of ${total} mails could be looked at`);
}

async function checkOutbox(stage: Stage, caseNumber: string): Promise<void> {
	const mails = await mailsOf(stage, caseNumber);
	const { notices } = demoOutcome("with-rules");
	const wrong = checkMails(mails, demoGroups(demoFile().addresses, "with-rules"));
	check(wrong.length === 0, wrong.join("; "));
	check(mails.length === notices.length, `${mails.length} mails for ${notices.length} operators`);
	for (const { mailboxes, findings } of notices) {
		const mail = mails.find((candidate) => candidate.operatorKey === operatorKey(mailboxes));
		check(mail?.rows === findings, `the mail to ${mailboxes.join(", ")} has ${mail?.rows} rows, not ${findings}`);
		check(mail.text.includes(demoCase.reference), "a mail lacks the public reference");
	}
}

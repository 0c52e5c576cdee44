import type { Seen } from "../../support/scenario-driver.ts";
import { expectMails } from "./expect-mails.ts";
import { smallFile, smallGroups } from "./reports.ts";
import {
	cardWith,
	check,
	expectSays,
	formOf,
	headlineWith,
	newerCardWith,
	openCase,
	privateAnswer,
	type Stage,
	type Story,
	waitFor,
	waitForStatus,
	waitForStep,
} from "./stage.ts";

/** Every button is pressed on the card as it stood before the bot ended and started again, every form sent in after it. */
export const restarts: Story = {
	name: "a restart between any two steps: the buttons and forms from before it work",
	async run(stage) {
		const { texts, driver } = stage;
		const { actions: a, replies } = texts;
		let ways = 0;
		const restart = () => driver.restart(ways++ % 2 === 0 ? "stop" : "kill");

		const caseNumber = await openCase(stage, smallFile());
		await restart();
		await waitForStatus(stage, caseNumber, "voting");
		const poll = await cardWith(stage, caseNumber, a.voteValid);
		await restart();
		expectSays(await driver.press("anna", poll, a.voteValid), replies.voteCounted);
		await restart();
		expectSays(await driver.press("chris", poll, a.voteValid), replies.voteCounted);
		await restart();

		await waitForStatus(stage, caseNumber, "ready");
		const mailing = await cardWith(stage, caseNumber, a.preview);
		await restart();
		const first = privateAnswer(await driver.press("chris", mailing, a.preview));
		await restart();
		const second = privateAnswer(await driver.press("chris", first, a.next));
		check(second.title !== first.title, "the next preview is the same one");
		await restart();
		await leaveOut(stage, mailing, restart);
		await waitForStep(stage, caseNumber, "Niet nodig");
		await restart();

		// The step is posted before its cards are shown anew: a form from the card before would be stale.
		const ready = await newerCardWith(stage, caseNumber, a.send, mailing);
		const send = formOf(await driver.press("anna", ready, a.send));
		await restart();
		expectSays(await driver.submit("anna", send, { confirmation: caseNumber }), replies.sending);
		await restart();
		await waitForStatus(stage, caseNumber, "sent");
		await expectMails(stage, caseNumber, smallGroups);

		const end = await headlineWith(stage, caseNumber, a.close);
		await restart();
		await driver.press("chris", end, a.close);
		await restart();
		await waitForStatus(stage, caseNumber, "closed");
		await waitFor(stage, "the thread is shown as done", () => driver.isArchived(caseNumber));
	},
};

/** From the card of the mailing by a menu to a form, each from before a restart. */
async function leaveOut({ driver, texts }: Stage, mailing: Seen, restart: () => Promise<void>): Promise<void> {
	const { actions: a, replies, labels } = texts;
	const list = privateAnswer(await driver.press("anna", mailing, a.openEnds));
	const option = list.menu?.options.find(({ hint }) => hint === labels.bucket["private-looking"]);
	check(option !== undefined, "the list of what is not mailed lacks a group");
	await restart();
	const group = privateAnswer(await driver.choose("anna", list, option.value));
	await restart();
	const form = formOf(await driver.press("anna", group, a.leaveOut));
	await restart();
	expectSays(await driver.submit("anna", form, { reason: "Niet nodig" }), replies.done);
}

import { smallFile } from "./reports.ts";
import {
	cardWith,
	check,
	expectSays,
	openCase,
	press,
	readyCase,
	type Story,
	waitFor,
	waitForStatus,
	waitForStep,
} from "./stage.ts";

export const voting: readonly Story[] = [
	{
		name: "four eyes: the uploader's vote is refused, and one other vote does not decide",
		async run(stage) {
			const { texts } = stage;
			const caseNumber = await openCase(stage, smallFile());
			await waitForStatus(stage, caseNumber, "voting");
			for (const label of [texts.actions.voteValid, texts.actions.voteInvalid])
				expectSays(await press(stage, "bram", caseNumber, label), texts.refusals["own-report"]);
			expectSays(await press(stage, "anna", caseNumber, texts.actions.voteValid), texts.replies.voteCounted);
			expectSays(await press(stage, "anna", caseNumber, texts.actions.voteValid), texts.refusals["same-vote"]);
			await waitForStep(stage, caseNumber, texts.steps.voted("Anna", texts.labels.vote.valid));
			await waitForStatus(stage, caseNumber, "voting");
		},
	},
	{
		name: "a vote can be changed, and counts once",
		async run(stage) {
			const { texts } = stage;
			const { valid, invalid } = texts.labels.vote;
			const caseNumber = await openCase(stage, smallFile());
			await waitForStatus(stage, caseNumber, "voting");
			await press(stage, "anna", caseNumber, texts.actions.voteInvalid);
			await press(stage, "anna", caseNumber, texts.actions.voteValid);
			await waitForStep(stage, caseNumber, texts.steps.changedVote("Anna", invalid, valid));
			await waitFor(stage, "one vote on the card", async () => {
				const card = await cardWith(stage, caseNumber, texts.actions.voteValid);
				return card.text.includes(`${valid}: 1`) && card.text.includes(`${invalid}: 0`);
			});
			await press(stage, "chris", caseNumber, texts.actions.voteValid);
			await waitForStatus(stage, caseNumber, "ready");
		},
	},
	{
		name: "rejected: nothing is looked up or mailed, and the case can be closed",
		async run(stage) {
			const { texts } = stage;
			const caseNumber = await openCase(stage, smallFile());
			await waitForStatus(stage, caseNumber, "voting");
			for (const as of ["anna", "chris"] as const) await press(stage, as, caseNumber, texts.actions.voteInvalid);
			await waitForStatus(stage, caseNumber, "rejected");
			await waitForStep(stage, caseNumber, texts.steps.decided.rejected);
			const end = await waitForStatus(stage, caseNumber, "rejected");
			await stage.driver.press("anna", end, texts.actions.close);
			await waitForStatus(stage, caseNumber, "closed");
		},
	},
	{
		name: "needs info: the answer opens a second poll, in which old votes and old buttons do not count",
		async run(stage) {
			const { texts, driver } = stage;
			const caseNumber = await openCase(stage, smallFile());
			await waitForStatus(stage, caseNumber, "voting");
			const info = { text: "De scanner is die van het Scanlicht; de methode staat in hun verslag." };
			const tooEarly = await driver.runCommand("bram", "case info", info, caseNumber);
			expectSays(tooEarly, texts.refusals["wrong-state"](texts.labels.status.voting));
			const oldPoll = await cardWith(stage, caseNumber, texts.actions.voteValid);
			for (const as of ["anna", "chris"] as const) await press(stage, as, caseNumber, texts.actions.voteNeedsInfo);
			await waitForStatus(stage, caseNumber, "needs-info");
			expectSays(await driver.runCommand("bram", "case info", info, caseNumber), texts.replies.done);
			await waitForStatus(stage, caseNumber, "voting");
			await waitForStep(stage, caseNumber, texts.steps.infoProvided("Bram", info.text));
			await waitForStep(stage, caseNumber, texts.panels.pollTitle("2"));
			expectSays(await driver.press("anna", oldPoll, texts.actions.voteValid), texts.refusals.stale);
			expectSays(await press(stage, "anna", caseNumber, texts.actions.voteValid), texts.replies.voteCounted);
			await waitForStatus(stage, caseNumber, "voting");
			expectSays(await press(stage, "chris", caseNumber, texts.actions.voteValid), texts.replies.voteCounted);
			await waitForStatus(stage, caseNumber, "ready");
		},
	},
	{
		name: "a stale button gets a plain sentence and does nothing",
		async run(stage) {
			const { texts, driver } = stage;
			const caseNumber = await openCase(stage, smallFile());
			await waitForStatus(stage, caseNumber, "voting");
			const poll = await cardWith(stage, caseNumber, texts.actions.voteValid);
			for (const as of ["anna", "chris"] as const) await driver.press(as, poll, texts.actions.voteValid);
			await waitForStatus(stage, caseNumber, "ready");
			expectSays(await driver.press("chris", poll, texts.actions.voteInvalid), texts.refusals.stale);
			const other = await readyCase(stage, smallFile());
			check(other !== caseNumber, "two reports became one case");
			await waitForStatus(stage, caseNumber, "ready");
		},
	},
];

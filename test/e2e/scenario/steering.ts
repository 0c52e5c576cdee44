import type { Options } from "../../support/scenario-driver.ts";
import { mailsOf } from "./expect-mails.ts";
import { smallFile } from "./reports.ts";
import {
	cardWith,
	check,
	expectRefused,
	expectSays,
	formOf,
	headline,
	openCase,
	press,
	readyCase,
	type Story,
	sendAll,
	waitFor,
	waitForQuiet,
	waitForStatus,
	waitForStep,
} from "./stage.ts";

export const steering: readonly Story[] = [
	{
		name: "withdraw before sending: nothing is mailed; after sending it is refused",
		async run(stage) {
			const { texts, driver } = stage;
			const caseNumber = await readyCase(stage, smallFile());
			const card = await cardWith(stage, caseNumber, texts.actions.send);
			const why = { text: "De melder trok de lijst terug" };
			expectSays(await driver.runCommand("bram", "case withdraw", why, caseNumber), texts.replies.done);
			await waitForStatus(stage, caseNumber, "withdrawn");
			await waitForStep(stage, caseNumber, texts.steps.withdrawn("Bram", why.text));
			await waitFor(stage, "the thread is shown as done", () => driver.isArchived(caseNumber));
			const form = formOf(await driver.press("anna", card, texts.actions.send));
			expectSays(await driver.submit("anna", form, { confirmation: caseNumber }), texts.refusals.stale);
			await waitForQuiet(stage);
			check((await mailsOf(stage, caseNumber)).length === 0, "a withdrawn report was mailed");
			const sent = await readyCase(stage, smallFile());
			await sendAll(stage, sent);
			expectSays(
				await driver.runCommand("bram", "case withdraw", { ...why, case: sent }),
				texts.refusals["already-sent"],
			);
		},
	},
	{
		name: "close and reopen: the thread is put away and brought back, and nothing is mailed again",
		async run(stage) {
			const { texts, driver } = stage;
			const caseNumber = await readyCase(stage, smallFile());
			await sendAll(stage, caseNumber);
			const mails = (await mailsOf(stage, caseNumber)).length;
			expectSays(await driver.runCommand("chris", "case close", {}, caseNumber), texts.replies.done);
			await waitForStatus(stage, caseNumber, "closed");
			await waitFor(stage, "the thread is shown as done", () => driver.isArchived(caseNumber));
			const again = await driver.runCommand("chris", "case close", { case: caseNumber });
			expectSays(again, texts.refusals["wrong-state"](texts.labels.status.closed));
			expectSays(await driver.runCommand("anna", "case reopen", { case: caseNumber }), texts.replies.done);
			await waitForStatus(stage, caseNumber, "sent");
			await waitForStep(stage, caseNumber, texts.steps.reopened("Anna"));
			await waitFor(stage, "the thread is open again", async () => !(await driver.isArchived(caseNumber)));
			await waitForQuiet(stage);
			check((await mailsOf(stage, caseNumber)).length === mails, "reopening mailed something");
			await press(stage, "anna", caseNumber, texts.actions.close);
			await waitForStatus(stage, caseNumber, "closed");
		},
	},
	{
		name: "a note stands in the thread; one that holds an IP address is refused",
		async run(stage) {
			const { texts, driver } = stage;
			const caseNumber = await openCase(stage, smallFile());
			await waitForStatus(stage, caseNumber, "voting");
			const text = "De melder is gebeld en klinkt betrouwbaar.";
			expectSays(await driver.runCommand("chris", "case note", { text }, caseNumber), texts.replies.done);
			await waitForStep(stage, caseNumber, texts.steps.note("Chris", text));
			for (const address of ["192.0.2.5", "192[.]0[.]2[.]5", "2001:db8:400:7::25", "hxxp://192.0.2.5/x"]) {
				const note = { text: `Kijk nog eens naar ${address} a.u.b.` };
				expectSays(await driver.runCommand("chris", "case note", note, caseNumber), texts.refusals["address-in-text"]);
			}
			await waitForQuiet(stage);
			const told = (await driver.thread(caseNumber)).map((message) => message.text).join("\n");
			check(!told.includes("Kijk nog eens"), "a refused note stands in the thread");
		},
	},
	{
		name: "a report whose title or description holds an IP address is refused, and opens no case",
		async run(stage) {
			const { texts, driver } = stage;
			const before = (await driver.channel("cases")).length;
			const { fileName, bytes } = smallFile();
			const base = { title: "Titel", category: "other", description: "Wat", file: { fileName, bytes } };
			const wrong: readonly Options[] = [
				{ title: "Router 192.0.2.5" },
				{ description: "Het gaat om 192.0.2.5 en meer" },
				{ reporter: "192.0.2.5" },
			];
			for (const typed of wrong)
				expectSays(await driver.runCommand("bram", "report", { ...base, ...typed }), texts.refusals["address-in-text"]);
			const link = await driver.runCommand("bram", "report", { ...base, reference: "http://192.0.2.5/" });
			expectSays(link, texts.refusals["reference-not-a-link"]);
			await waitForQuiet(stage);
			check((await driver.channel("cases")).length === before, "a case was opened all the same");
		},
	},
	{
		name: "/case show and list, completion of case numbers, and a case that is not there",
		async run(stage) {
			const { texts, driver } = stage;
			const caseNumber = await openCase(stage, smallFile());
			const card = await waitForStatus(stage, caseNumber, "voting");
			expectSays(await driver.runCommand("anna", "case show", { case: caseNumber }), card.title ?? "");
			expectSays(await driver.runCommand("anna", "case show", {}, caseNumber), card.title ?? "");
			expectRefused(await driver.runCommand("anna", "case show", {}), texts.replies.whichCase);
			const missing = await driver.runCommand("anna", "case show", { case: "NSM-1999-0001" });
			expectSays(missing, texts.refusals["no-such-case"]);
			expectSays(await driver.runCommand("anna", "case list", {}), caseNumber);
			const found = await driver.autocomplete("bram", "case show", "case", caseNumber.slice(-3));
			check(found.includes(caseNumber), `completion gives ${found.join(", ") || "nothing"}`);
			const early = await driver.runCommand("anna", "send", { case: caseNumber });
			expectSays(early, texts.refusals["wrong-state"](texts.labels.status.voting));
			check((await headline(stage, caseNumber)) !== null, "the headline is gone");
		},
	},
];

import { small, smallFile } from "./reports.ts";
import {
	check,
	expectRefused,
	expectSays,
	openCase,
	press,
	privateAnswer,
	readyCase,
	report,
	type Story,
	waitForQuiet,
	waitForStatus,
} from "./stage.ts";

export const commandStories: readonly Story[] = [
	{
		name: "/lookup answers the asker alone, with contact and source",
		async run(stage) {
			const { texts, driver } = stage;
			const [address] = small.molenwiek;
			const answer = privateAnswer(await driver.runCommand("bram", "lookup", { target: address }));
			for (const words of ["abuse@molenwiek.example", "Molenwiek Hosting B.V.", texts.labels.source.registry])
				check(answer.text.includes(words), `“${words}” is not in the answer: ${answer.text}`);
			await waitForQuiet(stage);
			const ids = (seen: readonly { readonly id: string }[]) => seen.map(({ id }) => id);
			check(ids(await driver.privateReplies("bram")).includes(answer.id), "the asker does not see the answer");
			for (const as of ["anna", "chris", "stranger"] as const)
				check(!ids(await driver.privateReplies(as)).includes(answer.id), `${as} sees the answer too`);
			check(!ids(await driver.channel("reports")).includes(answer.id), "everybody sees the answer");
			const asn = privateAnswer(await driver.runCommand("bram", "lookup", { target: "AS64496" }));
			check(asn.text.includes("abuse@veenland.example"), `AS64496 gives ${asn.text}`);
			const nonsense = await driver.runCommand("bram", "lookup", { target: "wat is dit" });
			expectSays(nonsense, texts.replies.lookupNotATarget);
		},
	},
	{
		name: "/status counts cases, and names no operator",
		async run(stage) {
			const { texts, driver } = stage;
			const waiting = (text: string) =>
				Number(/\d+/.exec(text.split(`${texts.panels.statusWaitingVote}: `)[1] ?? "")?.[0]);
			const before = privateAnswer(await driver.runCommand("chris", "status", {}));
			const caseNumber = await openCase(stage, smallFile());
			await waitForStatus(stage, caseNumber, "voting");
			const after = privateAnswer(await driver.runCommand("chris", "status", {}));
			check(after.title === texts.panels.statusTitle, `the title is “${after.title}”`);
			check(
				waiting(after.text) === waiting(before.text) + 1,
				`waiting for a vote: ${waiting(before.text)}, then ${waiting(after.text)}`,
			);
			check(!/@|Veenland|Molenwiek/.test(after.text), "the summary names an operator");
		},
	},
	{
		name: "/case transcript gives the asker alone the thread as a file",
		async run(stage) {
			const { texts, driver } = stage;
			const caseNumber = await openCase(stage, smallFile());
			await waitForStatus(stage, caseNumber, "voting");
			const answer = privateAnswer(await driver.runCommand("chris", "case transcript", {}, caseNumber));
			check(answer.title === texts.replies.transcriptTitle(caseNumber), `the title is “${answer.title}”`);
			check(answer.files.join() === `${caseNumber}-transcript.txt`, `the files are “${answer.files.join()}”`);
			await waitForQuiet(stage);
			const shown = [...(await driver.thread(caseNumber)), ...(await driver.channel("reports"))];
			check(
				shown.every(({ files }) => files.length === 0),
				"everybody sees the file",
			);
			const without = await driver.runCommand("anna", "case transcript", {});
			expectRefused(without, texts.replies.whichCase);
		},
	},
	{
		name: "somebody without a role gets nothing done, by command, button, form or completion",
		async run(stage) {
			const { texts, driver } = stage;
			const refused = texts.replies.notAllowed(texts.replies.roles.volunteer);
			const caseNumber = await readyCase(stage, smallFile());
			expectSays(await report(stage, smallFile(), { as: "stranger" }), refused);
			for (const [command, options] of [
				["case list", {}],
				["case transcript", { case: caseNumber }],
				["case note", { text: "hallo", case: caseNumber }],
				["lookup", { target: "192.0.2.5" }],
				["status", {}],
				["send", { case: caseNumber }],
				["contact list", {}],
			] as const)
				expectSays(await driver.runCommand("stranger", command, options), refused);
			for (const label of [texts.actions.preview, texts.actions.openEnds])
				expectSays(await press(stage, "stranger", caseNumber, label), refused);
			const opened = await press(stage, "stranger", caseNumber, texts.actions.send);
			if (opened.kind === "form")
				expectSays(await driver.submit("stranger", opened.form, { confirmation: caseNumber }), refused);
			else expectSays(opened, refused);
			check((await driver.autocomplete("stranger", "case show", "case", "NSM")).length === 0, "completion tells cases");
			const voting = await openCase(stage, smallFile());
			await waitForStatus(stage, voting, "voting");
			expectSays(await press(stage, "stranger", voting, texts.actions.voteValid), refused);
			await waitForStatus(stage, caseNumber, "ready");
		},
	},
	{
		name: "wrong options get a sentence that names them",
		async run(stage) {
			const { texts, driver } = stage;
			const { fileName, bytes } = smallFile();
			const file = { fileName, bytes };
			const base = { title: "Titel", category: "other", description: "Wat", file };
			const { title: _, ...untitled } = base;
			expectRefused(await driver.runCommand("bram", "report", untitled), texts.replies.optionMissing("title"));
			const category = await driver.runCommand("bram", "report", { ...base, category: "zomaar" });
			expectRefused(category, texts.replies.optionWrong("category"));
			const day = { for: "192.0.2.0/24", operator: "X", mailboxes: "abuse@x.example", reason: "r", until: "gisteren" };
			expectSays(await driver.runCommand("anna", "contact set", day), texts.replies.badDay);
			const key = await driver.runCommand("anna", "optout add", { who: "zomaar iemand", reason: "r" });
			expectSays(key, texts.replies.optOutNotAKey);
		},
	},
];

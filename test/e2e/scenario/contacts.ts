import type { Bucket } from "../../../src/core/contact/contact.ts";
import type { Actor, Answered, Seen } from "../../support/scenario-driver.ts";
import type { ExpectedGroups } from "../../support/scenario-groups.ts";
import { expectMails } from "./expect-mails.ts";
import { listFile, small, smallFile } from "./reports.ts";
import {
	cardWith,
	check,
	expectSays,
	formOf,
	press,
	privateAnswer,
	readyCase,
	type Stage,
	type Story,
	sendAll,
	waitForStatus,
	waitForStep,
} from "./stage.ts";

/** Opens the list of what is not mailed and, in it, the group in this bucket. */
async function openGroup(stage: Stage, as: Actor, caseNumber: string, bucket: Bucket): Promise<Seen> {
	const { driver, texts } = stage;
	const list = privateAnswer(await press(stage, as, caseNumber, texts.actions.openEnds));
	const option = list.menu?.options.find(({ hint }) => hint === texts.labels.bucket[bucket]);
	check(option !== undefined, `no group “${texts.labels.bucket[bucket]}” in the list`);
	return privateAnswer(await driver.choose(as, list, option.value));
}

interface Filled {
	readonly bucket: Bucket;
	readonly label: string;
	readonly values: Readonly<Record<string, string>>;
}

async function fill(stage: Stage, as: Actor, caseNumber: string, filled: Filled): Promise<Answered> {
	const group = await openGroup(stage, as, caseNumber, filled.bucket);
	const form = formOf(await stage.driver.press(as, group, filled.label));
	return stage.driver.submit(as, form, filled.values);
}

/** The report's own three operators. */
const own: readonly (readonly [string, readonly string[]])[] = [
	["abuse@veenland.example", small.veenland],
	["abuse@molenwiek.example", small.molenwiek],
	["security@waterrand.example", small.waterrand],
];

function expected(...more: readonly (readonly [string, readonly string[]])[]): ExpectedGroups {
	const groups = new Map<string, Set<string>>();
	for (const [key, addresses] of [...own, ...more])
		groups.set(key, new Set([...(groups.get(key) ?? []), ...addresses]));
	return groups;
}

export const contacts: readonly Story[] = [
	{
		name: "open ends: leave out, hand over, assign a contact, and add to an operator that is there",
		async run(stage) {
			const { texts } = stage;
			const { actions: a, steps, replies } = texts;
			const caseNumber = await readyCase(stage, smallFile());
			const stale = await cardWith(stage, caseNumber, a.send);
			const reason = "Geen melding waard volgens het team";
			const left: Filled = { bucket: "private-looking", label: a.leaveOut, values: { reason } };
			expectSays(await fill(stage, "anna", caseNumber, left), replies.done);
			await waitForStep(stage, caseNumber, reason);
			const told = JSON.stringify(await stage.driver.thread(caseNumber));
			check(!told.includes("Jansen"), "the name of what looks like a private person stands in the thread");
			const handed: Filled = { bucket: "abroad", label: a.handOver, values: { to: "CERT-Bund" } };
			expectSays(await fill(stage, "chris", caseNumber, handed), replies.done);
			await waitForStep(stage, caseNumber, steps.handedOver("Chris", "Nordlicht Hosting GmbH", "CERT-Bund"));
			const values = { operator: "Veenland Internet B.V.", mailboxes: "Abuse@Veenland.example" };
			expectSays(
				await fill(stage, "bram", caseNumber, { bucket: "no-contact", label: a.assign, values }),
				replies.done,
			);
			await waitForStep(stage, caseNumber, steps.merged("Bram", "Veenland Internet B.V."));
			const form = formOf(await stage.driver.press("anna", stale, a.send));
			expectSays(await stage.driver.submit("anna", form, { confirmation: caseNumber }), texts.refusals.stale);
			await sendAll(stage, caseNumber);
			await expectMails(stage, caseNumber, expected(["abuse@veenland.example", small.noContact]));
		},
	},
	{
		name: "an assigned contact gets a mail of its own; a bad mailbox and an opted-out operator are refused",
		async run(stage) {
			const { texts } = stage;
			const { actions: a, steps, refusals } = texts;
			const caseNumber = await readyCase(stage, smallFile());
			const bad = { operator: "Oudehaven", mailboxes: "geen adres" };
			expectSays(
				await fill(stage, "bram", caseNumber, { bucket: "no-contact", label: a.assign, values: bad }),
				refusals["bad-mailbox"],
			);
			const optedOut = await openGroup(stage, "anna", caseNumber, "opted-out");
			check(!optedOut.buttons.some(({ label }) => label === a.assign), "an opt-out can be overruled by a button");
			const values = { operator: "Oudehaven", mailboxes: "abuse@oudehaven.example" };
			await fill(stage, "bram", caseNumber, { bucket: "no-contact", label: a.assign, values });
			await waitForStep(stage, caseNumber, steps.assigned("Bram", "Oudehaven", "abuse@oudehaven.example"));
			await sendAll(stage, caseNumber);
			await expectMails(stage, caseNumber, expected(["abuse@oudehaven.example", small.noContact]));
		},
	},
	{
		name: "/contact set: refused to a volunteer, done for a coordinator, and used by the next case",
		async run(stage) {
			const { driver, texts } = stage;
			const { replies } = texts;
			const entry = {
				for: "192.0.2.100/32",
				operator: "Gemeenten-CERT",
				mailboxes: "meldingen@gemeentencert.example",
				reason: "Meldt door",
			};
			expectSays(await driver.runCommand("bram", "contact set", entry), replies.notAllowed(replies.roles.coordinator));
			expectSays(await driver.runCommand("anna", "contact set", entry), replies.entrySet("192.0.2.100/32"));
			expectSays(await driver.runCommand("bram", "contact list", {}), "meldingen@gemeentencert.example");
			const caseNumber = await readyCase(stage, listFile([...small.veenland, ...small.waterrand]));
			await sendAll(stage, caseNumber);
			await expectMails(
				stage,
				caseNumber,
				new Map<string, Set<string>>([
					["abuse@veenland.example", new Set(small.veenland)],
					["meldingen@gemeentencert.example", new Set(small.waterrand)],
				]),
			);
			const removed = await driver.runCommand("anna", "contact remove", { for: entry.for, reason: "Op verzoek" });
			expectSays(removed, replies.entryRemoved("192.0.2.100/32"));
		},
	},
	{
		name: "/optout: who asked for no notices gets none, until it is removed",
		async run(stage) {
			const { driver, texts } = stage;
			const { replies } = texts;
			const entry = { who: "abuse@veenland.example", reason: "Op verzoek van Veenland" };
			const refused = await driver.runCommand("chris", "optout add", entry);
			expectSays(refused, replies.notAllowed(replies.roles.coordinator));
			expectSays(await driver.runCommand("anna", "optout add", entry), replies.optOutAdded(entry.who));
			expectSays(await driver.runCommand("chris", "optout list", {}), entry.who);
			const file = listFile([...small.veenland, ...small.waterrand]);
			const caseNumber = await readyCase(stage, file);
			await sendAll(stage, caseNumber);
			const waterrand: [string, Set<string>] = ["security@waterrand.example", new Set(small.waterrand)];
			await expectMails(stage, caseNumber, new Map([waterrand]));
			const removed = await driver.runCommand("anna", "optout remove", { who: entry.who, reason: "Op verzoek" });
			expectSays(removed, replies.entryRemoved(entry.who));
			const next = await readyCase(stage, file);
			await sendAll(stage, next);
			const veenland: [string, Set<string>] = ["abuse@veenland.example", new Set(small.veenland)];
			await expectMails(stage, next, new Map([waterrand, veenland]));
			await waitForStatus(stage, next, "sent");
		},
	},
	{
		name: "/optout import: shown first, done at the press, and given back as a file",
		async run(stage) {
			const { driver, texts } = stage;
			const { directory, replies } = texts;
			const bytes = new TextEncoder().encode("who;reason\r\nAS64999;Op verzoek\r\n");
			const file = { fileName: "afmeldingen.csv", bytes };
			const refused = await driver.runCommand("chris", "optout import", { file });
			expectSays(refused, replies.notAllowed(replies.roles.coordinator));
			const shown = privateAnswer(await driver.runCommand("anna", "optout import", { file }));
			check(shown.text.includes(directory.importAsk), `the import does not ask first: ${shown.text}`);
			expectSays(
				await driver.runCommand("chris", "optout history", { who: "AS64999" }),
				directory.historyNone("AS64999"),
			);
			expectSays(await driver.press("anna", shown, directory.importPress), directory.imported.optouts);
			expectSays(
				await driver.runCommand("chris", "optout list", { about: "AS64999" }),
				directory.why["opt-out"]("AS64999"),
			);
			const exported = privateAnswer(await driver.runCommand("anna", "optout export", {}));
			check(exported.files.includes("optouts.csv"), `the export gives no file: ${exported.text}`);
			const removed = await driver.runCommand("anna", "optout remove", { who: "AS64999", reason: "Op verzoek" });
			expectSays(removed, replies.entryRemoved("AS64999"));
		},
	},
];

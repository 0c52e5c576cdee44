import { operatorKey } from "../../../src/core/contact/parse-mailboxes.ts";
import type { Seen } from "../../support/scenario-driver.ts";
import { expectMails, mailsOf } from "./expect-mails.ts";
import { listFile, type ReportFile } from "./reports.ts";
import {
	cardWith,
	check,
	expectSays,
	formOf,
	openCase,
	press,
	privateAnswer,
	type Stage,
	type Story,
	sendAll,
	waitForStatus,
	waitForStep,
} from "./stage.ts";

/** What breaks a message that takes it for markup, and a mention that would call everybody. */
const rough =
	"**@everyone** _@here_ <@&123> `code` ```blok``` [klik](https://kwaad.example) ||stil|| ~~weg~~ # kop > citaat * \\ 😀 ";
const fill = (start: string, length: number) => {
	const text = `${start} ${rough.repeat(Math.ceil(length / rough.length))}`.slice(0, length - 1);
	return `${text.replace(/[\ud800-\udbff]$/, "x")}.`;
};
const mailedCount = 28;
/** More than a menu holds on any platform. */
const optedOutCount = 30;
const menuSize = 25;
/** So much of a long text is always there. */
const shownAtLeast = 40;

interface Operator {
	readonly name: string;
	readonly network: string;
	readonly mailboxes: readonly string[];
	readonly addresses: readonly string[];
}

/** A name of 120 characters, and mailboxes of 400 in all where they are `many`. */
function makeOperator(index: number, block: number, many: boolean, domain: string): Operator {
	const net = `100.${block}.${index}`;
	const box = (at: number) => `abuse${at}.${"a".repeat(50)}@n${index}.${domain}`;
	return {
		name: fill(`Beheerder ${String(index + 1).padStart(2, "0")}`, 120),
		network: `${net}.0/24`,
		mailboxes: (many ? [1, 2, 3, 4, 5] : [1]).map(box),
		addresses: [`${net}.1`, `${net}.2`],
	};
}

const optedOutDomain = "afgemeld.example";
const mailed = Array.from({ length: mailedCount }, (_, index) => makeOperator(index, 101, true, "lang.example"));
const optedOut = Array.from({ length: optedOutCount }, (_, index) => makeOperator(index, 102, false, optedOutDomain));
const end = "Hier houdt het op.";
const note = fill("Wat het team moet weten:", 2000);
const reason = fill("Reden:", 200);
/** What the bot takes at most, where the platform's inputs do too. */
const longText = ({ driver }: Stage): number => Math.min(4_000, driver.longestText);
const title = fill("Routers met een oude versie", 120);
const reporter = fill("Een melder", 120);
const typed = (stage: Stage) => ({
	...{ title, reporter },
	description: `${fill("Wat er aan de hand is:", longText(stage) - end.length - 1)} ${end}`,
	reference: `https://meldpunt.example/${"advies-".repeat(80)}`.slice(0, 500),
});

function longFile(): ReportFile {
	const file = listFile([...mailed, ...optedOut].flatMap(({ addresses }) => addresses));
	return { ...file, fileName: `${"_lange*naam_".repeat(9)}.csv` };
}

/** Everything that people type at its longest, and as many operators as overflow a table and a menu. */
export const longest: Story = {
	name: "titles, names, notes and lists at their longest: all stays readable, and all can be done",
	async run(stage) {
		const { texts } = stage;
		const { actions: a } = texts;
		await fillDirectory(stage);
		const caseNumber = await openCase(stage, longFile(), typed(stage));
		const voting = await waitForStatus(stage, caseNumber, "voting");
		expectStart(voting, voting.title ?? "", title);
		expectStart(voting, voting.text, reporter);
		await giveInfo(stage, caseNumber);
		for (const as of ["anna", "chris"] as const) await press(stage, as, caseNumber, a.voteValid);
		await waitForStatus(stage, caseNumber, "ready");
		await checkMailing(stage, caseNumber);
		await checkLists(stage, caseNumber);
		await leaveLastOut(stage, caseNumber);
		await checkPreviews(stage, caseNumber);
		expectSays(await stage.driver.runCommand("chris", "case note", { text: note }, caseNumber), texts.replies.done);
		await waitForStep(stage, caseNumber, note.slice(0, shownAtLeast));
		await sendAll(stage, caseNumber);
		const groups = mailed.map(({ mailboxes, addresses }) => [operatorKey(mailboxes), new Set(addresses)] as const);
		await expectMails(stage, caseNumber, new Map(groups));
		for (const { text } of await mailsOf(stage, caseNumber))
			check(text.includes(end), "a mail lacks the end of the description");
	},
};

function expectStart(card: Seen, shown: string, whole: string): void {
	const start = whole.slice(0, shownAtLeast);
	check(shown.includes(start), `“${start}” is not on “${card.title}”: ${shown}`);
}

async function fillDirectory({ driver, texts }: Stage): Promise<void> {
	for (const { name, network, mailboxes } of [...mailed, ...optedOut]) {
		const entry = { for: network, operator: name, mailboxes: mailboxes.join(", "), reason };
		expectSays(await driver.runCommand("anna", "contact set", entry), texts.replies.entrySet(network));
	}
	for (let index = 0; index < optedOutCount; index++) {
		const who = `n${index}.${optedOutDomain}`;
		expectSays(await driver.runCommand("anna", "optout add", { who, reason }), texts.replies.optOutAdded(who));
	}
}

async function giveInfo(stage: Stage, caseNumber: string): Promise<void> {
	const { driver, texts } = stage;
	const info = fill("Alles over de methode:", longText(stage));
	for (const as of ["anna", "chris"] as const) await press(stage, as, caseNumber, texts.actions.voteNeedsInfo);
	await waitForStatus(stage, caseNumber, "needs-info");
	expectSays(await driver.runCommand("bram", "case info", { text: info }, caseNumber), texts.replies.done);
	await waitForStatus(stage, caseNumber, "voting");
	await waitForStep(stage, caseNumber, info.slice(0, shownAtLeast));
}

async function checkMailing(stage: Stage, caseNumber: string): Promise<void> {
	const { texts } = stage;
	const n = texts.number;
	const card = await cardWith(stage, caseNumber, texts.actions.send);
	const [count, kept] = [mailedCount * 2, optedOutCount * 2];
	check(card.title === texts.panels.mailingTitle(n(mailedCount), n(count)), `the card is “${card.title}”`);
	for (const words of [texts.panels.addsUp(n(count), n(kept), n(count + kept)), texts.labels.bucket["opted-out"]])
		check(card.text.includes(words), `“${words}” is not on the card: ${card.text}`);
	check(card.text.includes("Beheerder 01"), `the card names no operator: ${card.text}`);
	check(/…|\d/.test(card.text.slice(-200)), "the card does not say that there is more");
}

/** What tells of many things at once, each to the asker alone. */
async function checkLists({ driver, texts }: Stage, caseNumber: string): Promise<void> {
	const { replies } = texts;
	for (const [command, options, words] of [
		["case show", { case: caseNumber }, title.slice(0, shownAtLeast)],
		["case list", {}, caseNumber],
		["contact list", {}, replies.contactsTitle],
		["optout list", {}, replies.optOutsTitle],
		["lookup", { target: mailed[0]?.addresses[0] ?? "" }, "Beheerder 01"],
		["status", {}, texts.panels.statusTitle],
	] as const)
		expectSays(await driver.runCommand("anna", command, options), words);
	const found = await driver.autocomplete("bram", "case show", "case", caseNumber);
	check(found.includes(caseNumber), "completion does not know the case");
	await driver.autocomplete("anna", "contact set", "operator", "Beheerder");
	await driver.autocomplete("anna", "contact remove", "for", "");
}

/** More groups than a menu holds: it says so, and what is in the menu can be done. */
async function leaveLastOut(stage: Stage, caseNumber: string): Promise<void> {
	const { driver, texts } = stage;
	const { actions: a, replies } = texts;
	const list = privateAnswer(await press(stage, "anna", caseNumber, a.openEnds));
	const options = list.menu?.options ?? [];
	check(options.length === menuSize, `the menu has ${options.length} groups`);
	check(new Set(options.map(({ value }) => value)).size === menuSize, "two groups of the menu are one");
	const more = replies.groupsMore(texts.number(optedOutCount - menuSize));
	check(list.text.includes(more), `the list does not say “${more}”: ${list.text}`);
	const last = options.at(-1);
	check(last?.label.startsWith("Beheerder ") === true, `the last group is called “${last?.label}”`);
	const group = privateAnswer(await driver.choose("anna", list, last.value));
	check(group.title?.startsWith(last.label.slice(0, shownAtLeast)) === true, `the group's card is “${group.title}”`);
	const form = formOf(await driver.press("anna", group, a.leaveOut));
	expectSays(await driver.submit("anna", form, { reason }), replies.done);
	await waitForStep(stage, caseNumber, reason.slice(0, shownAtLeast));
}

async function checkPreviews(stage: Stage, caseNumber: string): Promise<void> {
	const { driver, texts } = stage;
	const { replies, actions: a } = texts;
	let shown = privateAnswer(await press(stage, "chris", caseNumber, a.preview));
	for (let index = 1; ; index++) {
		const title = replies.previewTitle(texts.number(index), texts.number(mailedCount), "Beheerder ");
		check(shown.title?.startsWith(title) === true, `preview ${index} has the title “${shown.title}”`);
		for (const words of [`${replies.previewTo}: abuse1.`, replies.previewNote, "Wat er aan de hand is:"])
			check(shown.text.includes(words), `preview ${index} does not say “${words}”: ${shown.text}`);
		if (!shown.buttons.some(({ label }) => label === a.next)) {
			check(index === mailedCount, `there are ${index} previews`);
			return;
		}
		shown = privateAnswer(await driver.press("chris", shown, a.next));
	}
}

import type { CaseStatus } from "../../../src/core/case/state.ts";
import type { Texts } from "../../../src/text/texts.ts";
import type { Actor, Answered, Options, ScenarioDriver, Seen, SeenForm } from "../../support/scenario-driver.ts";
import type { ReportFile } from "./reports.ts";

/** Where a story is played: one bot on one platform, with the texts that its people read. */
export interface Stage {
	readonly driver: ScenarioDriver;
	readonly texts: Texts;
	/** Cases that were opened, in order; the checks afterwards look at all of them. */
	readonly cases: string[];
	/** Every affected address that was uploaded, as it stood in the file. */
	readonly affected: Set<string>;
	/** The setting MAX_UPLOAD_MB. */
	readonly maxUploadMb: number;
}

/** One road through the product, told once for all platforms. */
export interface Story {
	readonly name: string;
	run(stage: Stage): Promise<void>;
}

const longestWaitMs = 180_000;
const lookAgainMs = 1_000;
const caseNumberPattern = /\b[A-Z][A-Z0-9]{1,7}-\d{4}-\d{4,}\b/;

export function check(condition: boolean, otherwise: string): asserts condition {
	if (!condition) throw new Error(otherwise);
}

/** Waits until `look` gives something, looking at every change. */
export async function waitFor<T>(
	{ driver }: Stage,
	what: string,
	look: () => Promise<T | null | undefined | false>,
): Promise<T> {
	const end = Date.now() + longestWaitMs;
	for (;;) {
		const change = driver.changed(lookAgainMs);
		const found = await look();
		if (found !== null && found !== undefined && found !== false) return found;
		if (Date.now() > end) throw new Error(`not within ${longestWaitMs / 1000} s: ${what}`);
		await change;
	}
}

/** Waits until nothing has changed for a while. */
export async function waitForQuiet({ driver }: Stage, quietMs = 500): Promise<void> {
	for (;;) {
		const begun = Date.now();
		await driver.changed(quietMs);
		if (Date.now() - begun >= quietMs) return;
	}
}

/** The message that somebody alone got back; fails for any other answer, and when all could see it. */
export function privateAnswer(answer: Answered): Seen {
	if (answer.kind === "platform-refused") throw new Error(`the platform refused it: ${answer.why}`);
	check(answer.kind === "message", `a message was expected, not “${answer.kind}”`);
	check(!answer.message.isPublic, "the answer was shown to everybody");
	return answer.message;
}

export function expectSays(answer: Answered, sentence: string): void {
	const { text } = privateAnswer(answer);
	check(text.includes(sentence), `the answer is “${text}”, not “${sentence}”`);
}

/** As `expectSays`; a platform that knows what is asked for refuses it before the bot hears of it. */
export function expectRefused(answer: Answered, sentence: string): void {
	if (answer.kind !== "platform-refused") expectSays(answer, sentence);
}

export function formOf(answer: Answered): SeenForm {
	if (answer.kind === "message") throw new Error(`a form was expected, not “${answer.message.text}”`);
	check(answer.kind === "form", `a form was expected, not “${answer.kind}”`);
	return answer.form;
}

export const plainCase = {
	title: "Routers met een oude versie",
	category: "vulnerability",
	description: "Op deze routers draait een versie met een bekend lek. Werk bij naar de nieuwste.",
} as const;

export async function report(
	stage: Stage,
	{ fileName, bytes }: ReportFile,
	options: { readonly as?: Actor } & Options = {},
): Promise<Answered> {
	const { as = "bram", ...typed } = options;
	return stage.driver.runCommand(as as Actor, "report", { ...plainCase, file: { fileName, bytes }, ...typed });
}

/** Opens a case with `/report` and gives its number. */
export async function openCase(
	stage: Stage,
	file: ReportFile,
	options: { readonly as?: Actor } & Options = {},
): Promise<string> {
	for (const address of file.addresses) stage.affected.add(address);
	const answer = privateAnswer(await report(stage, file, options));
	const number = caseNumberPattern.exec(answer.text)?.[0];
	check(number !== undefined, `no case was opened: ${answer.text}`);
	expectSays({ kind: "message", message: answer }, stage.texts.replies.opened(number));
	stage.cases.push(number);
	return number;
}

/** The case's card in the cases channel, or null while there is none. */
export async function headline({ driver }: Stage, caseNumber: string): Promise<Seen | null> {
	const cards = (await driver.channel("cases")).filter(({ title }) => title?.startsWith(`${caseNumber} ·`) === true);
	check(cards.length <= 1, `case ${caseNumber} has ${cards.length} headline cards`);
	return cards[0] ?? null;
}

/** Labels that the headline may have in a state, and no other. */
function labelsIn({ actions: a, mailing: { testMail } }: Texts): Readonly<Record<CaseStatus, readonly string[]>> {
	return {
		received: [],
		reading: [],
		"needs-column": [],
		unreadable: [a.close],
		voting: [a.voteValid, a.voteInvalid, a.voteNeedsInfo, a.problems],
		"needs-info": [],
		rejected: [a.close],
		resolving: [],
		ready: [a.preview, testMail, a.send, a.openEnds, a.close],
		sending: [a.pause, a.judgeUnknown],
		paused: [a.resume, testMail, a.judgeUnknown],
		sent: [a.preview, testMail, a.send, a.openEnds, a.judgeUnknown, a.close],
		closed: [],
		withdrawn: [],
	};
}

/** The state that a headline shows. */
export function statusShown({ texts }: Stage, card: Seen): CaseStatus | null {
	const line = card.text.split("\n").find((row) => row.startsWith(`${texts.panels.status}: `));
	const shown = line?.slice(texts.panels.status.length + 2);
	const found = Object.entries(texts.labels.status).find(([, label]) => label === shown);
	return (found?.[0] as CaseStatus | undefined) ?? null;
}

/** Waits until the case's headline shows a state, and checks that it has only buttons that are valid in it. */
export async function waitForStatus(stage: Stage, caseNumber: string, status: CaseStatus): Promise<Seen> {
	const card = await waitFor(stage, `case ${caseNumber} at “${status}”`, async () => {
		const shown = await headline(stage, caseNumber);
		return shown !== null && statusShown(stage, shown) === status && shown;
	});
	checkButtons(stage, card, status);
	return card;
}

/** Fails when a headline has a button that does nothing in its state. */
export function checkButtons(stage: Stage, card: Seen, status: CaseStatus): void {
	const wrong = card.buttons.filter(({ label }) => !labelsIn(stage.texts)[status].includes(label));
	check(wrong.length === 0, `at “${status}” the headline has the button “${wrong[0]?.label}”`);
}

/** The headline as soon as it has the button. A chat that counts posts edits it long before the thread has its card. */
export async function headlineWith(stage: Stage, caseNumber: string, label: string): Promise<Seen> {
	return waitFor(stage, `a headline of ${caseNumber} with “${label}”`, async () => {
		const card = await headline(stage, caseNumber);
		return card?.buttons.some((button) => button.label === label) === true && card;
	});
}

/** The card in the thread that has the button which the headline has too, so that it is of now. */
export async function cardWith(stage: Stage, caseNumber: string, label: string): Promise<Seen> {
	return waitFor(stage, `a card of ${caseNumber} with “${label}”`, async () => {
		const now = (await headline(stage, caseNumber))?.buttons.find((button) => button.label === label)?.id;
		if (now === undefined) return null;
		const cards = await stage.driver.thread(caseNumber);
		return cards.find(({ buttons }) => buttons.some(({ id }) => id === now));
	});
}

/**
 * Presses a button of the case as it is now, on its card in the thread. When the case moved on just then, does what the answer says:
 * takes the newest card, once.
 */
export async function press(stage: Stage, as: Actor, caseNumber: string, label: string): Promise<Answered> {
	return onNewestCard(stage, caseNumber, label, (card) => stage.driver.press(as, card, label));
}

async function onNewestCard(
	stage: Stage,
	caseNumber: string,
	label: string,
	act: (card: Seen) => Promise<Answered>,
): Promise<Answered> {
	const card = await cardWith(stage, caseNumber, label);
	const answer = await act(card);
	if (answer.kind !== "message" || !answer.message.text.includes(stage.texts.refusals.stale)) return answer;
	return act(await newerCardWith(stage, caseNumber, label, card));
}

/** The card with the button as it is once the case moved on from the one that is given. */
export async function newerCardWith(stage: Stage, caseNumber: string, label: string, before: Seen): Promise<Seen> {
	const idOn = ({ buttons }: Seen) => buttons.find((button) => button.label === label)?.id;
	return waitFor(stage, `a newer card of ${caseNumber} with “${label}”`, async () => {
		const now = await cardWith(stage, caseNumber, label);
		return idOn(now) !== idOn(before) && now;
	});
}

/** Waits for a step in the thread that holds `words`. */
export async function waitForStep(stage: Stage, caseNumber: string, words: string): Promise<void> {
	await waitFor(stage, `“${words}” in the thread of ${caseNumber}`, async () =>
		(await stage.driver.thread(caseNumber)).some(({ text }) => text.includes(words)),
	);
}

/** The day on which addresses are deleted is not looked at. */
const someDay = "2099";

/** What the thread says last of a case that `name` closed, as far as the day. Steps are posted in order, so with it all of them are there. */
export function closingWords({ texts }: Stage, name: string): string {
	return texts.steps.closed(name, someDay).split(someDay)[0] as string;
}

/** Opens a case and brings it to `ready` by two votes. */
export async function readyCase(stage: Stage, file: ReportFile, typed: Options = {}): Promise<string> {
	const caseNumber = await openCase(stage, file, typed);
	await waitForStatus(stage, caseNumber, "voting");
	for (const as of ["anna", "chris"] as const)
		expectSays(await press(stage, as, caseNumber, stage.texts.actions.voteValid), stage.texts.replies.voteCounted);
	await waitForStatus(stage, caseNumber, "ready");
	return caseNumber;
}

/** Presses Send and types the case number; on the newest card, as `press`. */
export async function send(stage: Stage, as: Actor, caseNumber: string): Promise<Answered> {
	const { driver, texts } = stage;
	return onNewestCard(stage, caseNumber, texts.actions.send, async (card) => {
		const form = formOf(await driver.press(as, card, texts.actions.send));
		return driver.submit(as, form, { confirmation: caseNumber });
	});
}

/** Sends and waits for the end. */
export async function sendAll(stage: Stage, caseNumber: string): Promise<Seen> {
	expectSays(await send(stage, "anna", caseNumber), stage.texts.replies.sending);
	return waitForStatus(stage, caseNumber, "sent");
}

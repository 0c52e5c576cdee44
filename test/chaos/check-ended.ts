import type { CaseStatus } from "../../src/core/case/state.ts";
import { createTexts } from "../../src/text/texts.ts";
import type { ExpectedGroups } from "../support/scenario-groups.ts";
import { checkMails, readOutbox } from "../support/scenario-mails.ts";
import type { LeftCase } from "../support/scenario-store.ts";
import { checkThread, type Told } from "../support/scenario-thread.ts";
import type { Trial } from "./chaos.ts";

/** What a case that nobody disturbed ends in. */
export interface Expected {
	readonly groups: ExpectedGroups;
	/** Findings that are mailed, and findings per bucket. */
	readonly mailed: number;
	readonly buckets: Readonly<Record<string, number>>;
	readonly language: "nl" | "en";
	/** What stands before a command in the texts. Default `/`. */
	readonly commandSign?: string;
	/** Default `sent`. */
	readonly status?: CaseStatus;
}

/** Findings per bucket, and those that are mailed. */
export function countGroups({ state }: LeftCase): {
	readonly mailed: number;
	readonly buckets: Record<string, number>;
} {
	const buckets: Record<string, number> = {};
	let mailed = 0;
	for (const { bucket, findings } of state.groups) {
		if (bucket === null) mailed += findings;
		else buckets[bucket] = (buckets[bucket] ?? 0) + findings;
	}
	return { mailed, buckets };
}

const sorted = (counts: Readonly<Record<string, number>>) =>
	JSON.stringify(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)));

/** The rules that hold wherever mails go: the state, the counts, one attempt that was accepted per notice, the thread. */
export function checkCase(
	trial: Trial,
	left: LeftCase,
	expected: Expected,
	thread: readonly Told[] = toldLocally(left),
): void {
	const { state, events, notices, findings } = left;
	const name = state.number;
	const { status = "sent" } = expected;
	if (state.status !== status) trial.broken(`${name} ended at “${state.status}”, not at “${status}”`);
	const counts = countGroups(left);
	if (counts.mailed !== expected.mailed || sorted(counts.buckets) !== sorted(expected.buckets))
		trial.broken(`${name} counts ${JSON.stringify(counts)}, an undisturbed case ${JSON.stringify(expected.buckets)}`);
	const stored = Object.values(findings).reduce((sum, count) => sum + count, 0);
	if (stored !== state.summary?.findings) trial.broken(`${name} holds ${stored} findings in groups`);
	if (notices.length !== expected.groups.size) trial.broken(`${name} has ${notices.length} notices`);
	const gap = events.findIndex(({ seq }, index) => seq !== index + 1);
	if (gap >= 0) trial.broken(`${name} has no event ${gap + 1}`);
	const untold = checkThread(events, thread, createTexts(expected.language, "Europe/Amsterdam", expected));
	if (untold !== null) trial.broken(`${name}: ${untold}`);
	else trial.count("threads in order and once", "threads");
	trial.count("steps", "steps", events.length);
}

/** The thread as it lies in the store of the local chat. */
function toldLocally({ thread }: LeftCase): readonly Told[] {
	return thread.map(({ card }) => ({ title: card.title, lines: (card.lines ?? []).map(({ text }) => text) }));
}

interface Ended {
	readonly dataDir: string;
	readonly expected: Expected;
	/** As people saw it in the end; default: as the local chat has it. */
	readonly thread?: readonly Told[];
}

/** The same, and that the outbox holds one mail per operator, tried once. */
export async function checkEnded(trial: Trial, left: LeftCase, { dataDir, expected, thread }: Ended): Promise<void> {
	checkCase(trial, left, expected, thread);
	for (const { row, attempts } of left.notices) {
		const accepted = attempts.filter(({ outcome }) => outcome === "accepted").length;
		if (row.status !== "accepted" || accepted !== 1)
			trial.broken(`${row.id} is ${row.status} with ${accepted} accepted attempts`);
		trial.count("attempts", "attempts", attempts.length);
	}
	const mails = await readOutbox(dataDir);
	for (const wrong of checkMails(mails, expected.groups)) trial.broken(`${left.state.number}: ${wrong}`);
	const settled = new Set<string>();
	for (const { event } of left.events) {
		if (event.type !== "NoticeSettled") continue;
		if (settled.has(event.notice)) trial.broken(`${event.notice} was settled twice`);
		settled.add(event.notice);
	}
	trial.count("notices", "notices", left.notices.length);
	trial.count("mails", "mails", mails.length);
}

import { setTimeout as wait } from "node:timers/promises";
import type { CaseStatus } from "../../src/core/case/state.ts";
import { headline, type Stage, statusShown, waitForStep } from "../e2e/scenario/stage.ts";
import { NoAnswer } from "../support/no-answer.ts";
import type { Actor, Answered } from "../support/scenario-driver.ts";
import type { Trial } from "./chaos.ts";

const patienceMs = 15_000;
const lookMs = 1_000;
const maxTries = 40;
const noteEveryMs = 1_500;
/** So many at least, however soon the last cut comes. */
const leastNotes = 10;

/** People who are told that the bot did not respond, or are told nothing: they look whether it was done all the same, and if not, do it again. */
export interface People {
	/** Does it and gives what came of it; null when the bot did not respond. */
	ask(act: () => Promise<Answered>): Promise<Answered | null>;
	/** Presses a button of the headline; null when the bot did not respond, or the headline has no such button now. */
	press(as: Actor, caseNumber: string, label: string): Promise<Answered | null>;
	/** Does it until it is seen to be done. */
	until(what: string, isDone: () => Promise<boolean>, act: () => Promise<Answered | null>): Promise<void>;
	/** Asks until something is given. */
	untilGiven<T>(what: string, ask: () => Promise<T | null>): Promise<T>;
	/** Writes notes in a case, some at least and until `end`, whether or not the thread shows the one before; the last that was taken is seen there. */
	writeNotes(caseNumber: string, end: Promise<void>): Promise<void>;
	/** What the headline shows; null while there is none. */
	statusOf(caseNumber: string): Promise<CaseStatus | null>;
}

export function patientPeople(trial: Trial, stage: Stage): People {
	const again = (tries: number) => {
		if (tries > 1) trial.count("pressed again", "interactions");
	};
	const ask: People["ask"] = async (act) => {
		trial.count("interactions", "interactions");
		try {
			return await act();
		} catch (fault) {
			if (!(fault instanceof NoAnswer)) throw fault;
			trial.count("interactions without an answer", "interactions");
			return null;
		}
	};
	return {
		ask,
		async press(as, caseNumber, label) {
			const card = await headline(stage, caseNumber);
			if (card === null || !card.buttons.some((button) => button.label === label)) return null;
			return ask(() => stage.driver.press(as, card, label));
		},
		async until(what, isDone, act) {
			for (let tries = 1; tries <= maxTries; tries++) {
				again(tries);
				const answer = await act();
				const end = Date.now() + (answer === null ? lookMs : patienceMs);
				do {
					const change = stage.driver.changed(lookMs);
					if (await isDone()) return;
					await change;
				} while (Date.now() < end);
			}
			throw new Error(`${what}: not done in ${maxTries} tries`);
		},
		async untilGiven(what, look) {
			for (let tries = 1; tries <= maxTries; tries++) {
				again(tries);
				const given = await look();
				if (given !== null) return given;
				await wait(lookMs);
			}
			throw new Error(`${what}: nothing came of it in ${maxTries} tries`);
		},
		async writeNotes(caseNumber, end) {
			let isOver = false;
			const over = end.finally(() => {
				isOver = true;
			});
			over.catch(() => {});
			let last = "";
			for (let count = 1; !isOver || count <= leastNotes; count++) {
				const text = `Notitie ${count}.`;
				const as = trial.random.pick(["bram", "chris"] as const);
				const answer = await ask(() => stage.driver.runCommand(as, "case note", { text, case: caseNumber }));
				if (answer?.kind === "message" && answer.message.text.includes(stage.texts.replies.done)) last = text;
				await wait(trial.random.between(0, noteEveryMs));
			}
			await over;
			await waitForStep(stage, caseNumber, last);
		},
		async statusOf(caseNumber) {
			const card = await headline(stage, caseNumber);
			return card === null ? null : statusShown(stage, card);
		},
	};
}

import type { CaseStatus } from "../core/case/state.ts";
import type { Progress } from "../core/thread/card.ts";
import type { CaseStore } from "../ports/case-store.ts";
import { ChatFault, type ChatPlatform, type ThreadRef } from "../ports/chat.ts";
import type { Log } from "../ports/log.ts";
import type { ThreadStore } from "../ports/thread-store.ts";
import type { Texts } from "../text/texts.ts";
import { createFolds } from "./case-folds.ts";
import { renderPanels } from "./render-panels.ts";
import { createRhythm } from "./rhythm.ts";
import { type Place, rebuilding } from "./thread-place.ts";
import { postSteps } from "./thread-steps.ts";

export interface ThreadPoster {
	/**
	 * Posts what the thread lacks of the case's events, in order and once, and re-renders what is shown in place. False when another
	 * process serves the case's platform.
	 */
	update(caseNumber: string): Promise<boolean>;
	/**
	 * True when this process is showing running work of the case: then it looks again by itself, in the platform's rhythm, and the job that
	 * something more happened need not run at once.
	 */
	follows(caseNumber: string): boolean;
	/** How far running work is; null when it ended. Shown on the panels in the platform's rhythm, the newest one only. */
	progress(caseNumber: string, progress: Progress | null): void;
	/** Begins no more updates by itself; resolves when those under way have ended. */
	stop(): Promise<void>;
}

export interface PosterDeps {
	readonly cases: CaseStore;
	readonly threads: ThreadStore;
	readonly platforms: ReadonlyMap<string, ChatPlatform>;
	/** In the words of a platform. */
	readonly textsFor: (platform: string) => Texts;
	readonly log: Log;
}

/** A platform that is out of order and does not say for how long is tried again after this. */
const outageMs = 5_000;

/** In these a step comes with every mail, and the panels change with every mail or batch: they are told in the platform's rhythm. Else at once. */
export const running: ReadonlySet<CaseStatus> = new Set<CaseStatus>(["reading", "resolving", "sending"]);

/**
 * The thread as a projection of the events. A post carries the numbers of its events as its key, and which events it is to hold is stored
 * before it is made: after a crash the same post is made again under the same key, which the platform knows.
 */
export function createThreadPoster(deps: PosterDeps): ThreadPoster {
	const queue = new Map<string, Promise<boolean>>();
	const folds = createFolds(deps);
	const shown = new Map<string, Progress>();
	/** Of the cases in which work runs: the platform that each lives on. */
	const homes = new Map<string, ChatPlatform>();
	const rhythm = createRhythm();

	// One update of a case at a time within this process; only one process serves a platform.
	const alone = (caseNumber: string, work: () => Promise<boolean>): Promise<boolean> => {
		const before = queue.get(caseNumber) ?? Promise.resolve(true);
		const run = before.catch(() => true).then(work);
		queue.set(caseNumber, run);
		const forget = () => {
			if (queue.get(caseNumber) === run) queue.delete(caseNumber);
		};
		run.then(forget, forget);
		return run;
	};
	const later = (caseNumber: string, waitMs: number): void =>
		rhythm.wake(caseNumber, waitMs, () => {
			alone(caseNumber, () => update(caseNumber)).catch((fault: unknown) => {
				const delayed = fault instanceof ChatFault && fault.retry ? fault : null;
				if (delayed === null) deps.log.error("progress-not-shown", fault, { caseNumber });
				else deps.log.warn("chat.delayed", { caseNumber });
				// No job stands behind this look: the one that asked for it has ended, and there may be no other.
				later(caseNumber, delayed?.retryAfterMs ?? outageMs);
			});
		});
	const update = async (caseNumber: string): Promise<boolean> => {
		const state = await deps.cases.load(caseNumber);
		if (state === null) return true;
		const platform = deps.platforms.get(state.platform);
		if (platform === undefined) return false;
		const texts = deps.textsFor(state.platform);
		const isRunning = running.has(state.status);
		if (isRunning) homes.set(caseNumber, platform);
		else homes.delete(caseNumber);
		const restMs = isRunning ? rhythm.restMs(caseNumber, platform) : 0;
		if (restMs > 0) {
			later(caseNumber, restMs);
			return true;
		}
		const place = { ...deps, texts, folds, caseNumber, platform, progress: shown.get(caseNumber) ?? null };
		await rebuilding(place, async (thread) => {
			rhythm.looked(caseNumber, isRunning);
			const { posted, delayed } = await postWhatGoes(place, thread);
			const waitMs = isRunning ? rhythm.waitMs(caseNumber, platform) : 0;
			if (waitMs > 0) later(caseNumber, waitMs);
			else {
				// Its turn is taken before it is shown, so that another case waits for the next one meanwhile.
				rhythm.rendered(caseNumber, platform, isRunning);
				await renderPanels(place, posted);
			}
			if (delayed !== null) throw delayed;
		});
		return true;
	};
	return {
		update: (caseNumber) => alone(caseNumber, () => update(caseNumber)),
		follows(caseNumber) {
			const platform = homes.get(caseNumber);
			if (platform === undefined) return false;
			later(caseNumber, rhythm.restMs(caseNumber, platform));
			return true;
		},
		progress(caseNumber, progress) {
			if (progress === null) {
				shown.delete(caseNumber);
				return;
			}
			shown.set(caseNumber, progress);
			const platform = homes.get(caseNumber);
			later(caseNumber, platform === undefined ? 0 : rhythm.waitMs(caseNumber, platform));
		},
		async stop() {
			rhythm.stop();
			shown.clear();
			while (queue.size > 0) await Promise.allSettled(queue.values());
		},
	};
}

/**
 * Posts the steps. A chat that takes no more of them for now may still take edits: who is to press Pause must not wait until hundreds of lines are
 * posted, one message a second.
 */
async function postWhatGoes(
	place: Place,
	thread: ThreadRef,
): Promise<{ readonly posted: boolean; readonly delayed: ChatFault | null }> {
	try {
		return { posted: await postSteps(place, thread), delayed: null };
	} catch (fault) {
		if (!(fault instanceof ChatFault) || !fault.retry) throw fault;
		return { posted: false, delayed: fault };
	}
}

import { createHash } from "node:crypto";
import type { StoredEvent } from "../core/case/event.ts";
import { evolve } from "../core/case/evolve.ts";
import type { CaseState } from "../core/case/state.ts";
import type { Card, Line, Progress } from "../core/thread/card.ts";
import { renderHeadline, threadTitle } from "../core/thread/headline.ts";
import { renderPanel } from "../core/thread/panel.ts";
import { parsePanelKey, renderPanelKey } from "../core/thread/panel-key.ts";
import { renderStep, type Step } from "../core/thread/step.ts";
import type { CaseStore } from "../ports/case-store.ts";
import type { ChatPlatform, MessageRef, ThreadRef } from "../ports/chat.ts";
import type { Log } from "../ports/log.ts";
import type { ThreadStore } from "../ports/thread-store.ts";
import type { Texts } from "../text/texts.ts";

/** Lines that follow each other share one message, up to this many. */
const maxLines = 12;
const eventsAtOnce = 500;
const headlineKey = "headline";

export interface ThreadPoster {
	/**
	 * Posts what the thread lacks of the case's events, in order and once, and re-renders what is shown in place. False when another
	 * process serves the case's platform.
	 */
	update(caseNumber: string): Promise<boolean>;
	/** How far running work is; null when it ended. Shown on the panels now and then, the newest one only. */
	progress(caseNumber: string, progress: Progress | null): void;
	/** Ends waiting updates. */
	stop(): void;
}

export interface PosterDeps {
	readonly cases: CaseStore;
	readonly threads: ThreadStore;
	readonly platforms: ReadonlyMap<string, ChatPlatform>;
	readonly texts: Texts;
	readonly log: Log;
}

/**
 * The thread as a projection of the events. A post carries the numbers of its events as its key, and which events it is to hold is stored
 * before it is made: after a crash the same post is made again under the same key, which the platform knows.
 */
export function createThreadPoster(deps: PosterDeps): ThreadPoster {
	const queue = new Map<string, Promise<boolean>>();
	const folds = new Map<string, Fold>();
	const shown = new Map<string, { progress: Progress; timer: NodeJS.Timeout | null }>();

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
	const update = async (caseNumber: string): Promise<boolean> => {
		const state = await deps.cases.load(caseNumber);
		if (state === null) return true;
		const platform = deps.platforms.get(state.platform);
		if (platform === undefined) return false;
		const post: Post = { ...deps, folds, caseNumber, platform, progress: shown.get(caseNumber)?.progress ?? null };
		const thread = await openThread(post, state);
		await postSteps(post, thread);
		await renderPanels(post);
		return true;
	};
	return {
		update: (caseNumber) => alone(caseNumber, () => update(caseNumber)),
		progress(caseNumber, progress) {
			const entry = shown.get(caseNumber);
			if (progress === null) {
				if (entry?.timer) clearTimeout(entry.timer);
				shown.delete(caseNumber);
				return;
			}
			if (entry !== undefined) {
				entry.progress = progress;
				if (entry.timer !== null) return;
			}
			const current = entry ?? { progress, timer: null };
			shown.set(caseNumber, current);
			const waitMs = Math.max(...[...deps.platforms.values()].map((platform) => platform.progressIntervalMs), 0);
			current.timer = setTimeout(() => {
				current.timer = null;
				if (shown.get(caseNumber) !== current) return;
				alone(caseNumber, () => update(caseNumber)).catch((fault: unknown) =>
					deps.log.error("progress-not-shown", fault, { caseNumber }),
				);
			}, waitMs);
		},
		stop() {
			for (const { timer } of shown.values()) if (timer !== null) clearTimeout(timer);
			shown.clear();
		},
	};
}

/** A fold that can be gone on from, so that a long case is not read from its first event each time. */
interface Fold {
	readonly seq: number;
	readonly state: CaseState;
}

/** Folds kept in this process; a lost one costs a read, nothing else. */
const maxFolds = 50;

interface Post extends PosterDeps {
	readonly folds: Map<string, Fold>;
	readonly caseNumber: string;
	readonly platform: ChatPlatform;
	readonly progress: Progress | null;
}

async function openThread(post: Post, state: CaseState): Promise<ThreadRef> {
	const { threads, platform, caseNumber, texts } = post;
	const row = await threads.get(caseNumber);
	if (row.thread !== null && row.headline !== null) return row.thread;
	const card = renderHeadline(state, texts);
	const headline = row.headline ?? (await platform.post("cases", card, `${caseNumber}:headline`));
	await threads.update(caseNumber, { headline });
	await threads.savePanel(caseNumber, { key: headlineKey, message: headline, hash: hashOf(card) });
	const thread = await platform.openThread(headline, threadTitle(state));
	await threads.update(caseNumber, { thread });
	return thread;
}

interface Told {
	readonly seq: number;
	readonly step: Step;
	readonly state: CaseState;
}

async function postSteps(post: Post, thread: ThreadRef): Promise<void> {
	const row = await post.threads.get(post.caseNumber);
	let { postedSeq, pendingSeq } = row;
	for (;;) {
		const told = await stepsAfter(post, postedSeq);
		if (told.length === 0) return;
		for (let start = 0; start < told.length; ) {
			const end = batchEnd(told, start, pendingSeq);
			const batch = told.slice(start, end);
			const last = batch[batch.length - 1] as Told;
			if (pendingSeq === null) await post.threads.update(post.caseNumber, { pendingSeq: last.seq });
			await postBatch(post, thread, batch);
			await post.threads.update(post.caseNumber, { postedSeq: last.seq, pendingSeq: null });
			postedSeq = last.seq;
			pendingSeq = null;
			start = end;
		}
	}
}

/** Where the message that begins at `start` ends: as decided before a crash, else one panel or card, or as many lines as follow. */
function batchEnd(told: readonly Told[], start: number, pendingSeq: number | null): number {
	if (pendingSeq !== null) return told.findIndex((entry) => entry.seq === pendingSeq) + 1 || start + 1;
	let end = start + 1;
	if (told[start]?.step.kind !== "line") return end;
	while (end < told.length && end - start < maxLines && told[end]?.step.kind === "line") end += 1;
	return end;
}

async function postBatch(post: Post, thread: ThreadRef, batch: readonly Told[]): Promise<void> {
	const { platform, caseNumber, texts } = post;
	const [first] = batch;
	if (first === undefined) return;
	const last = batch[batch.length - 1] as Told;
	const key = `${caseNumber}:${first.seq}-${last.seq}`;
	const { step } = first;
	if (step.kind === "line") {
		const lines = batch.flatMap((entry) => (entry.step.kind === "line" ? [entry.step.line] : []));
		await platform.postInThread(thread, linesCard(lines), key);
		return;
	}
	if (step.kind === "card") {
		await platform.postInThread(thread, step.card, key);
		return;
	}
	if (step.line !== null) await platform.postInThread(thread, linesCard([step.line]), `${key}:line`);
	const now = (await post.cases.load(caseNumber)) ?? first.state;
	// A panel of a round that is over by now is shown as it was then.
	const card = renderPanel(step.panel, now, post.progress, texts) ?? renderPanel(step.panel, first.state, null, texts);
	if (card === null) throw new Error(`no card for the panel ${renderPanelKey(step.panel)}`);
	const message = await platform.postInThread(thread, card, key);
	await post.threads.savePanel(caseNumber, { key: renderPanelKey(step.panel), message, hash: hashOf(card) });
}

function linesCard(lines: readonly Line[]): Card {
	return { tone: "neutral", title: null, lines };
}

/** The steps after `seq`, each with the state that it left. */
async function stepsAfter(post: Post, seq: number): Promise<Told[]> {
	const told: Told[] = [];
	const known = post.folds.get(post.caseNumber);
	const from = known !== undefined && known.seq <= seq ? known : null;
	let state: CaseState | null = from?.state ?? null;
	let after = from?.seq ?? 0;
	for (;;) {
		const events: StoredEvent[] = await post.cases.events(post.caseNumber, after, eventsAtOnce);
		for (const stored of events) {
			state = evolve(state, stored);
			if (stored.seq > seq) told.push({ seq: stored.seq, step: renderStep(stored, state, post.texts), state });
			after = stored.seq;
			if (after === seq) keepFold(post, { seq, state });
		}
		if (events.length < eventsAtOnce) return told;
	}
}

function keepFold(post: Post, fold: Fold): void {
	post.folds.delete(post.caseNumber);
	post.folds.set(post.caseNumber, fold);
	for (const oldest of post.folds.keys()) {
		if (post.folds.size <= maxFolds) return;
		post.folds.delete(oldest);
	}
}

/** Edits what looks otherwise than it should; one message after another, so that an older picture never comes last. */
async function renderPanels(post: Post): Promise<void> {
	const { caseNumber, texts, threads, platform } = post;
	const state = await post.cases.load(caseNumber);
	if (state === null) return;
	for (const panel of await threads.panels(caseNumber)) {
		const key = parsePanelKey(panel.key);
		const card = key === null ? renderHeadline(state, texts) : renderPanel(key, state, post.progress, texts);
		if (card === null) continue;
		const hash = hashOf(card);
		if (hash === panel.hash) continue;
		await platform.edit(panel.message as MessageRef, card);
		await threads.savePanel(caseNumber, { ...panel, hash });
	}
	const row = await threads.get(caseNumber);
	const archived = state.status === "closed" || state.status === "withdrawn";
	if (row.thread === null || row.archived === archived) return;
	await platform.archive(row.thread, archived);
	await threads.update(caseNumber, { archived });
}

function hashOf(card: Card): string {
	return createHash("sha256").update(JSON.stringify(card)).digest("hex");
}

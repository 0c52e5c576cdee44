import type { CaseState } from "../core/case/state.ts";
import type { Progress } from "../core/thread/card.ts";
import { renderHeadline, threadTitle } from "../core/thread/headline.ts";
import type { CaseStore } from "../ports/case-store.ts";
import { ChatFault, type ChatPlatform, type PostKey, type ThreadRef } from "../ports/chat.ts";
import type { Log } from "../ports/log.ts";
import type { ThreadStore } from "../ports/thread-store.ts";
import type { Texts } from "../text/texts.ts";
import { cardHash } from "./card-hash.ts";
import type { Folds } from "./case-folds.ts";

/** One case in its chat, while it is being brought up to date. */
export interface Place {
	readonly cases: CaseStore;
	readonly threads: ThreadStore;
	readonly texts: Texts;
	readonly log: Log;
	readonly folds: Folds;
	readonly caseNumber: string;
	readonly platform: ChatPlatform;
	readonly progress: Progress | null;
}

/** Panel key of the headline card. */
export const headlineKey = "headline";

/** Somebody deleted the case's headline card or its thread. */
export class Lost extends Error {
	readonly what: "headline" | "thread";
	constructor(what: "headline" | "thread", options: ErrorOptions) {
		super(`the ${what} of the case is not there any more`, options);
		this.name = "Lost";
		this.what = what;
	}
}

/** A forum post that was deleted is both: first the thread is missed, then the headline. */
const maxRebuilds = 3;

/** Makes a fault that says that the thing is gone into a `Lost`. */
export async function orLost<T>(what: "headline" | "thread", work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (fault) {
		if (fault instanceof ChatFault && fault.gone !== null) throw new Lost(what, { cause: fault });
		throw fault;
	}
}

/** Does the work in the case's thread, which is opened when there is none. What somebody deleted is made anew, with all steps. */
export async function rebuilding(place: Place, work: (thread: ThreadRef) => Promise<void>): Promise<void> {
	for (let rebuilds = 0; ; rebuilds++) {
		try {
			return await work(await openThread(place));
		} catch (fault) {
			if (!(fault instanceof Lost) || rebuilds === maxRebuilds) throw fault;
			place.log.warn("thread.rebuilt", { caseNumber: place.caseNumber, what: fault.what });
			await forget(place, fault.what);
		}
	}
}

async function openThread(place: Place): Promise<ThreadRef> {
	const { threads, platform, caseNumber, cases, texts } = place;
	const row = await threads.get(caseNumber);
	if (row.thread !== null && row.headline !== null) return row.thread;
	const state = (await cases.load(caseNumber)) as CaseState;
	const card = renderHeadline(state, texts);
	const key: PostKey = { key: `${prefix(caseNumber, row.rebuilt)}:headline`, mark: caseNumber, again: true };
	const headline = row.headline ?? (await platform.post("cases", card, key));
	await threads.update(caseNumber, { headline });
	await threads.savePanel(caseNumber, { key: headlineKey, message: headline, hash: cardHash(card) });
	if (row.thread !== null) return row.thread;
	const thread = await orLost("headline", () => platform.openThread(headline, threadTitle(state), [state.uploader.id]));
	await threads.update(caseNumber, { thread });
	return thread;
}

/** A new thread gets every step again; a new headline stands above the thread that is there. */
async function forget({ threads, caseNumber, platform }: Place, what: "headline" | "thread"): Promise<void> {
	const { rebuilt } = await threads.get(caseNumber);
	const both = platform.threadGoesWithHeadline;
	if (what === "headline" && !both) {
		await threads.update(caseNumber, { headline: null, rebuilt: rebuilt + 1 });
		return;
	}
	await threads.dropPanels(caseNumber, headlineKey);
	const begin = { thread: null, postedSeq: 0, pendingSeq: null, archived: false };
	await threads.update(caseNumber, { ...begin, ...(both ? { headline: null } : {}), rebuilt: rebuilt + 1 });
}

/** What keys of posts begin with: another one after each rebuild, because the platform knows the posts that are gone. */
export function prefix(caseNumber: string, rebuilt: number): string {
	return rebuilt === 0 ? caseNumber : `${caseNumber}~${rebuilt}`;
}

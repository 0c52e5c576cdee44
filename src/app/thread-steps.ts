import type { Card, Line } from "../core/thread/card.ts";
import { renderPanel } from "../core/thread/panel.ts";
import { renderPanelKey } from "../core/thread/panel-key.ts";
import type { MessageRef, PostKey, ThreadRef } from "../ports/chat.ts";
import { cardHash } from "./card-hash.ts";
import type { Told } from "./case-folds.ts";
import { orLost, type Place, prefix } from "./thread-place.ts";

/** Lines that follow each other share one message, up to this many, and up to this many characters: a platform would cut the rest off. */
const maxLines = 12;
const maxChars = 2_000;

/** Posts the steps that the thread lacks, in order and once. True when something was posted. */
export async function postSteps(place: Place, thread: ThreadRef): Promise<boolean> {
	const { threads, folds, caseNumber } = place;
	const row = await threads.get(caseNumber);
	let { postedSeq, pendingSeq } = row;
	for (;;) {
		const told = await folds.stepsAfter(caseNumber, postedSeq);
		if (told.length === 0) return postedSeq > row.postedSeq;
		const batches = inBatches(told, pendingSeq);
		if (pendingSeq === null) await threads.update(caseNumber, { pendingSeq: lastSeq(batches[0]) });
		for (const [index, batch] of batches.entries()) {
			const again = index === 0 && pendingSeq !== null;
			await orLost("thread", () => postBatch(place, thread, { batch, again, rebuilt: row.rebuilt }));
			postedSeq = lastSeq(batch) ?? postedSeq;
			// With what is done, what is next: one statement for each message.
			await threads.update(caseNumber, { postedSeq, pendingSeq: lastSeq(batches[index + 1]) });
		}
		pendingSeq = null;
	}
}

function lastSeq(batch: readonly Told[] | undefined): number | null {
	return batch?.at(-1)?.seq ?? null;
}

/** One message each; the first one as it was decided before a crash. */
function inBatches(told: readonly Told[], pendingSeq: number | null): (readonly Told[])[] {
	const batches: (readonly Told[])[] = [];
	for (let start = 0, pending = pendingSeq; start < told.length; pending = null) {
		const end = batchEnd(told, start, pending);
		batches.push(told.slice(start, end));
		start = end;
	}
	return batches;
}

/** Where the message that begins at `start` ends: as decided before a crash, else one panel or card, or as many lines as fit. */
function batchEnd(told: readonly Told[], start: number, pendingSeq: number | null): number {
	if (pendingSeq !== null) return told.findIndex((entry) => entry.seq === pendingSeq) + 1 || start + 1;
	let end = start + 1;
	let chars = lineChars(told[start]);
	if (chars === null) return end;
	while (end < told.length && end - start < maxLines) {
		const more = lineChars(told[end]);
		if (more === null || chars + more > maxChars) return end;
		chars += more;
		end += 1;
	}
	return end;
}

function lineChars(told: Told | undefined): number | null {
	if (told?.step.kind !== "line") return null;
	return told.step.line.text.length + (told.step.line.detail?.length ?? 0);
}

interface Batch {
	readonly batch: readonly Told[];
	readonly again: boolean;
	readonly rebuilt: number;
}

async function postBatch(place: Place, thread: ThreadRef, { batch, again, rebuilt }: Batch): Promise<void> {
	const { platform, caseNumber, texts } = place;
	const [first] = batch;
	if (first === undefined) return;
	const last = batch[batch.length - 1] as Told;
	const keyOf = (part: "" | ":line"): PostKey => ({
		key: `${prefix(caseNumber, rebuilt)}:${first.seq}-${last.seq}${part}`,
		mark: `${caseNumber} · ${first.seq === last.seq ? first.seq : `${first.seq}-${last.seq}`}${part === "" ? "" : "a"}`,
		again,
	});
	const { step } = first;
	if (step.kind === "line") {
		const lines = batch.flatMap((entry) => (entry.step.kind === "line" ? [entry.step.line] : []));
		await platform.postInThread(thread, linesCard(lines), keyOf(""));
		return;
	}
	if (step.kind === "card") {
		await platform.postInThread(thread, step.card, keyOf(""));
		return;
	}
	if (step.line !== null) await platform.postInThread(thread, linesCard([step.line]), keyOf(":line"));
	const [now, then] = [await place.cases.load(caseNumber), first.state];
	const shown = now === null ? null : renderPanel(step.panel, now, place.progress, texts);
	// A panel of a round that is over by now is shown as it was then.
	const card = shown ?? (then === null ? null : renderPanel(step.panel, then, null, texts));
	if (card === null) throw new Error(`no card for the panel ${renderPanelKey(step.panel)}`);
	const message: MessageRef = await platform.postInThread(thread, card, keyOf(""));
	await place.threads.savePanel(caseNumber, { key: renderPanelKey(step.panel), message, hash: cardHash(card) });
}

function linesCard(lines: readonly Line[]): Card {
	return { tone: "neutral", title: null, lines };
}

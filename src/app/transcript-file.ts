import { setImmediate } from "node:timers/promises";
import type { StoredEvent } from "../core/case/event.ts";
import { createFold } from "../core/case/evolve.ts";
import type { CaseState } from "../core/case/state.ts";
import type { CardFile } from "../core/thread/card.ts";
import { renderTranscriptHead, renderTranscriptStep } from "../core/thread/transcript.ts";
import type { Context } from "./context.ts";
import { maxFileBytes } from "./file-limit.ts";

const eventsAtOnce = 500;
/** Others wait no longer than this, plus one event, while a long case is told: of one with thousands of mails each event takes milliseconds. */
const turnMs = 10;

export interface Transcript {
	readonly file: CardFile;
	readonly steps: number;
	/** False when the file would have become too large and stops before its end. */
	readonly whole: boolean;
}

type TranscriptContext = Pick<Context, "cases" | "clock" | "hotline" | "texts">;

/** The whole thread of a case as a text, from its events up to those that `state` has; at most `maxBytes` of UTF-8. */
export async function transcriptFile(
	{ cases, clock, hotline, texts }: TranscriptContext,
	state: CaseState,
	maxBytes = maxFileBytes,
): Promise<Transcript> {
	const head = renderTranscriptHead({ state, at: clock(), timeZone: hotline.timeZone }, texts);
	const cut = `\n${texts.panels.transcriptCut}\n`;
	const parts = [head];
	let left = maxBytes - Buffer.byteLength(head) - Buffer.byteLength(cut);
	const fold = createFold(null);
	let turnedAt = performance.now();
	const done = (whole: boolean): Transcript => {
		const text = (whole ? parts : [...parts, cut]).join("");
		const file = { fileName: `${state.number}-transcript.txt`, mediaType: "text/plain", text } as const;
		return { file, steps: parts.length - 1, whole };
	};
	for (let after = 0; after < state.version; ) {
		const events: StoredEvent[] = await cases.events(
			state.number,
			after,
			Math.min(eventsAtOnce, state.version - after),
		);
		if (events.length === 0) throw new Error(`${state.number} has fewer events than its state`);
		for (const stored of events) {
			const then = fold.apply(stored);
			const step = renderTranscriptStep(stored, then, texts);
			left -= Buffer.byteLength(step);
			if (left < 0) return done(false);
			parts.push(step);
			after = stored.seq;
			if (performance.now() - turnedAt < turnMs) continue;
			await setImmediate();
			turnedAt = performance.now();
		}
	}
	return done(true);
}

import { setImmediate } from "node:timers/promises";
import type { StoredEvent } from "../core/case/event.ts";
import { evolve } from "../core/case/evolve.ts";
import type { CaseState } from "../core/case/state.ts";
import type { CardFile } from "../core/thread/card.ts";
import { renderTranscriptHead, renderTranscriptStep } from "../core/thread/transcript.ts";
import type { Context } from "./context.ts";
import { maxFileBytes } from "./file-limit.ts";

/** Few enough that others get their turn while a long case is told. */
const eventsAtOnce = 50;

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
	let then: CaseState | null = null;
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
		for (const stored of events) {
			then = evolve(then, stored);
			const step = renderTranscriptStep(stored, then, texts);
			left -= Buffer.byteLength(step);
			if (left < 0) return done(false);
			parts.push(step);
			after = stored.seq;
		}
		await setImmediate();
	}
	return done(true);
}

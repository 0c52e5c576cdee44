import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Figure, type Measured, toFigure } from "./figure.ts";

/** What a bench gets: where to put files, where to put figures, and who cleans up. */
export interface Bench {
	readonly quick: boolean;
	/** An empty folder, deleted in the end. */
	readonly folder: string;
	/** One line for the reader, apart from the figures. */
	note(text: string): void;
	add(measured: Measured): void;
	/** Whether there is time for one more round, with `done` of at most `most` done: in a quick run, on a busy machine, there may be less. */
	again(done: number, most: number): boolean;
	/** Run in the end, the last one first, also after a failure or when time is up. */
	onEnd(cleanUp: () => unknown): void;
}

export interface OpenBench extends Bench {
	/** Does what `onEnd` was told, once; a clean-up that fails does not keep the others from running. */
	end(): Promise<void>;
}

/** After this much of a quick run no further round is begun: what comes next needs its time too. */
const quickRoundsMs = 22_000;

export interface BenchOptions {
	readonly quick: boolean;
	readonly onFigure: (figure: Figure) => void;
	readonly onNote: (text: string) => void;
}

export async function openBench({ quick, onFigure, onNote }: BenchOptions): Promise<OpenBench> {
	const folder = await mkdtemp(join(tmpdir(), "meldkamer-bench-"));
	const cleanUps: (() => unknown)[] = [() => rm(folder, { recursive: true, force: true })];
	return {
		quick,
		folder,
		note: onNote,
		add: (measured) => onFigure(toFigure(measured)),
		again: (done, most) => done === 0 || (done < most && !(quick && performance.now() > quickRoundsMs)),
		onEnd: (cleanUp) => void cleanUps.push(cleanUp),
		async end() {
			for (const cleanUp of cleanUps.splice(0).reverse()) {
				try {
					await cleanUp();
				} catch (fault) {
					onNote(`not cleaned up: ${fault instanceof Error ? fault.message : String(fault)}`);
				}
			}
		},
	};
}

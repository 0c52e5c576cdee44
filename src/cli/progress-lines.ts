import type { UpdateProgress } from "../core/registry/registry-status.ts";
import { progressBar } from "../core/show/progress-bar.ts";
import { progressLabel } from "../core/thread/registry-card.ts";
import type { Texts } from "../text/texts.ts";

/** Where progress is written to. */
export interface ProgressOutput {
	readonly isTTY?: boolean;
	readonly columns?: number;
	write(text: string): unknown;
}

export interface ProgressLines {
	show(progress: UpdateProgress): void;
	/** Ends the line that is being rewritten. */
	end(): void;
}

const rewriteMs = 100;
const plainMs = 15_000;
/** Erase to the end of the line (ECMA-48, 8.3.41). */
const eraseRest = "\u001B[K";

/** Shows progress: in a terminal one line that is rewritten; elsewhere a plain line for each file and phase, and one every quarter of a minute. */
export function progressLines(
	output: ProgressOutput,
	texts: Texts,
	now: () => number = () => performance.now(),
): ProgressLines {
	let lastMs = Number.NEGATIVE_INFINITY;
	let about = "";
	let open = false;
	const isTerminal = output.isTTY === true;
	return {
		show(progress) {
			const same = about === `${progress.phase} ${progress.file}`;
			if (same && now() - lastMs < (isTerminal ? rewriteMs : plainMs)) return;
			lastMs = now();
			about = `${progress.phase} ${progress.file}`;
			const line = `${progressBar({ ...progress, label: "" })}  ${progressLabel(progress, texts)}`;
			if (isTerminal) output.write(`\r${cut(line, (output.columns ?? 80) - 1)}${eraseRest}`);
			else output.write(`${line}\n`);
			open = isTerminal;
		},
		end() {
			if (open) output.write(`\r${eraseRest}`);
			open = false;
		},
	};
}

function cut(line: string, width: number): string {
	return line.length > width ? `${line.slice(0, Math.max(0, width - 1))}…` : line;
}

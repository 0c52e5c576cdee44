import type { AddressRange } from "../core/report/target.ts";

/** A range that waits for its answer. */
export interface Asker<T> {
	readonly range: AddressRange;
	/** The first answer counts. */
	settle(answer: T): void;
}

interface Waiting<T> extends Asker<T> {
	fail(fault: unknown): void;
}

/**
 * Collects what is asked in one turn of the event loop and hands it over as one list, so that questions can be planned for
 * all of it. `answerAll` settles each; when it throws, those that are not settled fail with that.
 */
export function askedTogether<T>(
	answerAll: (askers: readonly Asker<T>[], signal: AbortSignal) => Promise<void>,
): (range: AddressRange, signal: AbortSignal) => Promise<T> {
	const waiting = new Map<AbortSignal, Waiting<T>[]>();
	const hand = async (signal: AbortSignal): Promise<void> => {
		const askers = waiting.get(signal) as Waiting<T>[];
		waiting.delete(signal);
		try {
			signal.throwIfAborted();
			await answerAll(askers, signal);
			throw new Error("a question was left without an answer");
		} catch (fault) {
			// Those that are settled do not hear of it.
			for (const asker of askers) asker.fail(fault);
		}
	};
	return (range, signal) =>
		new Promise((settle, fail) => {
			const asker = { range, settle, fail };
			const others = waiting.get(signal);
			if (others !== undefined) {
				others.push(asker);
				return;
			}
			waiting.set(signal, [asker]);
			setImmediate(() => void hand(signal));
		});
}

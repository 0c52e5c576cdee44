import type { StoredEvent } from "../core/case/event.ts";
import { createFold, evolve } from "../core/case/evolve.ts";
import type { CaseState } from "../core/case/state.ts";
import { renderStep, type Step } from "../core/thread/step.ts";
import type { CaseStore } from "../ports/case-store.ts";
import type { Texts } from "../text/texts.ts";

/** An event's step, with the state that the event left. */
export interface Told {
	readonly seq: number;
	readonly step: Step;
	readonly state: CaseState;
}

export interface Folds {
	/** The steps after event `seq`, in order. */
	stepsAfter(caseNumber: string, seq: number): Promise<Told[]>;
}

interface Fold {
	readonly seq: number;
	readonly state: CaseState;
}

const eventsAtOnce = 500;
/** Folds kept in this process; a lost one costs a read, nothing else. */
const maxFolds = 50;

/** Steps of cases, kept so that a long case is not read from its first event each time. */
export function createFolds({ cases, texts }: { readonly cases: CaseStore; readonly texts: Texts }): Folds {
	const folds = new Map<string, Fold>();
	const keep = (caseNumber: string, fold: Fold): void => {
		folds.delete(caseNumber);
		folds.set(caseNumber, fold);
		for (const oldest of folds.keys()) {
			if (folds.size <= maxFolds) return;
			folds.delete(oldest);
		}
	};
	return {
		async stepsAfter(caseNumber, seq) {
			const told: Told[] = [];
			const known = folds.get(caseNumber);
			const from = known !== undefined && known.seq <= seq ? known : null;
			let state: CaseState | null = from?.state ?? null;
			let after = from?.seq ?? 0;
			// Up to there no state is kept but the last.
			const fold = createFold(state);
			for (;;) {
				const events: StoredEvent[] = await cases.events(caseNumber, after, eventsAtOnce);
				for (const stored of events) {
					state = stored.seq > seq ? evolve(state, stored) : fold.apply(stored);
					if (stored.seq > seq) told.push({ seq: stored.seq, step: renderStep(stored, state, texts), state });
					after = stored.seq;
					if (after === seq) keep(caseNumber, { seq, state });
				}
				if (events.length < eventsAtOnce) return told;
			}
		},
	};
}

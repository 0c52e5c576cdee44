import type { StoredEvent } from "../core/case/event.ts";
import { createFold } from "../core/case/evolve.ts";
import type { CaseState } from "../core/case/state.ts";
import { renderStep, type Step } from "../core/thread/step.ts";
import type { CaseStore } from "../ports/case-store.ts";
import type { Texts } from "../text/texts.ts";

/** An event's step. */
export interface Told {
	readonly seq: number;
	readonly step: Step;
	/** For a panel, the state that the event left; else null. */
	readonly state: CaseState | null;
}

export interface Folds {
	/** The steps after event `seq`, in order. */
	stepsAfter(caseNumber: string, seq: number): Promise<Told[]>;
}

interface FoldDeps {
	readonly cases: CaseStore;
	readonly textsFor: (platform: string) => Texts;
}

interface Fold {
	readonly seq: number;
	readonly state: CaseState;
}

const eventsAtOnce = 500;
/** Folds kept in this process; a lost one costs a read, nothing else. */
const maxFolds = 50;

/** Steps of cases, kept so that a long case is not read from its first event each time. */
export function createFolds({ cases, textsFor }: FoldDeps): Folds {
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
			const fold = createFold(state);
			for (;;) {
				const events: StoredEvent[] = await cases.events(caseNumber, after, eventsAtOnce);
				for (const stored of events) {
					state = fold.apply(stored);
					after = stored.seq;
					if (after === seq) keep(caseNumber, { seq, state: kept(state) });
					if (after <= seq) continue;
					const step = renderStep(stored, state, textsFor(state.platform));
					told.push({ seq: after, step, state: step.kind === "panel" ? kept(state) : null });
				}
				if (events.length < eventsAtOnce) return told;
			}
		},
	};
}

/** A state that the fold, going on, leaves alone. */
function kept(state: CaseState): CaseState {
	return { ...state, notices: { ...state.notices } };
}

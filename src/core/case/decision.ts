import type { CaseEvent } from "./event.ts";
import type { Refusal, RefusalCode } from "./refusal.ts";
import type { CaseState } from "./state.ts";

/** The events that a command leads to, none when its work is already recorded; or a refusal. */
export type Decision = readonly CaseEvent[] | Refusal;

export function isRefusal(decision: Decision): decision is Refusal {
	return "refused" in decision;
}

/** "No", with the state that the case is in for the sentence. */
export function refuse(state: CaseState | null, refused: RefusalCode): Refusal {
	return { refused, status: state?.status ?? null };
}

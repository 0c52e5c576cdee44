import type { Vote } from "../case/event.ts";
import type { Poll } from "../case/state.ts";

/** How many votes each answer has. */
export function countVotes(votes: Poll["votes"]): Readonly<Record<Vote, number>> {
	const counts = { valid: 0, invalid: 0, "needs-info": 0 };
	for (const { vote } of votes) counts[vote] += 1;
	return counts;
}

import { type Instant, plusMs } from "../instant.ts";
import { countVotes } from "../poll/count-votes.ts";
import type { CommandOf } from "./command.ts";
import { type Decision, refuse } from "./decision.ts";
import type { CaseEvent, PollOutcome, Vote } from "./event.ts";
import { freeText } from "./free-text.ts";
import type { Rules } from "./rules.ts";
import type { CaseState } from "./state.ts";

const msPerHour = 3_600_000;
const outcomeOf: Readonly<Record<Vote, PollOutcome>> = {
	valid: "approved",
	invalid: "rejected",
	"needs-info": "needs-info",
};

/** The next poll of a case, with the quorum and deadline that hold now. */
export function openPoll(state: CaseState, at: Instant, rules: Rules): CaseEvent {
	const poll = (state.poll?.number ?? 0) + 1;
	return {
		type: "PollOpened",
		at,
		by: "bot",
		poll,
		quorum: rules.quorum,
		deadline: plusMs(at, rules.pollHours * msPerHour),
	};
}

/** One changeable vote per person; the uploader's does not count and is refused. The vote that makes the quorum decides. */
export function decideVote(state: CaseState, command: CommandOf<"CastVote">): Decision {
	const { at, by, vote } = command;
	if (by === "bot") return refuse(state, "not-a-person");
	if (state.status !== "voting" || state.poll === null) return refuse(state, "wrong-state");
	if (by.id === state.uploader.id) return refuse(state, "own-report");
	const previous = state.poll.votes.find((cast) => cast.voter.id === by.id)?.vote ?? null;
	if (previous === vote) return refuse(state, "same-vote");
	const poll = state.poll.number;
	const cast: CaseEvent = { type: "VoteCast", at, by, poll, voter: by, vote, previous };
	const others = state.poll.votes.filter((other) => other.voter.id !== by.id);
	const counts = countVotes([...others, { voter: by, vote }]);
	if (counts[vote] < state.poll.quorum) return [cast];
	const decided: CaseEvent = { type: "PollDecided", at, by: "bot", poll, outcome: outcomeOf[vote] };
	return vote === "valid"
		? [cast, decided, { type: "ResolvingStarted", at, by: "bot", round: state.round }]
		: [cast, decided];
}

/** The deadline reminds, once, and never decides. */
export function decideReminder(state: CaseState, command: CommandOf<"RemindPoll">): Decision {
	const { at, by, poll } = command;
	if (state.status !== "voting" || state.poll?.number !== poll || state.poll.reminded) return [];
	const most = Math.max(...Object.values(countVotes(state.poll.votes)));
	return [{ type: "PollReminded", at, by, poll, missing: state.poll.quorum - most }];
}

/** An answer to "need info" opens a new poll: votes on an older text do not count for the new one. */
export function decideInfo(state: CaseState, command: CommandOf<"ProvideInfo">, rules: Rules): Decision {
	if (command.by === "bot") return refuse(state, "not-a-person");
	if (state.status !== "needs-info") return refuse(state, "wrong-state");
	const text = freeText(command.text, 4000);
	if (typeof text !== "string") return refuse(state, text.refused);
	const { at, by } = command;
	return [{ type: "InfoProvided", at, by, text }, openPoll(state, at, rules)];
}

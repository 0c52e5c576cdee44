import type { CommandBody } from "../../../src/core/case/command.ts";
import { decide } from "../../../src/core/case/decide.ts";
import { isRefusal } from "../../../src/core/case/decision.ts";
import { dueGroups, isSettled } from "../../../src/core/case/due-groups.ts";
import type { CaseEvent } from "../../../src/core/case/event.ts";
import { evolve } from "../../../src/core/case/evolve.ts";
import type { Actor } from "../../../src/core/case/people.ts";
import type { Rules } from "../../../src/core/case/rules.ts";
import type { CaseState } from "../../../src/core/case/state.ts";
import { at, bram, cees, dina } from "./given.ts";
import * as a from "./situations.ts";

/** Far more than a case needs from anywhere. */
const maxSteps = 200;

/** The state after one more event. */
export function evolveOne(state: CaseState, event: CaseEvent): CaseState {
	return evolve(state, { caseNumber: state.number, seq: state.version + 1, event });
}

/** Does what a team would do next, time and again, until the case is at its end; throws when something of that is refused. */
export function finish(state: CaseState, rules: Rules): CaseState {
	let now = state;
	for (let step = 0; step < maxSteps; step += 1) {
		const next = nextOf(now);
		if (next === null) return now;
		const [body, by] = next;
		const decision = decide(now, { ...body, by, epoch: null, at: at(10_000 + step) }, rules);
		if (isRefusal(decision)) throw new Error(`${body.type} refused: ${decision.refused} (${decision.status})`);
		now = decision.reduce(evolveOne, now);
	}
	throw new Error(`still ${now.status} after ${maxSteps} steps`);
}

function nextOf(state: CaseState): readonly [CommandBody, Actor] | null {
	const { round } = state;
	switch (state.status) {
		case "received":
			return [a.startReading(round), "bot"];
		case "reading":
			return [round === 1 ? a.recordReport() : a.recordRoundList({}, round), "bot"];
		case "needs-column":
			return [{ type: "ChooseColumn", column: 0 }, bram];
		case "voting": {
			const valid = new Set(state.poll?.votes.filter(({ vote }) => vote === "valid").map(({ voter }) => voter.id));
			return [a.castVote("valid"), [bram, cees, dina].find(({ id }) => !valid.has(id)) ?? bram];
		}
		case "needs-info":
			return [{ type: "ProvideInfo", text: "It is so" }, bram];
		case "resolving":
			return [{ type: "RecordContacts", round, groups: [a.group(1, state.summary?.findings ?? 0)] }, "bot"];
		case "ready":
			return [dueGroups(state).length > 0 ? a.send() : { type: "Close" }, bram];
		case "sending": {
			const open = Object.values(state.notices).find((notice) => !isSettled(notice));
			const settled = { notice: open?.id ?? "", attempt: (open?.attempts ?? 0) + 1 };
			return [a.settle(1, "accepted", settled), "bot"];
		}
		case "paused":
			return [{ type: "ResumeSending" }, bram];
		case "sent": {
			const unknown = Object.values(state.notices).find((notice) => notice.status === "unknown" && !notice.replaced);
			if (unknown === undefined) return [{ type: "Close" }, bram];
			return [{ type: "ResolveUnknown", notice: unknown.id, as: "sent" }, bram];
		}
		case "rejected":
		case "unreadable":
			return [{ type: "Close" }, bram];
		case "closed":
		case "withdrawn":
			return null;
	}
}

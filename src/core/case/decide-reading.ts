import type { CommandOf } from "./command.ts";
import { openPoll } from "./decide-poll.ts";
import { type Decision, refuse } from "./decision.ts";
import type { CaseEvent } from "./event.ts";
import type { Rules } from "./rules.ts";
import type { CaseState } from "./state.ts";

/** True while the bot's report on reading round `round` is news. A repeat after a crash finds the case further on. */
function isReading(state: CaseState, round: number): boolean {
	return state.round === round && state.status === "reading";
}

export function decideStartReading(state: CaseState, command: CommandOf<"StartReading">): Decision {
	if (state.round !== command.round) return [];
	if (state.status !== "received") return [];
	return [{ type: "ReadingStarted", at: command.at, by: command.by, round: command.round }];
}

export function decideAskColumn(state: CaseState, command: CommandOf<"AskColumn">): Decision {
	if (!isReading(state, command.round)) return [];
	const { at, by, round } = command;
	return [{ type: "ColumnAsked", at, by, round, columns: [...command.columns] }];
}

export function decideChooseColumn(state: CaseState, command: CommandOf<"ChooseColumn">): Decision {
	if (command.by === "bot") return refuse(state, "not-a-person");
	if (state.status !== "needs-column") return refuse(state, "wrong-state");
	const column = state.columns?.find((offered) => offered.index === command.column);
	if (column === undefined) return refuse(state, "no-such-column");
	return [{ type: "ColumnChosen", at: command.at, by: command.by, round: state.round, column }];
}

/** A report with nothing in it to act on is unreadable, so that nobody votes on an empty list; why each row fell out is told all the same. */
export function decideReport(state: CaseState, command: CommandOf<"RecordReport">, rules: Rules): Decision {
	if (!isReading(state, command.round)) return [];
	if (state.round > 1) return refuse(state, "wrong-state");
	const { at, by, round, summary } = command;
	if (summary.rows !== summary.findings + summary.duplicates + summary.problemRows)
		return refuse(state, "numbers-do-not-add-up");
	const read: CaseEvent = { type: "ReportRead", at, by, round, summary };
	if (summary.findings > 0) return [read, openPoll(state, at, rules)];
	return [read, { type: "ReportUnreadable", at, by, round, reason: "no-target", line: null }];
}

/** Only for a round after the first: it leads past the vote. Each group that it counts must be one of the case. */
export function decideRoundList(state: CaseState, command: CommandOf<"RecordRoundList">): Decision {
	if (!isReading(state, command.round)) return [];
	if (state.round === 1) return refuse(state, "wrong-state");
	const known = new Set(state.groups.map((group) => String(group.id)));
	if (!Object.keys(command.stillAffected).every((id) => known.has(id))) return refuse(state, "numbers-do-not-add-up");
	const { at, by, round, summary, unmatched } = command;
	return [{ type: "RoundListRead", at, by, round, summary, stillAffected: { ...command.stillAffected }, unmatched }];
}

export function decideUnreadable(state: CaseState, command: CommandOf<"RecordUnreadable">): Decision {
	if (!isReading(state, command.round)) return [];
	const { at, by, round, reason, line } = command;
	return [{ type: "ReportUnreadable", at, by, round, reason, line }];
}

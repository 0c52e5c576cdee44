import type { Texts } from "../../text/texts.ts";
import { dueGroups, noticesOfRound } from "../case/due-groups.ts";
import { isOpenEnd } from "../case/is-open-end.ts";
import type { CaseState } from "../case/state.ts";
import { renderButtonId } from "./button-id.ts";
import type { Button } from "./card.ts";
import { needsJudging } from "./needs-judging.ts";

/** What a press can ask for. A press on anything else is refused. */
export type Verb =
	| "vote"
	| "column"
	| "preview"
	| "send"
	| "pause"
	| "resume"
	| "groups"
	| "group"
	| "assign"
	| "offer"
	| "leave-out"
	| "hand-over"
	| "unknowns"
	| "notice"
	| "count-sent"
	| "send-again"
	| "retry"
	| "problems"
	| "entries"
	| "import"
	| "close"
	| "test-mail"
	| "own-address"
	| "own-code";

/** The id of a button for the case as it is now. */
export function buttonId(
	state: Pick<CaseState, "number" | "epoch">,
	verb: Verb,
	argument: string | null = null,
): string {
	return renderButtonId({ verb, caseNumber: state.number, epoch: state.epoch, argument });
}

/** Sends the mails of the case to whoever presses it, as tests. */
export function testMailButton(state: Pick<CaseState, "number" | "epoch">, texts: Texts): Button {
	return { id: buttonId(state, "test-mail"), label: texts.mailing.testMail, style: "plain" };
}

/** The buttons that are valid now, in rows, most wanted first; empty when the case waits for nobody. */
export function buttonsFor(state: CaseState, texts: Texts): readonly (readonly Button[])[] {
	const button = (
		verb: Verb,
		label: string,
		style: Button["style"] = "plain",
		argument: string | null = null,
	): Button => ({
		...{ id: buttonId(state, verb, argument), label, style },
	});
	const t = texts.actions;
	const preview = button("preview", t.preview);
	const test = testMailButton(state, texts);
	const openEnds = state.groups.some(isOpenEnd) ? [button("groups", t.openEnds)] : [];
	switch (state.status) {
		case "voting":
			return [
				[
					button("vote", t.voteValid, "primary", "valid"),
					button("vote", t.voteInvalid, "plain", "invalid"),
					button("vote", t.voteNeedsInfo, "plain", "needs-info"),
				],
				...(state.summary !== null && state.summary.problemRows > 0 ? [[button("problems", t.problems)]] : []),
			];
		case "ready": {
			const due = dueGroups(state).length > 0;
			const first = due ? [preview, test, button("send", t.send, "primary")] : [button("close", t.close)];
			return [[...first, ...openEnds]];
		}
		case "sending":
			return [[button("pause", t.pause), ...judge(state, button("unknowns", t.judgeUnknown))]];
		case "paused":
			return [[button("resume", t.resume, "primary"), test, ...judge(state, button("unknowns", t.judgeUnknown))]];
		case "sent": {
			const more = dueGroups(state).length > 0 ? [preview, test, button("send", t.send, "primary")] : [];
			const judged = judge(state, button("unknowns", t.judgeUnknown, "primary"));
			return [[...more, ...judged, ...openEnds, button("close", t.close)]];
		}
		case "rejected":
		case "unreadable":
			return [[button("close", t.close)]];
		default:
			return [];
	}
}

/** Only while there is a mail of this round that a person has to judge. */
function judge(state: CaseState, button: Button): readonly Button[] {
	return noticesOfRound(state).some(needsJudging) ? [button] : [];
}

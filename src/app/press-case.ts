import type { CommandBody } from "../core/case/command.ts";
import type { CaseState } from "../core/case/state.ts";
import type { Reply } from "../ports/chat.ts";
import type { Pressed } from "./command.ts";
import { execute } from "./execute.ts";
import { quiet, sayRefusal } from "./say.ts";

/** Carries out what a button stands for, as the person who pressed it, at the epoch the button was made at. */
export async function pressCase(pressed: Pressed, body: CommandBody, done: Reply = quiet): Promise<Reply> {
	const { context, asker, button } = pressed;
	const { caseNumber, epoch } = button;
	const result = await execute(context, { caseNumber, body, by: asker.person, epoch });
	return "refused" in result ? sayRefusal(result, context.texts) : done;
}

/** The case of a button that only shows something; a stale or unknown one gives the refusal to answer with. */
export async function stateOf({ context, button }: Pressed): Promise<CaseState | Reply> {
	const state = await context.cases.load(button.caseNumber);
	if (state === null) return sayRefusal({ refused: "no-such-case", status: null }, context.texts);
	if (state.epoch !== button.epoch) return sayRefusal({ refused: "stale", status: state.status }, context.texts);
	return state;
}

export function isReply(value: CaseState | Reply): value is Reply {
	return "kind" in value;
}

import type { CommandBody } from "../core/case/command.ts";
import type { CaseState } from "../core/case/state.ts";
import type { Reply } from "../ports/chat.ts";
import type { Call } from "./command.ts";
import { execute } from "./execute.ts";
import { say, sayRefusal } from "./say.ts";

/** The case that a command is about: named by its option `case`, else the one whose thread it was typed in; or the answer why none. */
export async function namedCase({ context, asker, options }: Call): Promise<CaseState | Reply> {
	const { texts } = context;
	const caseNumber = typeof options.case === "string" ? options.case : asker.caseNumber;
	if (caseNumber === null) return say("warn", texts.replies.whichCase);
	const state = await context.cases.load(caseNumber);
	if (state === null) return sayRefusal({ refused: "no-such-case", status: null }, texts);
	return state.platform === asker.platform ? state : say("warn", texts.replies.otherPlatform);
}

/** Carries out a typed command on the named case. */
export async function commandCase(call: Call, body: CommandBody): Promise<Reply> {
	const { context, asker } = call;
	const state = await namedCase(call);
	if ("kind" in state) return state;
	const result = await execute(context, { caseNumber: state.number, body, by: asker.person });
	return "refused" in result ? sayRefusal(result, context.texts) : say("good", context.texts.replies.done);
}

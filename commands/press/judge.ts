import type { Press } from "../../src/app/command.ts";
import { saidStopped } from "../../src/app/mailing-stop.ts";
import { isReply, pressCase, stateOf } from "../../src/app/press-case.ts";
import { say, sayRefusal } from "../../src/app/say.ts";
import { renderJudgedNotice, renderUnknowns } from "../../src/core/thread/judge-card.ts";

/** Lists the mails whose outcome a person has to judge. */
export const unknowns: Press = {
	verb: "unknowns",
	role: "volunteer",
	async run(pressed) {
		const state = await stateOf(pressed);
		if (isReply(state)) return state;
		const card = renderUnknowns(state, pressed.context.texts);
		return pressed.button.argument === "back" ? { kind: "update", card } : { kind: "card", card };
	},
};

/** One of them, with what can be done. */
export const notice: Press = {
	verb: "notice",
	role: "volunteer",
	async run(pressed) {
		const state = await stateOf(pressed);
		if (isReply(state)) return state;
		const { texts } = pressed.context;
		const chosen = state.notices[pressed.value ?? ""];
		if (chosen === undefined) return sayRefusal({ refused: "no-such-notice", status: state.status }, texts);
		const attempts = await pressed.context.notices.attempts(chosen.id);
		return { kind: "update", card: renderJudgedNotice(state, chosen, attempts.at(-1)?.response ?? "", texts) };
	},
};

const judged = (verb: "count-sent" | "send-again", as: "sent" | "again"): Press => ({
	verb,
	role: "volunteer",
	async run(pressed) {
		const stopped = as === "again" ? await saidStopped(pressed.context) : null;
		if (stopped !== null) return stopped;
		const done = say("good", pressed.context.texts.replies.done);
		return pressCase(pressed, { type: "ResolveUnknown", notice: pressed.button.argument ?? "", as }, done);
	},
});

export const countSent = judged("count-sent", "sent");
export const sendAgain = judged("send-again", "again");

/** Tries a refused mail once more. */
export const retry: Press = {
	verb: "retry",
	role: "volunteer",
	async run(pressed) {
		const stopped = await saidStopped(pressed.context);
		if (stopped !== null) return stopped;
		const done = say("good", pressed.context.texts.replies.done);
		return pressCase(pressed, { type: "RetryNotice", notice: pressed.button.argument ?? "" }, done);
	},
};

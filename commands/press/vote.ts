import type { Press } from "../../src/app/command.ts";
import { pressCase } from "../../src/app/press-case.ts";
import { say } from "../../src/app/say.ts";
import { Vote } from "../../src/core/case/event.ts";

/** Votes, or changes a vote. */
export const vote: Press = {
	verb: "vote",
	role: "volunteer",
	async run(pressed) {
		const { texts } = pressed.context;
		const choice = Vote.safeParse(pressed.button.argument);
		if (!choice.success) return say("warn", texts.replies.unknownButton);
		return pressCase(pressed, { type: "CastVote", vote: choice.data }, say("good", texts.replies.voteCounted));
	},
};

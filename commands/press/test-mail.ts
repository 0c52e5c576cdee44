import type { Press } from "../../src/app/command.ts";
import { isReply, stateOf } from "../../src/app/press-case.ts";
import { requestTestMails } from "../../src/app/request-test-mails.ts";

/** Sends the mails of a case to whoever pressed, marked as tests. The argument is the position to begin at, from 0. */
export const testMail: Press = {
	verb: "test-mail",
	role: "volunteer",
	async run(pressed) {
		const state = await stateOf(pressed);
		if (isReply(state)) return state;
		const { context, asker, button } = pressed;
		const reply = await requestTestMails(context, asker, { state, start: Number(button.argument ?? 0) });
		// The card with “the next ones” is the asker's own; what its button did takes its place.
		return button.argument !== null && reply.kind === "card" ? { kind: "update", card: reply.card } : reply;
	},
};

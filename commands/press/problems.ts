import type { Press } from "../../src/app/command.ts";
import { isReply, stateOf } from "../../src/app/press-case.ts";
import { say } from "../../src/app/say.ts";

const shown = 25;

/** The first rows that could not be read: line, column and reason, without what stood there. */
export const problems: Press = {
	verb: "problems",
	role: "volunteer",
	async run(pressed) {
		const state = await stateOf(pressed);
		if (isReply(state)) return state;
		const { texts, findings } = pressed.context;
		const t = texts.replies;
		const found = await findings.problems(state.number, shown);
		if (found.length === 0) return say("good", t.problemsNone);
		const rows = found.map(({ line, column, reason }) => [
			texts.number(line),
			column ?? "",
			texts.labels.problem[reason],
		]);
		const head = [t.problemLine, t.problemColumn, t.problemReason];
		const total = state.summary?.problemRows ?? 0;
		const note = total > found.length ? { note: t.problemsMore(texts.number(total)) } : {};
		return {
			kind: "card",
			card: { tone: "warn", title: t.problemsTitle, table: { head, numeric: [0], rows }, ...note },
		};
	},
};

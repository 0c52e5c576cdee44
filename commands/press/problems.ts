import type { Press } from "../../src/app/command.ts";
import { isReply, stateOf } from "../../src/app/press-case.ts";
import { problemsFile } from "../../src/app/problems-file.ts";
import { say, show } from "../../src/app/say.ts";
import { problemCells, problemHead } from "../../src/core/thread/problem-rows.ts";

const shown = 25;

/** What could not be read: the first rows as a table and all as a file, with line, column and reason, without what stood there. */
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
		const { file, problems: inFile, whole } = await problemsFile(pressed.context, state.number);
		const total = state.summary?.problemRows ?? 0;
		const notes = [
			...(total > found.length ? [t.problemsMore(texts.number(total))] : []),
			whole ? t.problemsInFile : t.problemsFileCut(texts.number(inFile)),
		];
		return show({
			...{ tone: "warn", title: t.problemsTitle, note: notes.join(" ") },
			table: { head: problemHead(texts), numeric: [0], rows: found.map((problem) => problemCells(problem, texts)) },
			files: [file],
		});
	},
};

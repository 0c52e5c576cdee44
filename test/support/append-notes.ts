import { openDatabase } from "../../src/db/open-database.ts";
import { anna, appendAll, at, caseOpened } from "./sample-case.ts";

const number = "KILL-2026-0001";
const log = { info: () => {}, warn: () => {}, error: () => {} };

const database = await openDatabase({
	url: null,
	dataDir: process.argv[2] ?? "",
	onFirstStart: () => {},
	messageIdFor: (notice) => `<${notice}@test.example>`,
	enqueueIn: async () => {},
	log,
});
let state = (await database.cases.load(number)) ?? (await appendAll(database.cases, number, [caseOpened(number)]));
for (;;) {
	state = await appendAll(database.cases, number, [{ type: "NoteAdded", at: at(1), by: anna, text: "x".repeat(500) }]);
	// Written at once, so that what is on the pipe was stored.
	process.stdout.write(`${state.version - 1}\n`);
}

import { openIndex } from "../../../src/registry/open-index.ts";
import { rangeOf } from "./built-from.ts";

/** A process that opens an index again and again and asks it, until it is told to stop; then it says what it was answered. */
const [, , path = ""] = process.argv;
const { signal } = new AbortController();
const answers = new Map<string, number>();
let stopped = false;
process.on("message", () => {
	stopped = true;
});
process.send?.("ready");
while (!stopped) {
	const index = openIndex(path);
	const texts: string[] = [];
	for (const text of ["192.0.2.1", "192.0.2.200"]) {
		const answer = await index.find(rangeOf(text), signal);
		texts.push(answer.kind === "contact" ? answer.contact.mailboxes.join() : "none");
		// The file may be replaced between two questions.
		await new Promise(setImmediate);
	}
	index.close();
	const answered = texts.join(" ");
	answers.set(answered, (answers.get(answered) ?? 0) + 1);
}
process.send?.([...answers], () => process.disconnect?.());

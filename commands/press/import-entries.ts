import type { Press } from "../../src/app/command.ts";
import { say } from "../../src/app/say.ts";
import { askedImport, doImport } from "../../src/app/show-import.ts";

/** Does the import that was shown; the card with its button becomes what was done. */
export const importEntries: Press = {
	verb: "import",
	role: "coordinator",
	async run({ context, asker, button }) {
		const asked = askedImport(button.caseNumber, button.argument);
		if (asked === null) return say("warn", context.texts.replies.unknownButton);
		const reply = await doImport(context, asked, asker.person.name);
		return reply.kind === "card" ? { kind: "update", card: reply.card } : reply;
	},
};

import type { Press } from "../../src/app/command.ts";
import { say } from "../../src/app/say.ts";
import { entriesPage } from "../directory/list-entries.ts";

/** Another page of the directory or of the opt-outs, in place of the one that is shown. */
export const entries: Press = {
	verb: "entries",
	role: "volunteer",
	async run({ context, button }) {
		const list = button.caseNumber === "OPTOUTS" ? "optouts" : "contacts";
		const card = await entriesPage(context, list, button.epoch);
		if (card !== null) return { kind: "update", card };
		const { contactsNone, optOutsNone } = context.texts.replies;
		return say("neutral", list === "contacts" ? contactsNone : optOutsNone);
	},
};

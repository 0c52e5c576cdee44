import type { Command } from "../src/app/command.ts";
import { namedCase } from "../src/app/named-case.ts";
import { sayRefusal, show } from "../src/app/say.ts";
import { renderMailing } from "../src/core/thread/mailing-card.ts";
import { caseOption } from "./options.ts";

/** `/send`: the mailing card again, for the asker alone. Sending itself is the button on it. */
export const send: Command = {
	spec: {
		name: "send",
		description: { en: "Show the mailing card of a case again", nl: "Toon de verzendkaart van een zaak nog eens" },
		role: "volunteer",
		options: [caseOption],
	},
	async run(call) {
		const state = await namedCase(call);
		if ("kind" in state) return state;
		const { texts } = call.context;
		if (state.groups.length === 0) return sayRefusal({ refused: "wrong-state", status: state.status }, texts);
		return show(renderMailing(state, texts));
	},
};

import type { Command } from "../src/app/command.ts";
import { namedCase } from "../src/app/named-case.ts";
import { sayRefusal, show } from "../src/app/say.ts";
import { mayTest, testGroups } from "../src/core/case/test-mails.ts";
import { testMailButton } from "../src/core/thread/buttons.ts";
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
		const card = renderMailing(state, texts);
		// While it runs and after, the card in the thread has no buttons; what would go out, or went, can be looked at still.
		const isTestable = mayTest(state) && testGroups(state).length > 0;
		return show(
			card.buttons === undefined && isTestable ? { ...card, buttons: [[testMailButton(state, texts)]] } : card,
		);
	},
};

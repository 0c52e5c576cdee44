import type { Press, Pressed } from "../../src/app/command.ts";
import { isReply, stateOf } from "../../src/app/press-case.ts";
import { sayRefusal } from "../../src/app/say.ts";
import { renderGroup, renderGroups } from "../../src/core/thread/groups-card.ts";
import type { Reply } from "../../src/ports/chat.ts";

/** Lists what is not mailed by itself; the first time as a new card, from a group's card back in its place. */
export const groups: Press = {
	verb: "groups",
	role: "volunteer",
	async run(pressed) {
		const state = await stateOf(pressed);
		if (isReply(state)) return state;
		const card = renderGroups(state, pressed.context.texts);
		return pressed.button.argument === "back" ? { kind: "update", card } : { kind: "card", card };
	},
};

/** One group, chosen from a menu or named by the button, with its contact in full and what can be done with it. */
export const group: Press = { verb: "group", role: "volunteer", run: showGroup };

async function showGroup(pressed: Pressed): Promise<Reply> {
	const { context } = pressed;
	const state = await stateOf(pressed);
	if (isReply(state)) return state;
	const id = Number(pressed.value ?? pressed.button.argument);
	const shown = state.groups.find((candidate) => candidate.id === id);
	const record = await context.findings.group(state.number, id);
	if (shown === undefined || record === null)
		return sayRefusal({ refused: "no-such-group", status: state.status }, context.texts);
	return {
		kind: "update",
		card: renderGroup(
			state,
			{ ...shown, operator: record.operator, mailboxes: [...record.mailboxes] },
			record,
			context.texts,
		),
	};
}

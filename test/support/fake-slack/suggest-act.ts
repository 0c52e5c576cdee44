import type { Actor } from "../scenario-driver.ts";
import { type Act, makeAct, type OpenView } from "./act.ts";
import { interactionPayload, viewPlace } from "./payloads.ts";
import { elementsOf } from "./view-state.ts";
import type { World } from "./world.ts";

/** What Slack asks while somebody types in an external select; no act while too little is typed. */
export function suggestAct(
	world: World,
	as: Actor,
	viewId: string,
	blockId: string,
	typed: string,
): { readonly act: Act | null; readonly view: OpenView } {
	const person = world.people[as];
	const view = world.views.get(viewId);
	if (view?.userId !== person.id) throw new Error(`${as} has no such view open.`);
	const found = elementsOf(view.blocks).find((one) => one.blockId === blockId);
	if (!String(found?.element.type).endsWith("external_select")) throw new Error(`${blockId} offers nothing.`);
	const element = found?.element ?? {};
	if (typed.length < Number(element.min_query_length ?? 3)) return { act: null, view };
	const act = makeAct(world, {
		kind: "interactive",
		userId: person.id,
		viewId,
		hasTrigger: false,
		payload: {
			type: "block_suggestion",
			...interactionPayload(world, person),
			...viewPlace(world, view),
			action_id: element.action_id,
			block_id: blockId,
			value: typed,
		},
	});
	return { act, view };
}

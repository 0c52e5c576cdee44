import type { Actor } from "../scenario-driver.ts";
import { type Act, makeAct, type OpenView } from "./act.ts";
import type { ViewValues } from "./fake-slack.ts";
import { fillInput } from "./fill-input.ts";
import { topOf } from "./open-view.ts";
import { interactionPayload, viewPlace } from "./payloads.ts";
import { PlatformRefused } from "./platform-refused.ts";
import { elementsOf } from "./view-state.ts";
import type { World } from "./world.ts";

/** A modal, filled in and sent; what the inputs ask for is checked as Slack's client checks it. */
export function submitView(world: World, as: Actor, viewId: string, values: ViewValues): Act {
	const person = world.people[as];
	const view = requireTop(world, as, viewId);
	const inputs = elementsOf(view.blocks).filter(({ block }) => block.type === "input");
	for (const name of Object.keys(values)) {
		if (!inputs.some(({ blockId }) => blockId === name)) throw new PlatformRefused(`The view has no input ${name}.`);
	}
	const state: Record<string, OpenView["state"][string]> = { ...view.state };
	for (const input of inputs) {
		const { blockId, element } = input;
		const offered = view.offered.get(blockId) ?? [];
		const before = view.state[blockId]?.[String(element.action_id)] ?? {};
		const filled = fillInput({ world, person, input, offered, before }, values[blockId]);
		state[blockId] = { [String(element.action_id)]: filled };
	}
	view.state = state;
	view.isBusy = true;
	const { view: payload } = viewPlace(world, view);
	return makeAct(world, {
		kind: "interactive",
		userId: person.id,
		viewId,
		payload: { type: "view_submission", ...interactionPayload(world, person), view: payload, response_urls: [] },
	});
}

/** The view that somebody has before them, not sent in already. */
function requireTop(world: World, as: Actor, viewId: string): OpenView {
	const view = world.views.get(viewId);
	if (view?.userId !== world.people[as].id) throw new PlatformRefused(`${as} has no such view open.`);
	if (topOf(world, view.rootId) !== view) throw new PlatformRefused("Another view lies on this one.");
	if (view.isBusy) throw new PlatformRefused("The view is being sent in already.");
	if (!view.sent.submit) throw new PlatformRefused("The view has no button to send it in.");
	return view;
}

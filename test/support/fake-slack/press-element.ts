import type { Actor } from "../scenario-driver.ts";
import { type Act, makeAct, type OpenView } from "./act.ts";
import { isJson } from "./fill-blocks.ts";
import { nextTs } from "./next-ts.ts";
import { interactionPayload, messagePlace, viewPlace } from "./payloads.ts";
import { PlatformRefused } from "./platform-refused.ts";
import { requireMessage } from "./require-message.ts";
import { optionsOf } from "./view-options.ts";
import { elementsOf, initialState, type PlacedElement } from "./view-state.ts";
import type { Json, World } from "./world.ts";

interface Press {
	readonly as: Actor;
	/** A message's ts, or a view's id. */
	readonly ts: string;
	readonly actionId: string;
	readonly value: string | null;
}

/** A press on a button or a choice from a menu: on a message, as it looks now or looked before, or on a view. */
export function pressElement(world: World, press: Press): Act {
	const view = world.views.get(press.ts) ?? [...world.homes.values()].find(({ id }) => id === press.ts);
	return view ? pressOnView(world, press, view) : pressOnMessage(world, press);
}

function pressOnMessage(world: World, press: Press): Act {
	const person = world.people[press.as];
	const stored = requireMessage(world, press.as, press.ts);
	const found = stored.looks.map((blocks) => findElement(elementsOf(blocks), press)).find((one) => one !== null);
	if (!found) throw new PlatformRefused(`The message never had ${press.actionId}.`);
	const action = actionOf(found, press, []);
	return makeAct(world, {
		kind: "interactive",
		userId: person.id,
		payload: {
			type: "block_actions",
			...interactionPayload(world, person),
			...messagePlace(world, stored),
			state: { values: stateWith(initialState(stored.blocks, {}), found, action) },
			actions: [action],
		},
		respondsIn: { conversation: stored.conversation, sourceTs: stored.ts },
	});
}

function pressOnView(world: World, press: Press, view: OpenView): Act {
	const person = world.people[press.as];
	if (view.userId !== person.id) throw new PlatformRefused(`${press.as} has no such view.`);
	const found = findElement(elementsOf(view.blocks), press);
	if (!found) throw new PlatformRefused(`The view has no ${press.actionId}.`);
	if (found.block.type === "input" && found.block.dispatch_action !== true) {
		throw new PlatformRefused(`${press.actionId} tells nothing before the view is sent in.`);
	}
	const action = actionOf(found, press, view.offered.get(found.blockId) ?? []);
	view.state = stateWith(view.state, found, action);
	return makeAct(world, {
		kind: "interactive",
		userId: person.id,
		viewId: view.id,
		payload: {
			type: "block_actions",
			...interactionPayload(world, person),
			...viewPlace(world, view),
			actions: [action],
		},
	});
}

/** Of several with the same action id the one with the value. */
function findElement(elements: readonly PlacedElement[], { actionId, value }: Press): PlacedElement | null {
	const named = elements.filter(({ element }) => element.action_id === actionId);
	const exact = named.find(({ element }) => value !== null && element.value === value);
	return exact ?? named.find(({ element }) => element.type !== "button" || value === null) ?? null;
}

function actionOf({ blockId, element }: PlacedElement, press: Press, offered: readonly Json[]): Json {
	const { type, action_id } = element;
	const base = { type, action_id, block_id: blockId, action_ts: nextTs() };
	if (type === "button") {
		const { text, value, url, style } = element;
		return JSON.parse(JSON.stringify({ ...base, text, value, url, style })) as Json;
	}
	const { placeholder } = element;
	const more = placeholder ? { placeholder } : {};
	return { ...base, ...more, ...chosen(element, press.value, offered) };
}

/** What an element that isn't a button says was chosen. */
function chosen(element: Json, value: string | null, offered: readonly Json[]): Json {
	const type = String(element.type);
	if (type === "plain_text_input") return { value };
	if (type === "datepicker") return { selected_date: value };
	if (type === "users_select") return { selected_user: value };
	const options = type === "external_select" ? offered : optionsOf(element);
	if (type === "checkboxes" && value === null) return { selected_options: [] };
	const option = options.find((one) => one.value === value);
	if (!option) throw new PlatformRefused(`${value} is no option of ${String(element.action_id)}.`);
	return type === "checkboxes" || type.startsWith("multi_")
		? { selected_options: [option] }
		: { selected_option: option };
}

type State = OpenView["state"];

/** The state with what was just chosen. */
function stateWith(state: State, { blockId, element }: PlacedElement, action: Json): State {
	const actionId = String(element.action_id);
	const known = state[blockId]?.[actionId];
	if (!isJson(known)) return state;
	const changed = Object.fromEntries(Object.keys(known).map((key) => [key, action[key] ?? known[key]]));
	return { ...state, [blockId]: { ...state[blockId], [actionId]: changed } };
}

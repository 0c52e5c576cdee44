import type { OpenView, Trigger } from "./act.ts";
import { type Call, isPersonId, jsonArg, type Method, textArg } from "./call.ts";
import { isJson } from "./fill-blocks.ts";
import { judgeView } from "./judge-view.ts";
import { makeView, setView, stackLimit, stackOf, viewPayload } from "./open-view.ts";
import { show } from "./show.ts";
import { invalid, SlackError } from "./slack-error.ts";
import type { Json } from "./world.ts";

const base = { token: "bot", scope: [], perMinute: 100 } as const;

export const viewMethods: readonly Method[] = [
	{ ...base, name: "views.open", args: ["trigger_id", "interactivity_pointer", "view"], handle: openView },
	{ ...base, name: "views.push", args: ["trigger_id", "interactivity_pointer", "view"], handle: pushView },
	{ ...base, name: "views.update", args: ["view_id", "external_id", "view", "hash"], handle: updateView },
	{ ...base, name: "views.publish", args: ["user_id", "view", "hash"], handle: publishView },
];

function openView(call: Call): Json {
	const { world } = call;
	const sent = viewArg(call, { type: "modal", userId: triggeredBy(call) });
	const trigger = useTrigger(call);
	const view = makeView(sent, { userId: trigger.userId, below: null });
	world.views.set(view.id, view);
	show(world, trigger.userId, { kind: "view", view }, trigger.act);
	return { view: viewPayload(world, view) };
}

function pushView(call: Call): Json {
	const { world } = call;
	const sent = viewArg(call, { type: "modal", userId: triggeredBy(call) });
	const below = world.triggers.get(textArg(call, "trigger_id"))?.viewId;
	const view = below ? world.views.get(below) : undefined;
	if (below && !view) throw new SlackError("not_found");
	if (view && stackOf(world, view.rootId).length >= stackLimit) throw new SlackError("push_limit_reached");
	const trigger = useTrigger(call);
	if (!view) throw new SlackError("not_found");
	const pushed = makeView(sent, { userId: trigger.userId, below: view });
	world.views.set(pushed.id, pushed);
	show(world, trigger.userId, { kind: "view", view: pushed }, trigger.act);
	return { view: viewPayload(world, pushed) };
}

function updateView(call: Call): Json {
	const { world } = call;
	const id = textArg(call, "view_id");
	const externalId = textArg(call, "external_id");
	const view = id
		? world.views.get(id)
		: [...world.views.values()].find((one) => externalId !== "" && one.sent.external_id === externalId);
	const sent = viewArg(call, { type: "modal", userId: view?.userId ?? "", replaces: view?.id ?? "" });
	if (!view) throw new SlackError("not_found");
	requireHash(call, view);
	setView(view, sent);
	const act = [...world.acts].find((one) => {
		const from = one.viewId === null ? undefined : world.views.get(one.viewId);
		return one.userId === view.userId && from?.rootId === view.rootId;
	});
	if (act) show(world, view.userId, { kind: "view", view }, act);
	else world.events.emit("changed");
	return { view: viewPayload(world, view) };
}

function publishView(call: Call): Json {
	const { world } = call;
	const userId = textArg(call, "user_id");
	const sent = viewArg(call, { type: "home", userId });
	if (!isPersonId(world, userId)) throw new SlackError("user_not_found");
	const view = world.homes.get(userId);
	const home = view ?? makeView(sent, { userId, below: null });
	if (view) {
		requireHash(call, view);
		setView(view, sent);
	} else world.homes.set(userId, home);
	world.events.emit("published", userId);
	world.events.emit("changed");
	return { view: viewPayload(world, home) };
}

function viewArg(call: Call, kind: Parameters<typeof judgeView>[2]): Json {
	const view = jsonArg(call, "view", "invalid_arguments");
	if (!isJson(view)) {
		call.world.violations.push(`${call.method}: must be an object [json-pointer:/view]`);
		throw invalid("invalid_arguments", ["missing required field: view"]);
	}
	judgeView(call, view, kind);
	return view;
}

function triggeredBy(call: Call): string {
	return call.world.triggers.get(textArg(call, "trigger_id"))?.userId ?? "";
}

/** A trigger opens one view, and only for a short while. */
function useTrigger(call: Call): Trigger {
	const { world } = call;
	const id = textArg(call, "trigger_id");
	const trigger = world.triggers.get(id);
	if (!trigger) {
		world.violations.push(`${call.method}: Slack gave no such trigger [json-pointer:/trigger_id]`);
		throw new SlackError("invalid_trigger_id");
	}
	if (trigger.isUsed) throw new SlackError("exchanged_trigger_id");
	if (performance.now() - trigger.act.startedAt > world.options.triggerMs) throw new SlackError("expired_trigger_id");
	trigger.isUsed = true;
	return trigger;
}

function requireHash(call: Call, view: OpenView): void {
	const hash = textArg(call, "hash");
	if (hash !== "" && hash !== view.hash) throw new SlackError("hash_conflict");
}

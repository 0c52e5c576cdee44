import type { Act, OpenView } from "./act.ts";
import { isJson } from "./fill-blocks.ts";
import { judgeView } from "./judge-view.ts";
import { makeView, setView, stackLimit, stackOf } from "./open-view.ts";
import { show } from "./show.ts";
import { SlackError } from "./slack-error.ts";
import type { Json, World } from "./world.ts";

/** What becomes of a modal that was sent in, as the acknowledgement says. */
export function applyViewAck(world: World, act: Act, body: Json): void {
	const view = act.viewId === null ? undefined : world.views.get(act.viewId);
	if (!view) return;
	view.isBusy = false;
	const fail = (what: string): void => {
		world.violations.push(`acknowledgement of view_submission: ${what}`);
	};
	switch (body.response_action) {
		case undefined:
			if (Object.keys(body).length > 0) fail(`no response_action, but ${Object.keys(body).join(", ")}`);
			world.views.delete(view.id);
			break;
		case "clear":
			for (const one of stackOf(world, view.rootId)) world.views.delete(one.id);
			break;
		case "errors":
			return takeErrors(world, act, view, body, fail);
		case "update":
		case "push":
			return takeView(world, act, view, body, fail);
		default:
			return fail(`response_action ${String(body.response_action)} is none`);
	}
	world.events.emit("changed");
}

function takeErrors(world: World, act: Act, view: OpenView, body: Json, fail: (what: string) => void): void {
	const errors = isJson(body.errors) ? body.errors : {};
	const names = Object.keys(errors);
	if (names.length === 0) return fail("errors: none");
	for (const name of names) {
		const block = view.blocks.find((one) => one.block_id === name);
		if (block?.type !== "input") return fail(`errors: the view has no input block ${name}`);
		if (typeof errors[name] !== "string" || errors[name] === "") return fail(`errors: ${name} has no words`);
	}
	show(world, act.userId, { kind: "errors", errors: errors as Readonly<Record<string, string>> }, act);
}

function takeView(world: World, act: Act, view: OpenView, body: Json, fail: (what: string) => void): void {
	if (!isJson(body.view)) return fail("no view");
	try {
		judgeView({ world, method: "acknowledgement of view_submission", args: {} }, body.view, "modal");
	} catch (error) {
		// The person sees that something went wrong; the bot hears nothing.
		if (error instanceof SlackError) return;
		throw error;
	}
	if (body.response_action === "update") {
		setView(view, body.view);
		return show(world, act.userId, { kind: "view", view }, act);
	}
	if (stackOf(world, view.rootId).length >= stackLimit) return fail(`push: ${stackLimit} views lie there already`);
	const pushed = makeView(body.view, { userId: view.userId, below: view });
	world.views.set(pushed.id, pushed);
	show(world, act.userId, { kind: "view", view: pushed }, act);
}

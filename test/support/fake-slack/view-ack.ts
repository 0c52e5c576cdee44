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
	const fault = take({ world, act, view, body });
	// The person sees that something went wrong; the bot hears nothing.
	if (fault !== null) world.violations.push(`acknowledgement of view_submission: ${fault}`);
	world.events.emit("changed");
}

interface Submission {
	readonly world: World;
	readonly act: Act;
	readonly view: OpenView;
	readonly body: Json;
}

/** What is wrong with it, or null. */
function take(submission: Submission): string | null {
	const { world, view, body } = submission;
	switch (body.response_action) {
		case undefined:
			world.views.delete(view.id);
			return Object.keys(body).length === 0 ? null : `no response_action, but ${Object.keys(body).join(", ")}`;
		case "clear":
			for (const one of stackOf(world, view.rootId)) world.views.delete(one.id);
			return null;
		case "errors":
			return takeErrors(submission);
		case "update":
		case "push":
			return takeView(submission);
		default:
			return `response_action ${JSON.stringify(body.response_action)} is none`;
	}
}

function takeErrors({ world, act, view, body }: Submission): string | null {
	const errors = isJson(body.errors) ? body.errors : {};
	const names = Object.keys(errors);
	if (names.length === 0) return "errors: none";
	for (const name of names) {
		const block = view.blocks.find((one) => one.block_id === name);
		if (block?.type !== "input") return `errors: the view has no input block ${name}`;
		if (typeof errors[name] !== "string" || errors[name] === "") return `errors: ${name} has no words`;
	}
	show(world, act.userId, { kind: "errors", errors: errors as Readonly<Record<string, string>> }, act);
	return null;
}

function takeView({ world, act, view, body }: Submission): string | null {
	if (!isJson(body.view)) return "no view";
	const isPush = body.response_action === "push";
	const kind = { type: "modal", userId: view.userId, replaces: isPush ? "" : view.id } as const;
	try {
		judgeView({ world, method: "acknowledgement of view_submission", args: {} }, body.view, kind);
	} catch (error) {
		// It is told already.
		if (error instanceof SlackError) return null;
		throw error;
	}
	if (isPush && stackOf(world, view.rootId).length >= stackLimit) return "push: three views lie there already";
	const shown = isPush ? makeView(body.view, { userId: view.userId, below: view }) : view;
	if (isPush) world.views.set(shown.id, shown);
	else setView(view, body.view);
	show(world, act.userId, { kind: "view", view: shown }, act);
	return null;
}

import { randomBytes } from "node:crypto";
import type { View } from "@slack/types";
import type { OpenView } from "./act.ts";
import type { FakeSlackView } from "./fake-slack.ts";
import { fillBlocks, fillText } from "./fill-blocks.ts";
import { newId } from "./new-id.ts";
import { initialState } from "./view-state.ts";
import type { Json, World } from "./world.ts";

/** At most so many modals lie on each other. */
export const stackLimit = 3;

interface Place {
	readonly userId: string;
	/** The view below it, or null for the first of a stack. */
	readonly below: OpenView | null;
}

/** Opens a modal, or makes an App Home; the caller keeps it. */
export function makeView(sent: Json, { userId, below }: Place): OpenView {
	const id = newId("V");
	const view: OpenView = {
		id,
		userId,
		rootId: below?.rootId ?? id,
		previousId: below?.id ?? null,
		sent,
		blocks: [],
		hash: "",
		state: {},
		offered: new Map(),
		isBusy: false,
	};
	setView(view, sent);
	return view;
}

/** Gives a view another look; what was typed stays where the input stays. */
export function setView(view: OpenView, sent: Json): void {
	const before = view.state;
	view.sent = sent;
	view.blocks = fillBlocks(Array.isArray(sent.blocks) ? sent.blocks : []);
	view.hash = `${Math.floor(Date.now() / 1_000)}.${randomBytes(6).toString("base64url")}`;
	view.state = initialState(view.blocks, before);
}

export function topOf(world: World, rootId: string): OpenView | null {
	return stackOf(world, rootId).at(-1) ?? null;
}

/** From the first to the top. */
export function stackOf(world: World, rootId: string): readonly OpenView[] {
	return [...world.views.values()].filter((view) => view.rootId === rootId);
}

export function fakeView({ id, userId, sent }: OpenView): FakeSlackView {
	return { id, user: userId, view: sent as unknown as View };
}

/** A view as Slack gives it in answers and payloads. */
export function viewPayload({ ids }: World, view: OpenView): Json {
	const { sent } = view;
	const isModal = sent.type === "modal";
	return {
		id: view.id,
		team_id: ids.teamId,
		type: sent.type,
		blocks: view.blocks,
		private_metadata: sent.private_metadata ?? "",
		callback_id: sent.callback_id ?? "",
		state: { values: view.state },
		hash: view.hash,
		title: isModal ? fillText(sent.title) : { type: "plain_text", text: "View Title", emoji: true },
		clear_on_close: sent.clear_on_close ?? false,
		notify_on_close: sent.notify_on_close ?? false,
		close: fillText(sent.close) ?? null,
		submit: fillText(sent.submit) ?? null,
		previous_view_id: view.previousId,
		root_view_id: view.rootId,
		app_id: ids.appId,
		external_id: sent.external_id ?? "",
		app_installed_team_id: ids.teamId,
		bot_id: ids.botId,
	};
}

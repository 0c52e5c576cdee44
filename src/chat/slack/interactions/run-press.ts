import type { BlockAction, BlockElementAction } from "@slack/bolt";
import { parseButtonId } from "../../../core/thread/button-id.ts";
import { commandPrefix } from "../../../core/thread/home-cards.ts";
import type { Asker, Reply } from "../../../ports/chat.ts";
import { linkActionId } from "../render/render-controls.ts";
import { renderForm } from "../render/render-form.ts";
import { answerKnown } from "./answer.ts";
import type { InteractionContext } from "./context.ts";
import { type Opening, openCommandForm, openOrSay } from "./open-form.ts";
import { type Place, renderMemory } from "./place.ts";
import { showHome } from "./show-home.ts";

/** A button or a menu's choice, on a message or on somebody's home. */
export async function runPress(context: InteractionContext, pressed: BlockAction): Promise<void> {
	const [action] = pressed.actions;
	if (action === undefined || action.action_id === linkActionId) return;
	const { id, name = "", team_id: teamId = null } = pressed.user;
	const actor = { id, name, teamId };
	const place = placeOf(pressed);
	const fromHome = pressed.view?.type === "home";
	const caseNumber = parseButtonId(action.action_id)?.caseNumber ?? null;
	await answerKnown(context, { actor, place, caseNumber }, (asker) =>
		replyTo(context, { asker, place, triggerId: pressed.trigger_id, fromHome }, action),
	);
	if (fromHome) await showHome(context, actor);
}

async function replyTo(context: InteractionContext, opening: Opening, action: BlockElementAction): Promise<Reply> {
	const { asker, triggerId, place, fromHome } = opening;
	const { action_id: id } = action;
	if (id.startsWith(commandPrefix)) return runOffer(context, opening, id.slice(commandPrefix.length));
	const value = action.type === "static_select" ? action.selected_option.value : null;
	const form = value === null ? formFor(context, asker, id) : null;
	if (form === null) return context.handlers.onPress(asker, id, value);
	const privateMetadata = renderMemory({ place, fileId: null, fromHome });
	return openOrSay(context, triggerId, renderForm(form, { language: context.options.language, privateMetadata }));
}

/** A fault in making a form is left to the press itself, so that its asker hears of it. */
function formFor({ handlers, options }: InteractionContext, asker: Asker, id: string) {
	try {
		return handlers.formFor(asker, id);
	} catch (fault) {
		options.log.error("slack.form-failed", fault);
		return null;
	}
}

async function runOffer(context: InteractionContext, opening: Opening, line: string): Promise<Reply> {
	const entry = context.entries.find(({ path }) => path === line);
	if (entry === undefined || entry.options.length === 0) return context.handlers.onCommand(opening.asker, line, {});
	return openCommandForm(context, opening, { entry, values: {}, files: null });
}

function placeOf(pressed: BlockAction): Place {
	const { container, user } = pressed;
	// Bolt's type has one always; a press on a home has none.
	const responseUrl: string | undefined = pressed.response_url;
	const thread: unknown = container.thread_ts;
	return {
		userId: user.id,
		responseUrl: responseUrl ?? null,
		thread: typeof thread === "string" ? thread : null,
		onPrivate: container.is_ephemeral === true || pressed.channel?.id.startsWith("D") === true,
	};
}

import type { types } from "@slack/bolt";
import { type Entry, mayDo, type TypedValues } from "../../../core/command/parse-line.ts";
import type { Asker, Reply } from "../../../ports/chat.ts";
import { renderCommandForm } from "../render/render-command-form.ts";
import { renderCommandMenu } from "../render/render-command-menu.ts";
import { slackWords } from "../words.ts";
import { say } from "./answer.ts";
import type { InteractionContext } from "./context.ts";
import { openView } from "./open-view.ts";
import { type Place, renderMemory } from "./place.ts";

/** A form is what is opened by the trigger of what somebody just did. */
export interface Opening {
	readonly asker: Asker;
	readonly place: Place;
	readonly triggerId: string;
	/** Done on somebody's home. */
	readonly fromHome: boolean;
}

const quiet: Reply = { kind: "quiet" };

/** Opens a view; a sentence when Slack takes it no more. */
export async function openOrSay(
	{ client, options }: InteractionContext,
	triggerId: string,
	view: types.ModalView,
): Promise<Reply> {
	return (await openView(client, triggerId, view)) ? quiet : say(slackWords(options.language).tooSlow);
}

/** Opens the form of a command with what was typed already; who may not run it gets the refusal of the command itself. */
export async function openCommandForm(
	context: InteractionContext,
	{ asker, place, triggerId, fromHome }: Opening,
	{ entry, values, files }: FormFor,
): Promise<Reply> {
	if (!mayDo(asker.roles, entry.role)) return context.handlers.onCommand(asker, entry.path, values);
	const fileId = files?.length === 1 ? (files[0]?.id ?? null) : null;
	const view = renderCommandForm(entry, {
		...{ values, files, language: context.options.language },
		privateMetadata: renderMemory({ place, fileId, fromHome }),
	});
	return openOrSay(context, triggerId, view);
}

export interface FormFor {
	readonly entry: Entry;
	readonly values: TypedValues;
	/** Files that were chosen before; null where the form asks for one. */
	readonly files: readonly { readonly id: string; readonly name: string }[] | null;
}

/** Opens the list of commands that somebody may run; who may run none gets the refusal of the first. */
export async function openCommandMenu(
	context: InteractionContext,
	{ asker, place, triggerId, fromHome }: Opening,
): Promise<Reply> {
	const { entries, handlers, options } = context;
	const mine = entries.filter(({ role }) => mayDo(asker.roles, role));
	if (mine.length === 0) return handlers.onCommand(asker, entries[0]?.path ?? "", {});
	const privateMetadata = renderMemory({ place, fileId: null, fromHome });
	return openOrSay(context, triggerId, renderCommandMenu(mine, { language: options.language, privateMetadata }));
}

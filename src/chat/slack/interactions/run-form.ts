import type { ViewSubmitAction } from "@slack/bolt";
import { parseButtonId } from "../../../core/thread/button-id.ts";
import { commandPrefix } from "../../../core/thread/home-cards.ts";
import type { Attachment, OptionValues } from "../../../ports/chat.ts";
import { readForm, type ViewStateValues } from "../render/read-form.ts";
import { renderCommandForm } from "../render/render-command-form.ts";
import { answerKnown } from "./answer.ts";
import { type Attachments, createAttachments, type NamedFile } from "./attachments.ts";
import type { InteractionContext } from "./context.ts";
import { deleteUploads } from "./delete-uploads.ts";
import { type Memory, parseMemory, renderMemory } from "./place.ts";
import { showHome } from "./show-home.ts";

/** The list of commands, as a form. */
const commandMenu = "choose-command";

/**
 * The acknowledgement of a form that was sent in: words at the fields that cannot stay as they are, and it stays open; the form of the
 * command that was chosen; or nothing, and it closes.
 */
export function answerToForm({ entries, handlers, options }: InteractionContext, { view, user }: ViewSubmitAction) {
	if (view.callback_id.startsWith(commandPrefix)) {
		const values = readForm<NamedFile>(view.state.values as ViewStateValues<NamedFile>, unread);
		const errors = problemsIn({ handlers, options }, view.callback_id.slice(commandPrefix.length), values);
		return Object.keys(errors).length === 0 ? undefined : ({ response_action: "errors", errors } as const);
	}
	const entry = chosenEntry(entries, view);
	if (entry === undefined || entry.options.length === 0) return undefined;
	const privateMetadata = renderMemory(parseMemory(view.private_metadata, user.id));
	const form = { language: options.language, privateMetadata, values: {}, files: null };
	return { response_action: "update", view: renderCommandForm(entry, form) } as const;
}

/** A fault in looking is left to the command itself, so that its asker hears of it. */
function problemsIn(
	{ handlers, options }: Pick<InteractionContext, "handlers" | "options">,
	line: string,
	values: OptionValues,
) {
	try {
		return handlers.formProblems(line, values);
	} catch (fault) {
		options.log.error("slack.form-failed", fault);
		return {};
	}
}

/** A file whose bytes are not asked for yet. */
const unread = ({ name }: NamedFile): Attachment => ({
	fileName: name ?? "",
	bytes: 0,
	open() {
		throw new Error("only the texts of the form are looked at");
	},
});

/** A form that was sent in: a command's, or what a button opened. */
export async function runForm(context: InteractionContext, { view, user, team }: ViewSubmitAction): Promise<void> {
	const { handlers, entries, options } = context;
	const memory = parseMemory(view.private_metadata, user.id);
	const actor = { id: user.id, name: user.name, teamId: user.team_id ?? team?.id ?? null };
	const { callback_id: id } = view;
	const asked = { actor, place: memory.place, caseNumber: parseButtonId(id)?.caseNumber ?? null };
	if (id === commandMenu) {
		const entry = chosenEntry(entries, view);
		if (entry === undefined || entry.options.length > 0) return;
		return answerKnown(context, asked, (asker) => handlers.onCommand(asker, entry.path, {}));
	}
	const attachments = createAttachments({ ...options, client: context.client });
	await answerKnown(context, asked, async (asker) => {
		const values = await valuesOf(view, memory, attachments);
		return id.startsWith(commandPrefix)
			? handlers.onCommand(asker, id.slice(commandPrefix.length), values)
			: handlers.onForm(asker, id, values);
	});
	await deleteUploads(context, memory.place, attachments.done);
	if (memory.fromHome) await showHome(context, actor);
}

type View = ViewSubmitAction["view"];

function chosenEntry(entries: InteractionContext["entries"], { callback_id, state }: View) {
	if (callback_id !== commandMenu) return undefined;
	const chosen = state.values.command?.value?.selected_option?.value;
	return entries.find(({ path }) => path === chosen);
}

/** A file that was chosen before the form opened is known by its id. */
async function valuesOf({ state }: View, { fileId }: Memory, attachments: Attachments): Promise<OptionValues> {
	const values = readForm<NamedFile>(state.values as ViewStateValues<NamedFile>, attachments.of);
	const { file } = values;
	const id = fileId ?? (typeof file === "string" ? file : null);
	return id === null ? values : { ...values, file: await attachments.byId(id) };
}

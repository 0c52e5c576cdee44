import type { MessageShortcut } from "@slack/bolt";
import type { Reply } from "../../../ports/chat.ts";
import { slackWords } from "../words.ts";
import { answerKnown, say } from "./answer.ts";
import type { InteractionContext } from "./context.ts";
import { openCommandForm } from "./open-form.ts";
import type { Place } from "./place.ts";

/** The shortcut on a message that opens a case from its file. */
export const reportShortcut = "report-from-file";

const reportCommand = "report";

interface SharedFile {
	readonly id?: unknown;
	readonly name?: unknown;
	readonly mode?: unknown;
}

/** Modes of files that are not there any more, or not in Slack at all. */
const withoutBytes: ReadonlySet<unknown> = new Set(["tombstone", "hidden_by_limit", "external"]);

export async function runShortcut(context: InteractionContext, chosen: MessageShortcut): Promise<void> {
	const { user, team, message } = chosen;
	const { thread_ts: thread } = message;
	const place: Place = {
		...{ userId: user.id, responseUrl: chosen.response_url, onPrivate: false },
		thread: typeof thread === "string" ? thread : null,
	};
	const actor = { id: user.id, name: user.name, teamId: user.team_id ?? team?.id ?? null };
	const shared: readonly SharedFile[] = Array.isArray(message.files) ? message.files : [];
	const files = shared.flatMap(({ id, name, mode }) =>
		typeof id === "string" && !withoutBytes.has(mode) ? [{ id, name: typeof name === "string" ? name : id }] : [],
	);
	await answerKnown(context, { actor, place }, async (asker): Promise<Reply> => {
		const entry = context.entries.find(({ path }) => path === reportCommand);
		if (entry === undefined || files.length === 0) return say(slackWords(context.options.language).noFile);
		return openCommandForm(
			context,
			{ asker, place, triggerId: chosen.trigger_id, fromHome: false },
			{ entry, values: {}, files },
		);
	});
}

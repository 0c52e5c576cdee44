import type { Card } from "../../../core/thread/card.ts";
import { troubleOf } from "../faults.ts";
import { slackWords } from "../words.ts";
import { answer } from "./answer.ts";
import type { DoneFile } from "./attachments.ts";
import type { InteractionContext } from "./context.ts";
import type { Place } from "./place.ts";

/**
 * Deletes in Slack what the bot has now, and what it does not take: an upload holds affected addresses. Slack lets a bot delete its own files, and others' by the
 * workspace's settings; who uploaded one that stays hears of it, with a link to it.
 */
export async function deleteUploads(
	context: InteractionContext,
	place: Place,
	files: readonly DoneFile[],
): Promise<void> {
	const { client, options } = context;
	const words = slackWords(options.language);
	for (const { id, name, permalink, unwanted } of files) {
		if (!options.deleteUploads && !unwanted) continue;
		try {
			await client.files.delete({ file: id });
		} catch (cause) {
			const trouble = troubleOf(cause);
			if (trouble.kind === "unknown-file") continue;
			options.log.warn("slack.upload-not-deleted", { code: trouble.kind === "refused" ? trouble.code : trouble.kind });
			const said = unwanted ? words.unwantedNotDeleted(name) : words.uploadNotDeleted(name);
			const card: Card = {
				...{ tone: "warn", title: null, body: [said] },
				...(permalink === null ? {} : { link: { label: words.uploadLink, url: permalink } }),
			};
			await answer(context, place, async () => ({ kind: "card", card }));
		}
	}
}

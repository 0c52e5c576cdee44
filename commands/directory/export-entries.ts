import type { Call } from "../../src/app/command.ts";
import { maxFileBytes } from "../../src/app/file-limit.ts";
import { exportList } from "../../src/app/import-directory.ts";
import { say, show } from "../../src/app/say.ts";
import type { EntryList } from "../../src/core/thread/entries-card.ts";
import type { Reply } from "../../src/ports/chat.ts";

/** `export`: a whole list as a file, for the asker alone. */
export async function exportEntries({ context }: Call, list: EntryList): Promise<Reply> {
	const { texts } = context;
	const { text, entries } = await exportList(context, list);
	if (Buffer.byteLength(text) > maxFileBytes) return say("warn", texts.directory.exportTooLarge);
	const title = list === "contacts" ? texts.replies.contactsTitle : texts.replies.optOutsTitle;
	return show({
		...{ tone: "good", title, body: [texts.directory.exported(texts.number(entries))] },
		files: [{ fileName: `${list}.csv`, mediaType: "text/csv", text }],
	});
}

import type { Context } from "../../src/app/context.ts";
import { directoryNow } from "../../src/app/directory-state.ts";
import { show } from "../../src/app/say.ts";
import { conflictsWith } from "../../src/core/contact/find-conflicts.ts";
import { conflictLines } from "../../src/core/thread/entries-card.ts";
import type { Reply } from "../../src/ports/chat.ts";

/** Says that an entry stands, and what is odd about it now: it was taken all the same. */
export async function saySet(context: Context, value: string, said: string): Promise<Reply> {
	const { conflicts, now } = await directoryNow(context);
	const odd = conflictsWith(value, conflicts).filter(({ code }) => code !== "ends-soon");
	const lines = conflictLines(odd, { now }, context.texts);
	return show({ tone: "good", title: null, body: [said], ...(lines.length > 0 ? { lines } : {}) });
}

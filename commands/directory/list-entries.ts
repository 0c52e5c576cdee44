import { aboutDirectory } from "../../src/app/about-directory.ts";
import type { Call } from "../../src/app/command.ts";
import type { Context } from "../../src/app/context.ts";
import { directoryNow } from "../../src/app/directory-state.ts";
import { say, show } from "../../src/app/say.ts";
import type { Card } from "../../src/core/thread/card.ts";
import { type EntryList, renderEntries } from "../../src/core/thread/entries-card.ts";
import type { Reply } from "../../src/ports/chat.ts";
import { textOption } from "../options.ts";

/** One page of a list, from 1; null when there is nothing in it and nothing ended of late. */
export async function entriesPage(context: Context, list: EntryList, page: number): Promise<Card | null> {
	const { texts } = context;
	const state = await directoryNow(context);
	const of =
		list === "contacts"
			? { title: texts.replies.contactsTitle, entries: state.contacts, ended: state.contactsEnded }
			: { title: texts.replies.optOutsTitle, entries: state.optOuts, ended: state.optOutsEnded };
	if (of.entries.length + of.ended.length === 0) return null;
	const conflicts = list === "contacts" ? state.conflicts.contacts : state.conflicts.optOuts;
	return renderEntries({ list, ...of, conflicts, page, now: state.now }, texts);
}

/** `list`: the first page, or with `about` what speaks for a target. */
export async function listEntries({ context, options }: Call, list: EntryList): Promise<Reply> {
	const { replies, directory } = context.texts;
	const about = textOption(options, "about");
	if (about !== null) {
		const card = await aboutDirectory(context, about);
		return card === null ? say("warn", directory.aboutNotOne) : show(card);
	}
	const card = await entriesPage(context, list, 1);
	if (card !== null) return show(card);
	return say("neutral", list === "contacts" ? replies.contactsNone : replies.optOutsNone);
}

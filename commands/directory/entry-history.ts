import type { Context } from "../../src/app/context.ts";
import { show } from "../../src/app/say.ts";
import type { Past } from "../../src/core/contact/entry.ts";
import type { AnyEntry } from "../../src/core/thread/entry-words.ts";
import { renderHistory } from "../../src/core/thread/history-card.ts";
import type { Reply } from "../../src/ports/chat.ts";

/** `history`: who set, replaced and removed what stood under a key, when and why. */
export function showHistory({ clock, texts }: Context, value: string, past: readonly Past<AnyEntry>[]): Reply {
	return show(renderHistory({ value, past, now: clock() }, texts));
}

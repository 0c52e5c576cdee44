import type { Call } from "../../src/app/command.ts";
import { say, show } from "../../src/app/say.ts";
import { isAddrSpec } from "../../src/core/contact/parse-mailboxes.ts";
import { renderBadMailboxes } from "../../src/core/thread/about-card.ts";
import type { Reply } from "../../src/ports/chat.ts";
import { textOption } from "../options.ts";

/** `bad`: a mailbox does not work, says a coordinator. */
export async function markBad({ context, asker, options }: Call): Promise<Reply> {
	const t = context.texts.directory;
	const mailbox = textOption(options, "mailbox") ?? "";
	if (!isAddrSpec(mailbox)) return say("warn", t.notAMailbox);
	const reason = textOption(options, "reason") ?? "";
	await context.badMailboxes.mark({
		...{ mailbox, cause: "volunteer", reason, caseNumber: null },
		...{ author: asker.person.name, markedAt: context.clock() },
	});
	return say("good", t.markedBad(mailbox.toLowerCase()));
}

/** `good`: it works again. */
export async function markGood({ context, asker, options }: Call): Promise<Reply> {
	const t = context.texts.directory;
	const mailbox = textOption(options, "mailbox") ?? "";
	if (!isAddrSpec(mailbox)) return say("warn", t.notAMailbox);
	const cleared = await context.badMailboxes.clear(mailbox, asker.person.name, context.clock());
	const shown = mailbox.toLowerCase();
	return cleared ? say("good", t.markedGood(shown)) : say("warn", t.notBad(shown));
}

/** `mailboxes`: what is marked. */
export async function listBad({ context }: Call): Promise<Reply> {
	return show(renderBadMailboxes(await context.badMailboxes.list(context.clock()), context.texts));
}

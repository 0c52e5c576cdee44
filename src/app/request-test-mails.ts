import type { CaseState } from "../core/case/state.ts";
import { maxTestMails, mayTest, testGroups } from "../core/case/test-mails.ts";
import { buttonId } from "../core/thread/buttons.ts";
import { stopSentence } from "../core/thread/stop-card.ts";
import type { Asker, Reply } from "../ports/chat.ts";
import type { Context } from "./context.ts";
import { execute } from "./execute.ts";
import { ownerOf, showOwnMailbox } from "./own-mailbox.ts";
import { say, sayRefusal, show } from "./say.ts";

/**
 * Has the mails of a case sent to the asker's own mailbox, from position `start` (from 0) and at most `maxTestMails`; the next ones are a
 * button on the answer. Who has no confirmed mailbox is asked for one first.
 */
export async function requestTestMails(
	context: Context,
	asker: Asker,
	{ state, start }: { readonly state: CaseState; readonly start: number },
): Promise<Reply> {
	const { texts } = context;
	const t = texts.mailing;
	if (!mayTest(state)) return sayRefusal({ refused: "wrong-state", status: state.status }, texts);
	const stop = await context.mailingStops.standing();
	if (stop !== null) return say("warn", stopSentence(stop, texts));
	const own = await context.ownMailboxes.get(ownerOf(asker));
	if (own === null || own.verifiedAt === null)
		return showOwnMailbox(context, asker, { caseNumber: state.number, epoch: state.epoch });
	const all = testGroups(state);
	const groups = all.slice(start, start + maxTestMails).map(({ id }) => id);
	const asked = await execute(context, {
		...{ caseNumber: state.number, by: asker.person, epoch: state.epoch },
		body: { type: "RequestTestMails", groups },
	});
	if ("refused" in asked) return sayRefusal(asked, texts);
	const end = start + groups.length;
	const n = texts.number;
	const rest = all.length - end;
	const label = t.testMailsNext(n(Math.min(rest, maxTestMails)));
	const next = { id: buttonId(state, "test-mail", String(end)), label, style: "plain" as const };
	return show({
		...{ tone: "good", title: null },
		body: [t.testMailsGo(n(groups.length), own.mailbox), ...(rest > 0 ? [t.testMailsRest(n(end), n(all.length))] : [])],
		...(rest > 0 ? { buttons: [[next]] } : {}),
	});
}

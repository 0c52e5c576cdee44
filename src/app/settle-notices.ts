import type { Settlement } from "../core/case/command.ts";
import type { HandOver } from "../ports/mail.ts";
import type { Context } from "./context.ts";
import { executeOwn } from "./execute.ts";

/**
 * Records how attempts ended: mailboxes that are not there among those that do not work, and the outcomes in the case, with the server's
 * words. In that order, so that a crash in between leaves nothing out: what is done twice changes nothing.
 */
export async function settleNotices(
	context: Context,
	caseNumber: string,
	settlements: readonly (Settlement & { readonly handOver: HandOver })[],
): Promise<void> {
	const at = context.clock();
	for (const { handOver } of settlements)
		for (const mailbox of handOver.gone ?? [])
			await context.badMailboxes.mark({
				...{ mailbox, cause: "refused", reason: handOver.response, caseNumber, author: null, markedAt: at },
			});
	const settled = settlements.map(({ notice, outcome, attempt, code, retryAt }) => {
		return { notice, outcome, attempt, code, retryAt };
	});
	const responses = settlements.map(({ notice, attempt, handOver: { response } }) => ({ notice, attempt, response }));
	await executeOwn(context, caseNumber, { type: "SettleNotices", settled }, { responses });
}

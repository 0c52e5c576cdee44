import { type Rule, type RuleIndex, ruleIndex } from "../core/contact/rule-index.ts";
import type { Finding } from "../core/report/finding.ts";
import type { GroupRecord } from "../ports/finding-store.ts";
import type { Context } from "./context.ts";

/**
 * True when an opt-out speaks for the operator or for one of the findings. Asked again just before a mail goes out: days can lie between
 * the lookup and the last try.
 */
export function optedOut(optOuts: RuleIndex<Rule>, group: GroupRecord, findings: readonly Finding[]): boolean {
	if (anyMailbox(optOuts, group.mailboxes)) return true;
	if (group.asn !== null && optOuts.asn(group.asn) !== null) return true;
	return findings.some(({ target }) => {
		const range = "range" in target ? target.range : null;
		if (range !== null && (optOuts.covering(range) ?? optOuts.inside(range)) !== null) return true;
		return "host" in target && optOuts.domain(target.host) !== null;
	});
}

/** True when one of the mailboxes, or its domain, asked for no notices. */
export async function mailboxOptedOut(
	context: Pick<Context, "directory" | "clock">,
	mailboxes: readonly string[],
): Promise<boolean> {
	return anyMailbox(ruleIndex(await context.directory.optOuts(context.clock())), mailboxes);
}

function anyMailbox(optOuts: RuleIndex<Rule>, mailboxes: readonly string[]): boolean {
	const domainOf = (mailbox: string) => mailbox.slice(mailbox.lastIndexOf("@") + 1);
	return mailboxes.some((mailbox) => (optOuts.mailbox(mailbox) ?? optOuts.domain(domainOf(mailbox))) !== null);
}

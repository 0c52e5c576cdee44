import type { DirectoryEntry } from "../core/contact/entry.ts";
import { type Rule, type RuleIndex, ruleIndex } from "../core/contact/rule-index.ts";
import type { Context } from "./context.ts";

/** What the team has written down, as it is just before mails are written. */
export interface MailRules {
	readonly optOuts: RuleIndex<Rule>;
	readonly entries: readonly DirectoryEntry[];
}

/** Reads them anew: days can lie between the lookup and the last try. */
export async function readMailRules({ directory, clock }: Pick<Context, "directory" | "clock">): Promise<MailRules> {
	const now = clock();
	return { optOuts: ruleIndex(await directory.optOuts(now)), entries: await directory.contacts(now) };
}

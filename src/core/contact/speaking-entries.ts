import type { DirectoryEntry, OptOut } from "./entry.ts";
import { type RuleIndex, type RuleQuestion, ruleIndex } from "./rule-index.ts";

/** Why an entry wins. */
export type WinningReason =
	/** Opt-outs go before everything. */
	| "opt-out"
	/** Opt-outs go first, and this one is for a part. */
	| "opt-out-of-part"
	/** Entries speak for parts, so that nobody is told by itself. */
	| "parts"
	| "forwarder"
	| "only"
	/** The narrowest network, or the longest domain. */
	| "most-specific"
	/** A network goes before an AS number, that before a domain. */
	| "kind"
	/** No entry speaks: the registry and the sources after it decide. */
	| "none";

/** Everything of the team's that speaks for a target. */
export interface SpeakingEntries {
	/** For all of it, the one that counts first. */
	readonly contacts: readonly DirectoryEntry[];
	readonly optOuts: readonly OptOut[];
	/** For a part of it, the most specific first. */
	readonly contactParts: readonly DirectoryEntry[];
	readonly optOutParts: readonly OptOut[];
	readonly winner: DirectoryEntry | OptOut | null;
	readonly why: WinningReason;
}

function deciding(contacts: RuleIndex<DirectoryEntry>, optOuts: RuleIndex<OptOut>, question: RuleQuestion) {
	const optOut = optOuts.speaks(question);
	if (optOut !== null) return { winner: optOut, why: "opt-out" } as const;
	const part = question.range === null ? null : optOuts.inside(question.range);
	if (part !== null) return { winner: part, why: "opt-out-of-part" } as const;
	if (contacts.divides(question) !== null) return { winner: null, why: "parts" } as const;
	const [first, second] = contacts.all(question);
	if (first === undefined) return { winner: null, why: "none" } as const;
	if (second === undefined) return { winner: first, why: "only" } as const;
	if (first.forwarder && !second.forwarder) return { winner: first, why: "forwarder" } as const;
	return { winner: first, why: first.kind === second.kind ? "most-specific" : "kind" } as const;
}

/** Tells which entries speak for a target, which one wins, and why; the same rules as the lookup's (`settleByRules`). */
export function speakingEntries(
	question: RuleQuestion,
	given: { readonly contacts: readonly DirectoryEntry[]; readonly optOuts: readonly OptOut[] },
): SpeakingEntries {
	const [contacts, optOuts] = [ruleIndex(given.contacts), ruleIndex(given.optOuts)];
	const { range } = question;
	return {
		contacts: contacts.all(question),
		optOuts: optOuts.all(question),
		contactParts: range === null ? [] : contacts.parts(range),
		optOutParts: range === null ? [] : optOuts.parts(range),
		...deciding(contacts, optOuts, question),
	};
}

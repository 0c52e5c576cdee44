import type { Instant } from "../instant.ts";
import { parseRange } from "../report/range.ts";
import type { DirectoryEntry, OptOut } from "./entry.ts";
import { daysLeft } from "./expiry.ts";
import { parseAsn } from "./parse-entry-key.ts";
import { operatorKey } from "./parse-mailboxes.ts";
import { type Rule, type RuleIndex, type RuleQuestion, ruleIndex } from "./rule-index.ts";

/** What somebody should know of an entry, because it works otherwise than it looks, or soon will not work. */
export type ConflictCode =
	/** Another valid entry has the same key; `about` is empty. */
	| "same-key"
	/** It lies inside `about`, which has other mailboxes; this one goes first. */
	| "inside-wider"
	/** The forwarder `about` goes first. */
	| "behind-forwarder"
	/** Network `about` is of this AS and goes first for its part. */
	| "behind-network"
	/** The opt-out `about` goes first: this one is never used. */
	| "hidden-by-opt-out"
	/** Mailbox `about` did not want notices, by itself or by its domain. */
	| "mailbox-opted-out"
	/** Mailbox `about` does not work. */
	| "mailbox-bad"
	/** The wider opt-out `about` says the same. */
	| "inside-opt-out"
	/** The newer entry `about` is for the same mailboxes and names another language for their mails; that one counts. */
	| "other-language"
	/** Ends within 14 days, at `about`. */
	| "ends-soon";

export interface Conflict {
	/** Key of the entry. */
	readonly value: string;
	readonly code: ConflictCode;
	/** The other side: a key, a mailbox or a moment, as the code says. */
	readonly about: string;
}

/** Entries that are valid now, and what they are held against. */
export interface DirectoryState {
	readonly contacts: readonly DirectoryEntry[];
	readonly optOuts: readonly OptOut[];
	/** Mailboxes that do not work, in lower case. */
	readonly badMailboxes: ReadonlySet<string>;
	/** Which AS announces a network of the directory, by the network's key; those that nobody knows are missing. */
	readonly asnOf: ReadonlyMap<string, number>;
	readonly now: Instant;
}

export interface Conflicts {
	readonly contacts: readonly Conflict[];
	readonly optOuts: readonly Conflict[];
}

/** From how many days before its end an entry is shown as ending soon. */
const soonDays = 14;

/** What an entry's own key asks. */
function questionOf({ kind, value }: Rule, asnOf: ReadonlyMap<string, number>): RuleQuestion {
	const range = kind === "cidr" ? parseRange(value) : null;
	const asn = kind === "asn" ? parseAsn(value) : (asnOf.get(value) ?? null);
	return { range, asn, host: kind === "domain" ? value : null };
}

const sameKey = (a: Rule, b: Rule) => a.kind === b.kind && a.value === b.value;

/** Entries whose key another one has too. */
function equalKeys(rules: readonly Rule[]): Conflict[] {
	const seen = new Set<string>();
	return rules.flatMap(({ kind, value }) => {
		const key = `${kind} ${value}`;
		if (!seen.has(key)) {
			seen.add(key);
			return [];
		}
		return [{ value, code: "same-key", about: "" }];
	});
}

function endsSoon(entries: readonly (DirectoryEntry | OptOut)[], now: Instant): Conflict[] {
	return entries.flatMap(({ value, expiresAt }) =>
		expiresAt !== null && daysLeft(expiresAt, now) <= soonDays ? [{ value, code: "ends-soon", about: expiresAt }] : [],
	);
}

/** Why an entry of the directory is not the first that speaks for its own key, or speaks for a part of another's. */
function overlaps(entry: DirectoryEntry, index: RuleIndex<DirectoryEntry>, question: RuleQuestion): Conflict[] {
	const { value } = entry;
	const others = index.all(question).filter((other) => !sameKey(other, entry));
	const forwarder = entry.forwarder ? undefined : others.find((other) => other.forwarder);
	if (forwarder !== undefined) return [{ value, code: "behind-forwarder", about: forwarder.value }];
	// Those of another kind are told with the AS entry.
	const wider = others.find((other) => other.kind === entry.kind);
	if (wider === undefined || operatorKey(wider.mailboxes) === operatorKey(entry.mailboxes)) return [];
	return [{ value, code: "inside-wider", about: wider.value }];
}

/** Networks of the directory that go before the entry of their AS. */
function networksFirst(contacts: readonly DirectoryEntry[], asnOf: ReadonlyMap<string, number>): Conflict[] {
	const ases = new Map(
		contacts.flatMap((entry) => (entry.kind === "asn" ? [[parseAsn(entry.value), entry] as const] : [])),
	);
	return contacts.flatMap((network) => {
		const as = network.kind === "cidr" ? ases.get(asnOf.get(network.value) ?? null) : undefined;
		if (as === undefined || (as.forwarder && !network.forwarder)) return [];
		if (operatorKey(as.mailboxes) === operatorKey(network.mailboxes)) return [];
		return [{ value: as.value, code: "behind-network", about: network.value }];
	});
}

/** Entries whose language does not count, because a newer one for the same mailboxes names another. */
function otherLanguages(contacts: readonly DirectoryEntry[]): Conflict[] {
	const counting = new Map<string, DirectoryEntry>();
	const named = contacts.filter(({ language }) => language !== null);
	for (const entry of named) {
		const key = operatorKey(entry.mailboxes);
		const newest = counting.get(key);
		if (newest === undefined || newest.createdAt < entry.createdAt) counting.set(key, entry);
	}
	return named.flatMap(({ value, mailboxes, language }) => {
		const newest = counting.get(operatorKey(mailboxes)) as DirectoryEntry;
		return newest.language === language ? [] : [{ value, code: "other-language", about: newest.value }];
	});
}

function mailboxTrouble({ value, mailboxes }: DirectoryEntry, optOuts: RuleIndex<OptOut>, bad: ReadonlySet<string>) {
	return mailboxes.flatMap((mailbox): Conflict[] => {
		const optOut = optOuts.mailbox(mailbox) ?? optOuts.domain(mailbox.slice(mailbox.lastIndexOf("@") + 1));
		if (optOut !== null) return [{ value, code: "mailbox-opted-out", about: mailbox }];
		return bad.has(mailbox.toLowerCase()) ? [{ value, code: "mailbox-bad", about: mailbox }] : [];
	});
}

function widerOptOut(optOut: OptOut, index: RuleIndex<OptOut>, question: RuleQuestion): Conflict[] {
	const host = optOut.kind === "mailbox" ? optOut.value.slice(optOut.value.lastIndexOf("@") + 1) : question.host;
	const wider = index.all({ ...question, host }).find((other) => !sameKey(other, optOut));
	return wider === undefined ? [] : [{ value: optOut.value, code: "inside-opt-out", about: wider.value }];
}

/**
 * What to know of the directory and of the opt-outs, in the order of their entries: equal keys, entries that another one
 * goes before or that say the same as a wider one, mailboxes that are of no use, ends within 14 days. Some thousands of entries
 * take less than a tenth of a second.
 */
export function findConflicts({ contacts, optOuts, badMailboxes, asnOf, now }: DirectoryState): Conflicts {
	const [directory, opted] = [ruleIndex(contacts), ruleIndex(optOuts)];
	return {
		contacts: [
			...equalKeys(contacts),
			...contacts.flatMap((entry): Conflict[] => {
				const question = questionOf(entry, asnOf);
				const hiding = opted.speaks(question);
				const hidden: Conflict[] =
					hiding === null ? [] : [{ value: entry.value, code: "hidden-by-opt-out", about: hiding.value }];
				const trouble = mailboxTrouble(entry, opted, badMailboxes);
				return [...hidden, ...overlaps(entry, directory, question), ...trouble];
			}),
			...networksFirst(contacts, asnOf),
			...otherLanguages(contacts),
			...endsSoon(contacts, now),
		],
		optOuts: [
			...equalKeys(optOuts),
			...optOuts.flatMap((optOut) => widerOptOut(optOut, opted, questionOf(optOut, new Map()))),
			...endsSoon(optOuts, now),
		],
	};
}

/** Conflicts that one entry has part in. */
export function conflictsWith(value: string, { contacts, optOuts }: Conflicts): readonly Conflict[] {
	return [...contacts, ...optOuts].filter((conflict) => conflict.value === value || conflict.about === value);
}

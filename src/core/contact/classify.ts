import type { Instant } from "../instant.ts";
import { renderRange } from "../report/range.ts";
import type { AddressRange } from "../report/target.ts";
import { judgeScope, legalCountry } from "../scope/judge-scope.ts";
import type { Contact, OtherContact } from "./contact.ts";
import { distinctOffers } from "./distinct-offers.ts";
import { isPrivateLooking, type PrivateFacts } from "./is-private-looking.ts";
import { operatorKey } from "./parse-mailboxes.ts";
import { type Doubt, type Offer, type Resolution, type ResolutionReason, unresolved } from "./resolution.ts";
import type { Rule, RuleIndex } from "./rule-index.ts";

/** An entry of the directory: a rule that says who to tell. */
export interface DirectoryRule extends Rule {
	readonly operator: string;
	readonly mailboxes: readonly string[];
}

/** What the team decided beforehand. */
export interface ContactRules {
	readonly directory: RuleIndex<DirectoryRule>;
	readonly optOuts: RuleIndex<Rule>;
	/** Mailboxes known not to work, in lower case. */
	readonly badMailboxes: ReadonlySet<string>;
	/** Domains where private persons have their mailbox, in lower case. */
	readonly consumerDomains: ReadonlySet<string>;
	/** The hotline's countries, ISO 3166 alpha-2. */
	readonly countries: readonly string[];
	/** Answers from before then are stale. */
	readonly freshSince: Instant;
}

/** What was asked: a range, a host name, an AS number. The others are null. */
export interface Question {
	readonly range: AddressRange | null;
	readonly host: string | null;
	readonly asn: number | null;
}

const optOutOf = (mailbox: string, rules: ContactRules) =>
	rules.optOuts.mailbox(mailbox) ?? rules.optOuts.domain(mailbox.slice(mailbox.lastIndexOf("@") + 1));
const works = (mailbox: string, rules: ContactRules) => !rules.badMailboxes.has(mailbox.toLowerCase());

/** Mailboxes that may be used: those that did not opt out and work; and why there is none. */
function usable(mailboxes: readonly string[], rules: ContactRules) {
	const allowed = mailboxes.filter((mailbox) => optOutOf(mailbox, rules) === null);
	const working = allowed.filter((mailbox) => works(mailbox, rules));
	if (working.length > 0 || mailboxes.length === 0) return { mailboxes: working, none: null, optOuts: [] };
	const none =
		allowed.length === 0
			? ({ bucket: "opted-out", reason: "mailbox-opted-out" } as const)
			: ({ bucket: "bad-contact", reason: "mailbox-does-not-work" } as const);
	const deciding = new Set(mailboxes.flatMap((mailbox) => optOutOf(mailbox, rules)?.value ?? []));
	return { mailboxes: working, none, optOuts: [...deciding].map((value) => `opt-out ${value}`) };
}

/** What is known of a network; an answer about an AS number is for no range. */
const factsOf = (question: Question, contact: Contact | null) => ({
	country: contact === null ? null : (legalCountry(contact) ?? contact.rangeCountry),
	asn: question.asn ?? contact?.asn ?? null,
	range: contact === null || question.range === null ? null : renderRange(contact.range),
});

/** The mailboxes that may be used without a second thought: nobody who opted out, nothing that fails, no private person. */
export function mailableOf(mailboxes: readonly string[], rules: ContactRules, operator = ""): readonly string[] {
	const facts = { operator, consumerDomains: rules.consumerDomains };
	return usable(mailboxes, rules).mailboxes.filter((mailbox) => isPrivateLooking(mailbox, facts) === null);
}

/** What a volunteer may choose instead of `mailboxes`, each set once. */
function offersOf(
	contacts: readonly OtherContact[],
	source: Contact["source"],
	{ mailboxes, rules }: { readonly mailboxes: readonly string[]; readonly rules: ContactRules },
): Offer[] {
	const offers = contacts.flatMap(({ operator, mailboxes: known, path }) => {
		const mailable = mailableOf(known, rules, operator);
		return mailable.length === 0 ? [] : [{ operator, mailboxes: mailable, source, path }];
	});
	return distinctOffers(offers, operatorKey(mailboxes));
}

function doubtsOf(contact: Contact, rules: ContactRules): Doubt[] {
	const stale: Doubt[] = contact.asOf < rules.freshSince ? ["stale"] : [];
	return contact.suspect ? [...stale, "suspect"] : stale;
}

const optOutReasons = { cidr: "network-opted-out", asn: "as-opted-out", domain: "domain-opted-out" } as const;

/** The opt-out that decides a question, and what for: of the whole target the most specific, else of a part. Null when none does. */
export function decidingOptOut(
	question: Question,
	asn: number | null,
	{ optOuts }: Pick<ContactRules, "optOuts">,
): { readonly entry: Rule; readonly reason: ResolutionReason } | null {
	const entry = optOuts.speaks({ ...question, asn });
	if (entry !== null && entry.kind !== "mailbox") return { entry, reason: optOutReasons[entry.kind] };
	const part = question.range === null ? null : optOuts.inside(question.range);
	return part === null ? null : { entry: part, reason: "part-of-network-opted-out" };
}

/** The team vouches for its directory: neither scope nor the look of a mailbox is judged, only opt-outs and what does not work count. */
function fromDirectory(
	entry: DirectoryRule,
	contact: Contact | null,
	rules: ContactRules,
): Omit<Resolution, "country" | "asn" | "range"> {
	const { mailboxes, none, optOuts } = usable(entry.mailboxes, rules);
	return {
		bucket: none?.bucket ?? null,
		operator: entry.operator,
		mailboxes,
		operatorKey: operatorKey(mailboxes),
		source: "directory",
		path: [`directory ${entry.value}`, ...optOuts],
		reason: none?.reason ?? null,
		doubts: [],
		offers: contact === null ? [] : offersOf([contact, ...contact.others], contact.source, { mailboxes, rules }),
		asOf: null,
	};
}

/** The entry of the directory that speaks for a question, whether or not it may be used; null when none does. */
export function directoryEntry(question: Question, asn: number | null, rules: ContactRules): DirectoryRule | null {
	return rules.directory.speaks({ ...question, asn });
}

/**
 * What the team's own rules say before any source is asked: an opt-out of the network, AS number or domain first, then the
 * directory (forwarders first, then the most specific network, the AS number, the domain). `contact` is what is known locally, for its
 * AS number and country. Null when no rule speaks. A network that holds only a part with a directory entry of its own is
 * several operators.
 */
export function settleByRules(question: Question, contact: Contact | null, rules: ContactRules): Resolution | null {
	const facts = factsOf(question, contact);
	const optOut = decidingOptOut(question, facts.asn, rules);
	if (optOut !== null) {
		const told = { operator: contact?.operator ?? "", path: [`opt-out ${optOut.entry.value}`] };
		return { ...unresolved("opted-out", optOut.reason), ...facts, ...told };
	}
	if (rules.directory.divides({ ...question, asn: facts.asn }) !== null) {
		return { ...unresolved("several-operators", "several-networks-inside"), ...facts };
	}
	const entry = directoryEntry(question, facts.asn, rules);
	return entry === null ? null : { ...fromDirectory(entry, contact, rules), ...facts };
}

/** Mailboxes of people are left out where a role mailbox stands beside them; where none does, a person decides. */
function withoutPeople(
	mailboxes: readonly string[],
	facts: PrivateFacts,
): { readonly mailboxes: readonly string[]; readonly reason: ResolutionReason | null } {
	const roles = mailboxes.filter((mailbox) => isPrivateLooking(mailbox, facts) === null);
	if (roles.length > 0) return { mailboxes: roles, reason: null };
	const [first] = mailboxes;
	return { mailboxes, reason: first === undefined ? null : isPrivateLooking(first, facts) };
}

/**
 * Judges what a source said of a question: opt-outs, directory, then the answer itself. In this order: abroad, no contact,
 * mailboxes that opted out or do not work (the others remain), looks like a private person, country unclear. Pure: the same answer
 * and rules give the same resolution.
 */
export function classify(question: Question, contact: Contact, rules: ContactRules): Resolution {
	const settled = settleByRules(question, contact, rules);
	if (settled !== null) return settled;
	const scope = judgeScope(contact, rules.countries);
	const { mailboxes: allowed, none, optOuts } = usable(contact.mailboxes, rules);
	const { mailboxes: reachable, reason: privateReason } = withoutPeople(allowed, {
		operator: contact.operator,
		consumerDomains: rules.consumerDomains,
	});
	// Nobody abroad is mailed by itself, so that a person's mailbox need not be shown or kept either.
	const mailboxes = scope === "abroad" && privateReason !== null ? [] : reachable;
	const { country, asn, range } = factsOf(question, contact);
	// Written out: a spread at the head makes an object ten times as large, and a report has a hundred thousand of them.
	const found: Resolution = {
		country,
		asn,
		range,
		bucket: null,
		operator: contact.operator,
		mailboxes,
		operatorKey: operatorKey(mailboxes),
		source: contact.source,
		// What stands in the registry in place of a mailbox, for the volunteer who looks for one.
		path: contact.unreadable === null ? contact.path : [...contact.path, `abuse-mailbox: “${contact.unreadable}”`],
		reason: null,
		doubts: doubtsOf(contact, rules),
		offers: offersOf(contact.others, contact.source, { mailboxes, rules }),
		asOf: contact.asOf,
	};
	if (scope === "abroad") return { ...found, bucket: "abroad", reason: "organisation-abroad" };
	if (contact.mailboxes.length === 0) {
		const reason = contact.unreadable === null ? "no-mailbox" : "unreadable-mailbox";
		return { ...found, bucket: "no-contact", reason };
	}
	// Which mailboxes those are stands in the path alone: it is kept no longer than the findings.
	if (none !== null)
		return { ...found, ...none, path: [...found.path, `mailbox ${contact.mailboxes.join(", ")}`, ...optOuts] };
	if (privateReason !== null) return { ...found, bucket: "private-looking", reason: privateReason };
	if (scope === "in") return found;
	const legal = legalCountry(contact);
	const { rangeCountry } = contact;
	if (legal === null || rangeCountry === null)
		return { ...found, bucket: "country-unclear", reason: "country-unknown" };
	const holder = contact.organisationCountry === null ? "block" : "organisation";
	const countries = `country: ${holder} ${legal}, network ${rangeCountry}`;
	return { ...found, bucket: "country-unclear", reason: "countries-disagree", path: [...found.path, countries] };
}

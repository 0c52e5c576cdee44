import { type ContactRules, decidingOptOut, directoryEntry, type Question } from "./classify.ts";
import type { Contact } from "./contact.ts";
import type { Considered, Explanation, Fate, NamedCountries } from "./explanation.ts";
import type { Offer, Resolution } from "./resolution.ts";

/** What is known when an answer stands. */
export interface KnownFacts {
	readonly question: Question;
	readonly resolution: Resolution;
	/** What the local registry says; null when it does not know the target. */
	readonly local: Contact | null;
	readonly hasRegistry: boolean;
	/** What a live source says; null when none was asked, or none knew. */
	readonly live: Contact | null;
}

type LiveSource = "ripe" | "rdap" | "whois";
const liveSources: ReadonlySet<string> = new Set(["ripe", "rdap", "whois"]);

/** A line for what was looked at and said nothing. */
export function nothingOf(what: Considered["what"], fate: Fate): Considered {
	return { what, fate, about: "", operator: "", mailboxes: [], reason: null };
}

/** What a rule is looked up for: the question, and the AS that is known of it. */
interface Ruled {
	readonly question: Question;
	readonly resolution: Resolution;
}

/** The line of the opt-outs. */
export function optOutLine({ question, resolution }: Ruled, rules: ContactRules): Considered {
	const entry = decidingOptOut(question, question.asn, rules)?.entry;
	if (resolution.bucket !== "opted-out") return nothingOf("opt-outs", "knows-nothing");
	return { ...nothingOf("opt-outs", "used"), about: entry?.value ?? "", reason: resolution.reason };
}

/** The line of the team's directory. */
export function directoryLine({ question, resolution }: Ruled, rules: ContactRules): Considered {
	const entry = directoryEntry(question, question.asn, rules);
	if (entry === null) return nothingOf("directory", "knows-nothing");
	const { value, operator, mailboxes } = entry;
	const fate = resolution.source === "directory" ? "used" : "overruled";
	return { what: "directory", fate, about: value, operator, mailboxes, reason: null };
}

const said = (contact: Contact, fate: Fate, about: string): Considered => {
	const { source, operator, mailboxes } = contact;
	return { what: source, fate, about, operator, mailboxes, reason: mailboxes.length === 0 ? "no-mailbox" : null };
};

function registry({ resolution, local, hasRegistry }: KnownFacts): Considered {
	if (resolution.reason === "registry-damaged")
		return { ...nothingOf("registry", "failed"), reason: resolution.reason };
	if (local === null) {
		return nothingOf("registry", hasRegistry ? "knows-nothing" : "not-asked");
	}
	return said(local, resolution.source === "registry" ? "used" : "overruled", local.path[0] ?? "");
}

function liveSource({ resolution, local, live }: KnownFacts): Considered {
	if (live !== null) return said(live, "used", live.path[0] ?? "");
	if (cameFromLive(resolution)) {
		const { source, operator, mailboxes, path, reason } = resolution;
		return { what: source, fate: "used", about: path[0] ?? "", operator, mailboxes, reason };
	}
	if (resolution.reason === "registry-damaged") return nothingOf("live", "not-asked");
	if (resolution.bucket === "lookup-failed" && resolution.reason !== "offline") {
		return { ...nothingOf("live", "failed"), reason: resolution.reason };
	}
	const settled = local !== null || resolution.source === "directory" || resolution.bucket === "opted-out";
	const fate = settled || resolution.reason === "offline" ? "not-asked" : "knows-nothing";
	return { ...nothingOf("live", fate), reason: resolution.reason === "offline" ? "offline" : null };
}

const offered = ({ source, operator, mailboxes, path }: Offer): Considered => ({
	...{ what: source, fate: "offered", about: path[0] ?? "", operator, mailboxes, reason: null },
});

const countriesOf = (contact: Contact | null): NamedCountries => ({
	organisation: contact?.organisationCountry ?? null,
	delegated: contact?.delegatedCountry ?? null,
	range: contact?.rangeCountry ?? null,
});

/** Whether the answer came from a live source, so that asking again is answered from what is stored. */
export function cameFromLive<T extends Resolution>(resolution: T): resolution is T & { readonly source: LiveSource } {
	return liveSources.has(resolution.source ?? "");
}

/** Tells how an answer came about, in the order of the chain: opt-outs, directory, registry, live sources, and what is offered. */
export function explain(facts: KnownFacts, rules: ContactRules): Explanation {
	const { resolution, local, live } = facts;
	const contact = local ?? live;
	const asn = facts.question.asn ?? local?.asn ?? null;
	const ruled = { question: { ...facts.question, asn }, resolution };
	return {
		resolution,
		netname: contact?.netname ?? null,
		countries: countriesOf(contact),
		considered: [
			optOutLine(ruled, rules),
			directoryLine(ruled, rules),
			registry(facts),
			liveSource(facts),
			...resolution.offers.map(offered),
		],
	};
}

import type { Contact, OtherContact } from "../../core/contact/contact.ts";
import { operatorKey, parseMailboxes } from "../../core/contact/parse-mailboxes.ts";
import { readMailboxField } from "../../core/contact/read-mailbox-field.ts";
import { type RpslObject, rpslValue, rpslValues } from "../../core/contact/rpsl.ts";
import { toCountry } from "../../core/contact/to-country.ts";
import type { Registered } from "./read-networks.ts";
import type { Abuse, Answered } from "./ripe-shapes.ts";

/** A resource and what holds it, the most specific first. */
export interface Chain {
	readonly resources: readonly Omit<Registered, "range">[];
	readonly organisations: ReadonlyMap<string, Answered>;
	/** Nothing that holds it is missing. */
	readonly complete: boolean;
}

/** What the chain says, but for the range itself. */
export type ChainFacts = Pick<
	Contact,
	| "operator"
	| "mailboxes"
	| "unreadable"
	| "suspect"
	| "others"
	| "netname"
	| "organisationCountry"
	| "rangeCountry"
	| "path"
>;

/** The climb for a contact ends where one of these keeps the object (RIPE-NCC/whois, AbuseCFinder and Maintainers). */
const registryMaintainers = new Set(["RIPE-NCC-HM-MNT", "RIPE-NCC-END-MNT", "RIPE-NCC-LEGACY-MNT"]);
const maxOthers = 4;

const endsClimb = (object: RpslObject) =>
	["mnt-by", "mnt-lower"].some((name) =>
		rpslValues(object, name).some((value) =>
			value.split(/[\s,]+/).some((mnt) => registryMaintainers.has(mnt.toUpperCase())),
		),
	);

const sameHandle = (a: string | null, b: string) => a !== null && b !== "" && a.toUpperCase() === b.toUpperCase();
const labelOf = ({ type, key }: RpslObject) => `${type} ${key}`;
const nameOf = (object: RpslObject) => rpslValue(object, "netname") ?? rpslValue(object, "as-name");

interface Responsible {
	/** The contact's own one; without a contact, the first one on the way up. */
	readonly organisation: Answered | null;
	/** How it was reached. */
	readonly path: readonly string[];
	/** Where in the chain; its length when there is no contact. */
	readonly at: number;
}

/** Where the climb for the contact `key` ended; null when the part of the chain that is known does not show it. */
function findResponsible(key: string, { resources, organisations, complete }: Chain): Responsible | null {
	const path: string[] = [];
	let first: Answered | null = null;
	let closed = complete;
	for (const [at, { object }] of resources.entries()) {
		path.push(labelOf(object));
		const organisation = organisations.get(rpslValue(object, "org")?.toUpperCase() ?? "") ?? null;
		if (sameHandle(rpslValue(object, "abuse-c"), key)) return { organisation, path: [...path, `role ${key}`], at };
		if (organisation !== null && sameHandle(rpslValue(organisation.object, "abuse-c"), key)) {
			return { organisation, path: [...path, `org ${organisation.object.key}`, `role ${key}`], at };
		}
		first ??= organisation;
		if (endsClimb(object)) {
			closed = true;
			break;
		}
	}
	if (!closed) return null;
	const shown = first === null ? [] : [`org ${first.object.key}`];
	return {
		organisation: first,
		path: [...path, ...shown, ...(key === "" ? [] : [`role ${key}`])],
		at: resources.length,
	};
}

/** The organisation's own contact, then those of the networks round it, as far as the climb may go. */
function othersOf(used: readonly string[], { resources }: Chain, { organisation, at }: Responsible): OtherContact[] {
	const seen = new Set(["", operatorKey(used)]);
	const others: OtherContact[] = [];
	const offer = (abuse: Abuse | null, operator: string, label: string) => {
		const mailboxes = parseMailboxes(abuse?.email ?? "");
		const key = operatorKey(mailboxes);
		if (abuse === null || seen.has(key) || others.length === maxOthers) return;
		seen.add(key);
		others.push({ operator, mailboxes, path: [label, `role ${abuse.key}`] });
	};
	if (organisation !== null && at < resources.length) {
		offer(organisation.abuse, rpslValue(organisation.object, "org-name") ?? "", labelOf(organisation.object));
	}
	for (const [index, { object, abuse }] of resources.entries()) {
		if (index > at) offer(abuse, nameOf(object) ?? object.key, labelOf(object));
		if (endsClimb(object)) break;
	}
	return others;
}

const countryOf = (object: RpslObject | undefined) =>
	object === undefined ? null : toCountry(rpslValues(object, "country"));

/**
 * Who `abuse` is, and whose: null when the organisation that it belongs to is not among what is known. `abuse` is null
 * when nobody is registered.
 */
export function contactOfChain(chain: Chain, abuse: Abuse | null): ChainFacts | null {
	const [resource] = chain.resources;
	const responsible = findResponsible(abuse?.key ?? "", chain);
	if (resource === undefined || responsible === null) return null;
	const { object } = resource;
	const organisation = responsible.organisation?.object;
	const { mailboxes, unreadable } = readMailboxField([abuse?.email ?? ""]);
	return {
		operator: (organisation && rpslValue(organisation, "org-name")) ?? nameOf(object) ?? object.key,
		mailboxes,
		unreadable,
		suspect: abuse?.suspect ?? false,
		others: othersOf(mailboxes, chain, responsible),
		netname: nameOf(object),
		organisationCountry: countryOf(organisation),
		rangeCountry: object.type === "aut-num" ? null : countryOf(object),
		path: responsible.path,
	};
}

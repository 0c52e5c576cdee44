import type { OtherContact } from "../../core/contact/contact.ts";
import { isPlaceholder } from "../../core/contact/is-placeholder.ts";
import { operatorKey } from "../../core/contact/parse-mailboxes.ts";
import { parseRegisteredRange } from "../../core/contact/parse-registered-range.ts";
import { readMailboxField } from "../../core/contact/read-mailbox-field.ts";
import { parseRpsl, type RpslObject, rpslValue, rpslValues } from "../../core/contact/rpsl.ts";
import { toCountry } from "../../core/contact/to-country.ts";
import type { AddressRange } from "../../core/report/target.ts";
import { SourceFault } from "../../ports/contact-source.ts";
import { publicServers, type RegistryName, registryOfHost } from "./registries.ts";

/** What a WHOIS server said of a network or an AS. */
export interface WhoisRecord {
	/** null for an AS. */
	readonly range: AddressRange | null;
	readonly name: string;
	/** The registered name of the network or AS; null when there is none. */
	readonly netname: string | null;
	readonly mailboxes: readonly string[];
	/** What stands where a mailbox should, when none could be read from it. */
	readonly unreadable: string | null;
	/** The registry could not reach the mailbox. */
	readonly suspect: boolean;
	readonly others: readonly OtherContact[];
	readonly rangeCountry: string | null;
	readonly organisationCountry: string | null;
	readonly organisation: string | null;
	/** An organisation's handle to ask for, at registries that leave it out of the answer. */
	readonly organisationHandle: string | null;
	readonly path: readonly string[];
}

export type WhoisAnswer =
	| { readonly kind: "record"; readonly record: WhoisRecord }
	| { readonly kind: "nothing" }
	| { readonly kind: "referral"; readonly registry: RegistryName };

const source = "WHOIS";
const changed = (what: string) => new SourceFault(source, "changed-shape", what);

/**
 * Throws a `SourceFault` when the text is empty or says that the question was not answered: servers do that in a line of
 * text, and not seeing it would look like an answer without a contact.
 */
export function checkErrorLine(text: string): void {
	if (text.trim() === "") throw changed("a WHOIS answer is empty");
	const code = /^%\s*ERROR:\s*(\d{3})/m.exec(text)?.[1];
	if (code === "101") return;
	if (code === "201" || code === "202") throw new SourceFault(source, "refused", "a WHOIS server refuses to answer us");
	if (code?.startsWith("2")) throw new SourceFault(source, "rate-limited", "a WHOIS server is asked too often");
	if (code !== undefined) throw changed("a WHOIS server does not understand the question");
	if (/rate limit|limit exceeded|too many (?:requests|queries)|request per second|try again later/i.test(text)) {
		throw new SourceFault(source, "rate-limited", "a WHOIS server is asked too often");
	}
	if (/^%?\s*(?:access|permission|query) (?:is )?(?:denied|blocked|refused)/im.test(text)) {
		throw new SourceFault(source, "refused", "a WHOIS server refuses to answer us");
	}
}

const saysNothing = (text: string) => /ERROR:\s*101|no match found|no entries found|^% no match/im.test(text);

const labelOf = ({ type, key }: RpslObject) => `${type} ${key}`;
const networkTypes = new Set(["inetnum", "inet6num"]);
const handleOf = (object: RpslObject) => rpslValue(object, "nic-hdl") ?? rpslValue(object, "nic-hdl-br");

/**
 * `% Abuse contact for '…' is '…'` or `% No abuse contact registered for …`: one of the two is in every answer. Where the registry
 * could not reach the mailbox, the line below says so.
 */
function readAbuseLine(text: string) {
	const found = /^% Abuse contact for '([^'\n]+)' is '([^\r\n]*)'\s*$/m.exec(text);
	if (found !== null) {
		const below = text.slice(found.index + found[0].length).trimStart();
		const suspect = /^% Abuse-mailbox validation failed/i.test(below);
		return { resource: found[1] as string, ...readMailboxField([found[2] as string]), suspect };
	}
	const none = /^% No abuse contact registered for (.+?)\s*$/m.exec(text);
	if (none === null) throw changed("a WHOIS answer says nothing of an abuse contact");
	return { resource: (none[1] as string).replace(/^'|'$/g, ""), mailboxes: [], unreadable: null, suspect: false };
}

function organisationFacts(object: RpslObject, objects: readonly RpslObject[]) {
	const handle = rpslValue(object, "org");
	const organisation = objects.find(({ type, key }) => type === "organisation" && key === handle);
	return {
		organisationCountry: organisation === undefined ? null : toCountry(rpslValues(organisation, "country")),
		organisation: organisation === undefined ? null : rpslValue(organisation, "org-name"),
		organisationHandle: organisation === undefined ? handle : null,
	};
}

/** RIPE, APNIC and AFRINIC. */
function readRpslAnswer(text: string, objects: readonly RpslObject[]): WhoisRecord {
	const { resource, ...abuse } = readAbuseLine(text);
	if (/^AS\d+$/i.test(resource)) {
		const autNum = objects.find(({ type, key }) => type === "aut-num" && key.toUpperCase() === resource.toUpperCase());
		if (autNum === undefined) throw changed("a WHOIS answer does not hold the AS that it speaks of");
		const netname = rpslValue(autNum, "as-name");
		const facts = { ...organisationFacts(autNum, objects), ...abuse, others: [] };
		return { ...facts, range: null, name: netname ?? autNum.key, netname, rangeCountry: null, path: [labelOf(autNum)] };
	}
	const range = parseRegisteredRange(resource);
	const network = objects.find(
		({ type, key }) => networkTypes.has(type) && sameRange(parseRegisteredRange(key), range),
	);
	if (network === undefined) throw changed("a WHOIS answer does not hold the network that it speaks of");
	const netname = rpslValue(network, "netname");
	return {
		...organisationFacts(network, objects),
		...abuse,
		range,
		name: netname ?? network.key,
		netname,
		others: [],
		rangeCountry: toCountry(rpslValues(network, "country")),
		path: [labelOf(network)],
	};
}

function sameRange(a: AddressRange | null, b: AddressRange | null): boolean {
	return a !== null && b !== null && a.version === b.version && a.first === b.first && a.last === b.last;
}

/** LACNIC: `abuse-c` names an object in the same answer, whose `e-mail` is the contact. */
function readLacnicAnswer(objects: readonly RpslObject[]): WhoisRecord {
	const network = objects.find(({ type }) => networkTypes.has(type) || type === "aut-num");
	if (network === undefined) throw changed("a WHOIS answer of LACNIC holds no network");
	const handle = rpslValue(network, "abuse-c");
	const contact = objects.find((object) => handle !== null && handleOf(object) === handle);
	if (handle !== null && contact === undefined)
		throw changed("a WHOIS answer of LACNIC does not hold its abuse contact");
	const range = parseRegisteredRange(network.key);
	if (range === null && network.type !== "aut-num")
		throw changed("a WHOIS answer names a network that is not readable");
	return {
		range,
		name: rpslValue(network, "owner") ?? network.key,
		netname: null,
		...readMailboxField(contact === undefined ? [] : rpslValues(contact, "e-mail")),
		suspect: false,
		others: [],
		rangeCountry: null,
		organisationCountry: toCountry(rpslValues(network, "country")),
		organisation: rpslValue(network, "owner"),
		organisationHandle: null,
		path: [labelOf(network), ...(handle === null ? [] : [`contact ${handle}`])],
	};
}

/** ARIN: one block for the network, one for the organisation, one for each contact. */
function readArinAnswer(objects: readonly RpslObject[]): WhoisRecord {
	const values = (name: string) => objects.flatMap((object) => rpslValues(object, name));
	const ranges = values("netrange").map((text) => ({ text, range: parseRegisteredRange(text) }));
	if (ranges.some(({ range }) => range === null)) throw changed("a WHOIS answer names a network that is not readable");
	// The last one is the most specific: ARIN lists from the widest to the narrowest.
	const narrowest = ranges.reduce<(typeof ranges)[number] | null>(
		(best, next) => (best === null || sizeOf(next.range) <= sizeOf(best.range) ? next : best),
		null,
	);
	const asNumber = values("asnumber")[0];
	if (narrowest === null && asNumber === undefined) throw changed("a WHOIS answer of ARIN holds no network");
	const own = readMailboxField(values("rabuseemail"));
	const ofOrganisation = readMailboxField(values("orgabuseemail"));
	const used = own.mailboxes.length > 0 ? own : ofOrganisation;
	const hasOther =
		ofOrganisation.mailboxes.length > 0 && operatorKey(ofOrganisation.mailboxes) !== operatorKey(used.mailboxes);
	const organisation = values("orgname").at(-1) ?? values("custname").at(-1) ?? null;
	const handle = values("orgabusehandle")[0] ?? "";
	const netname = values("netname").at(-1) ?? values("asname").at(-1) ?? null;
	return {
		range: narrowest?.range ?? null,
		name: netname ?? "",
		netname,
		mailboxes: used.mailboxes,
		unreadable: used.mailboxes.length > 0 ? null : (own.unreadable ?? ofOrganisation.unreadable),
		suspect: false,
		others: hasOther
			? [{ operator: organisation ?? "", mailboxes: ofOrganisation.mailboxes, path: [`contact ${handle}`] }]
			: [],
		rangeCountry: null,
		organisationCountry: toCountry(values("country").slice(-1)),
		organisation,
		organisationHandle: null,
		path: [narrowest === null ? `autnum ${asNumber}` : `network ${narrowest.text}`],
	};
}

const sizeOf = (range: AddressRange | null) => (range === null ? 0n : range.last - range.first);

/** Reads a registry's answer that passed `checkErrorLine`. A strange one is a `SourceFault`, never "no contact". */
export function readAnswer(registry: RegistryName, text: string): WhoisAnswer {
	if (saysNothing(text)) return { kind: "nothing" };
	const objects = parseRpsl(text);
	if (objects.some((object) => isPlaceholder(rpslValue(object, "netname")))) return { kind: "nothing" };
	if (registry === "arin") {
		const referral = objects.flatMap((object) => rpslValues(object, "referralserver"))[0];
		const host = /^whois:\/\/([a-z0-9.-]+)(?::43)?\/?$/i.exec(referral ?? "")?.[1];
		const next = host === undefined ? null : registryOfHost(host);
		if (next !== null && next !== "arin") return { kind: "referral", registry: next };
		return { kind: "record", record: readArinAnswer(objects) };
	}
	return { kind: "record", record: registry === "lacnic" ? readLacnicAnswer(objects) : readRpslAnswer(text, objects) };
}

/** The organisation in the answer to a question for its handle; null when it is not there. */
export function readOrganisation(
	text: string,
): { readonly name: string | null; readonly country: string | null } | null {
	const organisation = parseRpsl(text).find(({ type }) => type === "organisation");
	if (organisation === undefined) return null;
	return { name: rpslValue(organisation, "org-name"), country: toCountry(rpslValues(organisation, "country")) };
}

/** How many objects of an answer are about people: a registry may count them. Roles that are abuse contacts are none. */
export function countPersonal(text: string): number {
	return parseRpsl(text).filter(
		(object) => object.type === "person" || (object.type === "role" && rpslValue(object, "abuse-mailbox") === null),
	).length;
}

/**
 * The registry that IANA refers to; null when it says that it keeps the block itself. Throws a `SourceFault` for a referral to anybody
 * else, and for an answer that says neither.
 */
export function readReferral(text: string): RegistryName | null {
	const objects = parseRpsl(text);
	const refer = objects
		.flatMap((object) => [...rpslValues(object, "refer"), ...rpslValues(object, "whois")])
		.find((value) => value !== "");
	if (refer === undefined) {
		if (objects.some((object) => /^(?:reserved|unallocated)$/i.test(rpslValue(object, "status") ?? ""))) return null;
		throw changed("IANA's WHOIS answer does not say which registry is responsible");
	}
	const registry = registryOfHost(refer);
	if (registry !== null) return registry;
	if (refer.toLowerCase() === publicServers.iana.host) return null;
	throw new SourceFault(source, "refused", "IANA's WHOIS refers to a server that is no known registry");
}

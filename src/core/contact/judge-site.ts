import { type ContactRules, mailableOf } from "./classify.ts";
import { distinctOffers } from "./distinct-offers.ts";
import { nameSiteAbroad } from "./name-site-abroad.ts";
import { operatorKey } from "./parse-mailboxes.ts";
import type { Offer, Resolution } from "./resolution.ts";
import type { SecurityTxt } from "./security-txt.ts";
import type { WebsiteAnswer } from "./website-answer.ts";

/** Which of the two contacts of a website is used by itself; the other is offered. */
export type SitePreference = "security-txt" | "operator";

/** What is known of a website. */
export interface SiteFacts {
	/** A lower-case A-label name. */
	readonly host: string;
	/** Who runs the networks of its addresses, together. */
	readonly operator: Resolution;
	/** The same for each address. */
	readonly each: readonly Resolution[];
	/** What the website itself says; null when it was not asked. */
	readonly website: WebsiteAnswer | null;
}

/** Nobody behind the website asked for silence, and it is surely the hotline's business: scope is judged on where it is. */
function mayUseSite(each: readonly Resolution[]): boolean {
	const outside = new Set(["opted-out", "abroad", "country-unclear", "lookup-failed"]);
	return each.every(({ bucket }) => !outside.has(bucket ?? ""));
}

const pathOf = (file: SecurityTxt) => [file.signed ? "security.txt (signature not checked)" : "security.txt"];
/** Who is told stands in events and in the thread; the host is an affected address, and must not. */
const nameOf = (mailbox: string) => mailbox.slice(mailbox.lastIndexOf("@") + 1);

/** Each mailbox that the file names, the preferred first; those of an expired or wrong file too: a volunteer may choose one. */
function offersOf(host: string, file: SecurityTxt, rules: ContactRules): Offer[] {
	const named = new Set(file.contacts.flatMap(({ mailbox }) => (mailbox === null ? [] : [mailbox])));
	return mailableOf([...named], rules, host).map((mailbox) => ({
		...{ operator: nameOf(mailbox), mailboxes: [mailbox], source: "security-txt", path: pathOf(file) },
	}));
}

function operatorOffers({ operator, mailboxes, source, path, offers }: Resolution, rules: ContactRules): Offer[] {
	const mailable = mailableOf(mailboxes, rules, operator);
	return mailable.length === 0 || source === null
		? [...offers]
		: [{ operator, mailboxes: mailable, source, path }, ...offers];
}

const withOffers = (resolution: Resolution, offers: readonly Offer[]): Resolution => ({
	...resolution,
	offers: distinctOffers(offers, resolution.operatorKey),
});

/**
 * Who to tell about a website: whom its security.txt names or who runs the network, by `prefer`, with the other offered. A
 * security.txt counts only when it is as it should be, its first mailbox that may be used is taken (RFC 9116, 2.5.3: the order is
 * that of preference), and where the website is in scope. Never the registrant of the domain.
 */
export function judgeSite(facts: SiteFacts, prefer: SitePreference, rules: ContactRules): Resolution {
	const { host, website } = facts;
	const operator = nameSiteAbroad(host, facts.operator, rules.countries);
	if (website?.kind !== "found" || operator.bucket === "opted-out") return operator;
	const { file, asOf } = website;
	const offers = offersOf(host, file, rules);
	const [mailbox] = mailableOf(file.mailboxes, rules, host);
	if (prefer === "operator" || mailbox === undefined || !mayUseSite(facts.each))
		return withOffers(operator, [...offers, ...operator.offers]);
	const { country, asn, range } = operator;
	const site: Resolution = {
		...{ bucket: null, operator: nameOf(mailbox), mailboxes: [mailbox], operatorKey: operatorKey([mailbox]) },
		...{ country, asn, range },
		...{ source: "security-txt", path: pathOf(file), reason: null, doubts: [], offers: [], asOf },
	};
	return withOffers(site, [...operatorOffers(operator, rules), ...offers]);
}

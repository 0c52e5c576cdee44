import type { Contact, OtherContact } from "./contact.ts";
import type { SecurityTxt } from "./security-txt.ts";
import type { WebsiteAnswer } from "./website-answer.ts";

/** Which of the two is mailed where both are known; the other can be chosen. */
export type WebsitePreference = "security-txt" | "operator";

export interface SiteFacts {
	/** A lower-case A-label name. */
	readonly host: string;
	readonly answer: WebsiteAnswer;
	/** The contact of the network of one of the host's addresses. */
	readonly network: Contact;
	readonly prefer: WebsitePreference;
}

const pathOf = (file: SecurityTxt) => [`security.txt ${file.url}${file.signed ? " (signature not checked)" : ""}`];

/** The mailboxes that the file names, each on its own, the preferred first. */
function namedBy(host: string, file: SecurityTxt): OtherContact[] {
	const named = new Set(file.contacts.flatMap(({ mailbox }) => (mailbox === null ? [] : [mailbox])));
	return [...named].map((mailbox) => ({ operator: host, mailboxes: [mailbox], path: pathOf(file) }));
}

/**
 * The contact of a website for one of its addresses: the one mailbox that its security.txt prefers, or its network's, as `prefer`
 * says; what the other one names stands under `others`, the nearest first. The network's stays where the file is expired, wrong or
 * names nobody who can be mailed; what such a file names can then be chosen. Range and countries are the network's in any case: scope is
 * judged on where a website is. Whether the mailbox looks like a private person's is not judged here.
 */
export function contactOfSite({ host, answer, network, prefer }: SiteFacts): Contact {
	if (answer.kind !== "found") return network;
	const { file, asOf } = answer;
	const named = namedBy(host, file);
	const [preferred] = file.mailboxes;
	if (preferred === undefined || prefer === "operator") return { ...network, others: [...named, ...network.others] };
	const { operator, mailboxes, path, others } = network;
	const ofNetwork = mailboxes.length === 0 ? [] : [{ operator, mailboxes, path }];
	const besides = named.filter((contact) => contact.mailboxes[0] !== preferred);
	return {
		...network,
		operator: host,
		mailboxes: [preferred],
		unreadable: null,
		suspect: false,
		others: [...ofNetwork, ...besides, ...others],
		source: "security-txt",
		path: pathOf(file),
		asOf,
	};
}

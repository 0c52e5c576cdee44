import { renderRange } from "../report/range.ts";
import type { AddressRange } from "../report/target.ts";
import type { ContactRules } from "./classify.ts";
import { directoryLine, nothingOf, optOutLine } from "./explain.ts";
import type { Considered, Explanation } from "./explanation.ts";
import type { Resolution } from "./resolution.ts";
import { type WebsiteAnswer, websiteReason } from "./website-answer.ts";

/** What was found of a website on the way to its answer. */
export interface KnownSite {
	readonly host: string;
	readonly resolution: Resolution;
	readonly addresses: readonly { readonly address: AddressRange; readonly resolution: Resolution }[];
	/** Null where it was not asked. */
	readonly website: WebsiteAnswer | null;
}

/** One line for each address is too much for a screen. */
const maxAddresses = 8;

function websiteLine({ host, resolution, website }: KnownSite): Considered {
	const what = "security-txt";
	if (website === null) return nothingOf(what, "not-asked");
	const reason = websiteReason(website);
	if (website.kind !== "found")
		return { ...nothingOf(what, website.kind === "none" ? "knows-nothing" : "failed"), reason };
	const { file } = website;
	const isUsed = resolution.source === "security-txt";
	const mailboxes = file.mailboxes.length > 0 ? file.mailboxes : file.contacts.map(({ value }) => value);
	const isOffered = resolution.offers.some(({ source }) => source === "security-txt");
	const fate = isUsed ? "used" : isOffered ? "offered" : "overruled";
	return { what, fate, about: file.url, operator: host, mailboxes, reason };
}

/** Tells how the answer about a host name came about: rules for its domain, its own word, and who runs the network of each address. */
export function explainSite(site: KnownSite, rules: ContactRules): Explanation {
	const { host, resolution, addresses } = site;
	const question = { range: null, host, asn: null };
	const shown = addresses.slice(0, maxAddresses).map(({ address, resolution: found }): Considered => {
		const { operator, mailboxes, reason, source } = found;
		const isUsed = resolution.source === source && resolution.operatorKey === found.operatorKey;
		const isOffered = resolution.offers.some((offer) => offer.operator === operator);
		const fate = isUsed ? "used" : isOffered ? "offered" : "overruled";
		return { what: "addresses", fate, about: renderRange(address), operator, mailboxes, reason };
	});
	return {
		resolution,
		netname: null,
		countries: { organisation: null, delegated: null, range: null },
		considered: [
			optOutLine({ question, resolution }, rules),
			directoryLine({ question, resolution }, rules),
			...(resolution.source === "directory" || resolution.bucket === "opted-out" ? [] : [websiteLine(site)]),
			...shown,
		],
	};
}

import { parseRange, renderRange } from "../report/range.ts";
import { isSpecialUse } from "../report/special-use.ts";
import type { AddressRange } from "../report/target.ts";
import { bad, type Finding, good } from "../setup/finding.ts";
import { listed, unanswered } from "./finding-parts.ts";
import type { MailDns } from "./mail-dns.ts";
import type { DeliverabilityWords } from "./words.ts";

export interface SendingFrom {
	/** Addresses as text that mail leaves from; empty = those of `host`. */
	readonly ips: readonly string[];
	/** Of SMTP_URL: a name or an address. */
	readonly host: string;
	/** Special-use ranges that count as ordinary addresses. */
	readonly allowedSpecialUse: readonly AddressRange[];
}

export interface Sending {
	readonly addresses: readonly AddressRange[];
	/** Whether they are those of the server that takes the mail, which may send from others. */
	readonly isAssumed: boolean;
	readonly finding: Finding;
}

/** Where the mail leaves from; no addresses where that can't be told from outside: the host is in no DNS, or on this network. */
export async function sendingAddresses(from: SendingFrom, dns: MailDns, words: DeliverabilityWords): Promise<Sending> {
	if (from.ips.length > 0) {
		const addresses = from.ips.map(parseRange).filter((range) => range !== null);
		const finding = good(words.sendsFrom({ addresses: listed(addresses.map(renderRange), words) }));
		return { addresses, isAssumed: false, finding };
	}
	const { host } = from;
	const found = await addressesOf(host, dns);
	if (found === null) return { addresses: [], isAssumed: true, finding: unanswered("address", host, words) };
	const addresses = found.filter((range) => !isSpecialUse(range, from.allowedSpecialUse));
	if (addresses.length === 0)
		return { addresses, isAssumed: true, finding: bad(words.addressesUnknown({ host }), words.setMailIps) };
	const facts = { addresses: listed(addresses.map(renderRange), words), host };
	return { addresses, isAssumed: true, finding: good(words.sendsFromAssumed(facts), words.setMailIps) };
}

async function addressesOf(host: string, dns: MailDns): Promise<readonly AddressRange[] | null> {
	const literal = parseRange(host);
	if (literal !== null) return [literal];
	const [four, six] = await Promise.all([dns.addresses(host, 4), dns.addresses(host, 6)]);
	return four && six && [...four, ...six];
}

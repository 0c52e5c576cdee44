import { parseRange } from "../report/range.ts";
import type { AddressRange } from "../report/target.ts";
import type { Finding } from "../setup/finding.ts";
import { type DkimSigning, examineDkim, type UnusableKey } from "./judge-dkim.ts";
import { examineDmarc, type RegisteredDomain } from "./judge-dmarc.ts";
import { examineMx } from "./judge-mx.ts";
import { examineReverse } from "./judge-reverse.ts";
import { examineSpf } from "./judge-spf.ts";
import type { MailDns } from "./mail-dns.ts";
import { sendingAddresses } from "./sending-addresses.ts";
import type { DeliverabilityWords } from "./words.ts";

/** How a hotline sends; mail addresses are one addr-spec each, host names in lower case. */
export interface MailSetup {
	readonly from: string;
	/** The envelope sender; null = `from`. */
	readonly bounces: string | null;
	/** Of SMTP_URL. */
	readonly host: string;
	/** Addresses that mail leaves from; empty = those of `host`. */
	readonly ips: readonly string[];
	readonly ehlo: string | null;
	readonly dkim: DkimSigning | UnusableKey | null;
	readonly allowedSpecialUse: readonly AddressRange[];
}

export interface Asking {
	readonly dns: MailDns;
	readonly registered: RegisteredDomain;
	readonly words: DeliverabilityWords;
}

/** All that DNS tells of the way a hotline sends: where from, MX, SPF, DKIM, DMARC and reverse DNS, in this order. */
export async function examineMail(setup: MailSetup, { dns, registered, words }: Asking): Promise<readonly Finding[]> {
	const { ehlo } = setup;
	const from = partsOf(setup.from);
	const sender = setup.bounces === null ? from : partsOf(setup.bounces);
	const { addresses, isAssumed, finding } = await sendingAddresses(setup, dns, words);
	// A record can't name a server by its address.
	const host = parseRange(setup.host) === null ? setup.host : (ehlo ?? from.domain);
	const signing = setup.dkim !== null && "domain" in setup.dkim ? setup.dkim.domain : null;
	const found = await Promise.all([
		...[...new Set([from.domain, sender.domain])].map((domain) => examineMx({ domain, host }, dns, words)),
		examineSpf({ sender, helo: ehlo ?? host, addresses, isAssumed }, dns, words),
		examineDkim(setup.dkim, dns, words),
		examineDmarc({ from, envelope: sender.domain, signing, registered }, dns, words),
		...addresses.map((address) => examineReverse({ address, ehlo, host, registered }, dns, words)),
	]);
	return [finding, ...found.flat()];
}

function partsOf(address: string): { readonly local: string; readonly domain: string } {
	const at = address.lastIndexOf("@");
	return { local: address.slice(0, at), domain: address.slice(at + 1).toLowerCase() };
}

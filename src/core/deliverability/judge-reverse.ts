import { containsRange, renderRange } from "../report/range.ts";
import type { AddressRange } from "../report/target.ts";
import { bad, type Finding, good } from "../setup/finding.ts";
import { reverseName } from "./expand-macros.ts";
import { unanswered } from "./finding-parts.ts";
import type { RegisteredDomain } from "./judge-dmarc.ts";
import type { MailDns } from "./mail-dns.ts";
import type { DnsRecord } from "./record.ts";
import type { DeliverabilityWords } from "./words.ts";

export interface ReverseSubject {
	readonly address: AddressRange;
	/** What we call ourselves (MAIL_EHLO_NAME); null = not set. */
	readonly ehlo: string | null;
	/** What the address would be called when nothing better is known. */
	readonly host: string;
	readonly registered: RegisteredDomain;
}

/** Whether reverse DNS has a name for an address that leads back to it (RFC 1912 section 2.1), and whether that is the name that we go by. */
export async function examineReverse(
	subject: ReverseSubject,
	dns: MailDns,
	words: DeliverabilityWords,
): Promise<Finding> {
	const { address: range, ehlo, host, registered } = subject;
	const address = renderRange(range);
	const names = await dns.ptr(range);
	if (names === null) return unanswered("ptr", address, words);
	const [name] = names;
	if (name === undefined) {
		const record: DnsRecord = { name: reverseName(range), type: "PTR", value: `${ehlo ?? host}.` };
		return bad(words.ptrMissing({ address }), words.publishPtr, [record]);
	}
	const forward = await Promise.all(names.map((each) => dns.addresses(each, range.version)));
	const confirmed = names.filter((_, at) => forward[at]?.some((each) => containsRange(each, range)));
	const [called] = confirmed;
	if (called === undefined) {
		if (forward.includes(null)) return unanswered("ptr", address, words);
		const record: DnsRecord = { name, type: range.version === 4 ? "A" : "AAAA", value: address };
		return bad(words.ptrUnconfirmed({ address, name }), words.publishForward, [record]);
	}
	if (ehlo === null || confirmed.some((each) => registered(each) === registered(ehlo)))
		return good(words.ptrGood({ address, name: called }));
	return good(words.ehloDiffers({ address, name: called, ehlo }), words.setEhlo({ name: called }));
}

import type { AddressRange, AddressVersion } from "../report/target.ts";

/** What DNS said: the records, of which there may be none, or null where it could not tell (no answer, or a server that failed). */
export type Answer<T> = readonly T[] | null;

/** Asks DNS, within a time limit of its own, and never throws. Names are in lower case, without the dot at the end. */
export interface MailDns {
	/** The strings of each record joined without a space (RFC 7208 section 3.3, RFC 6376 section 3.6.2.2). */
	txt(name: string): Promise<Answer<string>>;
	/** Each range is one address. */
	addresses(name: string, version: AddressVersion): Promise<Answer<AddressRange>>;
	/** Names of mail servers, the most preferred one first; an empty name is the null MX of RFC 7505. */
	mx(name: string): Promise<Answer<string>>;
	/** Names in reverse DNS of the first address of the range. */
	ptr(address: AddressRange): Promise<Answer<string>>;
}

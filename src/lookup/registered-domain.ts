import { getDomain } from "tldts";

/** The domain that somebody registered, by the Public Suffix List with its private part (as DMARC takes it); the name itself where it has none. */
export function registeredDomain(name: string): string {
	return getDomain(name, { allowPrivateDomains: true }) ?? name;
}

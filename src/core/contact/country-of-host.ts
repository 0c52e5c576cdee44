/** Two-letter top domains that are not the code of their country, or of no one country: RFC 1591 takes ISO 3166, with these exceptions. */
const exceptions: Readonly<Record<string, string | null>> = { uk: "GB", ac: "SH", eu: null, su: null };

/** Country top domains in other letters, as A-labels (IANA's root zone database). */
const inOtherLetters: Readonly<Record<string, string>> = {
	"xn--90ais": "BY",
	"xn--90ae": "BG",
	"xn--qxam": "GR",
	"xn--d1alf": "MK",
	"xn--p1ai": "RU",
	"xn--90a3ac": "RS",
	"xn--j1amh": "UA",
	"xn--node": "GE",
	"xn--y9a3aq": "AM",
	"xn--80ao21a": "KZ",
	"xn--l1acc": "MN",
	"xn--fiqs8s": "CN",
	"xn--fiqz9s": "CN",
	"xn--j6w193g": "HK",
	"xn--mix891f": "MO",
	"xn--kprw13d": "TW",
	"xn--kpry57d": "TW",
	"xn--3e0b707e": "KR",
	"xn--o3cw4h": "TH",
	"xn--h2brj9c": "IN",
	"xn--mgbaam7a8h": "AE",
	"xn--mgberp4a5d4ar": "SA",
	"xn--wgbh1c": "EG",
	"xn--mgbc0a9azcg": "MA",
	"xn--lgbbat1ad8j": "DZ",
	"xn--pgbs0dh": "TN",
	"xn--mgba3a4f16a": "IR",
	"xn--mgbai9azgqp6j": "PK",
};

/**
 * The country whose top domain a host is under, ISO 3166 alpha-2 in upper case (`GB` for .uk). Null under one that belongs to no
 * country, .eu included. `host` is a lower-case A-label name. A country's top domain is open to the whole world: it says
 * whom a website is for, not where it is.
 */
export function countryOfHost(host: string): string | null {
	const top = host.slice(host.lastIndexOf(".") + 1);
	if (Object.hasOwn(inOtherLetters, top)) return inOtherLetters[top] as string;
	if (Object.hasOwn(exceptions, top)) return exceptions[top] as string | null;
	return /^[a-z]{2}$/.test(top) ? top.toUpperCase() : null;
}

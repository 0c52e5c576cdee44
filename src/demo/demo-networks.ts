import type { Bucket } from "../core/contact/contact.ts";

/** A made-up organisation in the demo registry. */
export interface DemoOrganisation {
	/** Short name, from which its handles are made. */
	readonly key: string;
	readonly name: string;
	/** ISO 3166 alpha-2; null = the object does not say. */
	readonly country: string | null;
	/** As its abuse role's `abuse-mailbox` is written, mess included; null = the organisation names no abuse role. */
	readonly abuseMailbox: string | null;
	readonly asn: number | null;
}

/** A registered network of the demo, its place in the registry, and how many findings of the demo report lie in it. */
export interface DemoNetwork {
	/** As the registry writes it. */
	readonly range: string;
	readonly netname: string;
	/** Key of its organisation; null = the object names none. */
	readonly organisation: string | null;
	/** Key of the organisation whose abuse role the object names itself; null = it names none. */
	readonly ownAbuse: string | null;
	readonly country: string;
	/** Ends the climb to a wider network (a stop maintainer keeps it). */
	readonly endsClimb: boolean;
	/** Prefix that is announced, by the AS of `announcedBy`; null = none of its own. */
	readonly route: string | null;
	readonly announcedBy: string | null;
	/** Addresses are `prefix` + a number from `firstHost` on (IPv4), or `prefix` + a subnet + `::25` (IPv6). */
	readonly prefix: string;
	readonly firstHost: number;
	readonly hosts: number;
	readonly findings: number;
	/** Who is told, or why nobody is, with the team's own rules of the demo in force. */
	readonly outcome: { readonly mailboxes: readonly string[] } | { readonly bucket: Bucket };
	/** Who is told where those rules are not in force; null = no difference. */
	readonly withoutRules: readonly string[] | null;
}

const organisation = (
	key: string,
	name: string,
	abuseMailbox: string | null,
	more: { country?: string | null; asn?: number } = {},
): DemoOrganisation => ({
	key,
	name,
	abuseMailbox,
	country: more.country === undefined ? "NL" : more.country,
	asn: more.asn ?? null,
});

/** Nobody here exists: invented names, mailboxes under `.example`, AS numbers for documentation (RFC 2606, RFC 5398). */
export const demoOrganisations: readonly DemoOrganisation[] = [
	organisation("veenland", "Veenland Internet B.V.", "abuse@veenland.example", { asn: 64496 }),
	organisation("molenwiek", "Molenwiek Hosting B.V.", "abuse@molenwiek.example", { asn: 64500 }),
	organisation("molenkantoor", "Molenwiek Kantoren B.V.", "Molenwiek <abuse@molenwiek.example>,"),
	organisation("waterrand", "Gemeente Waterrand", "security@waterrand.example"),
	organisation("rijndelta", "Universiteit Rijndelta", "cert@rijndelta.example", { asn: 64501 }),
	organisation("kustnet", "Kustnet Kabel B.V.", "abuse@kustnet.example", { asn: 64497 }),
	organisation("brandaris", "Brandaris Cloud B.V.", "abuse@brandaris.example, noc@brandaris.example", { asn: 64498 }),
	organisation("vlasakker", "Vlasakker Glasvezel", "abuse@vlasakker.example (preferred)", { asn: 65538 }),
	organisation("kreken", "Waterschap De Kreken", null),
	organisation("duinpan", "Duinpan Datacenter B.V.", "abuse@duinpan.example"),
	organisation("laagland", "Laagland Transit N.V.", "abuse@laagland.example", { asn: 64499 }),
	organisation("heidehuis", "Heidehuis Webwinkels B.V.", "abuse@heidehuis.example", { asn: 64502 }),
	organisation("zonnedauw", "Zorggroep Zonnedauw", "ict@zonnedauw.example"),
	organisation("eikenrode", "Eikenrode Telecom B.V.", "abuse@eikenrode.example", { country: null, asn: 65536 }),
	organisation("kanaalzicht", "Studentennet Kanaalzicht", "abuse@kanaalzicht.example", { asn: 65537 }),
	organisation("nordlicht", "Nordlicht Hosting GmbH", "abuse@nordlicht.example", { country: "DE", asn: 64503 }),
	organisation("grensland", "Grensland Carrier BV", "abuse@grensland.example", { country: "BE" }),
	organisation("lindehof", "Woonzorg De Lindehof", "abuse@lindehof.example"),
	organisation("jansen", "J. Jansen", "jan.jansen@jansen-thuis.example"),
];

/** What most networks have; the rest says what is particular. `last` is the last octet of an IPv4 range. */
function ipv4(
	prefix: string,
	[first, last]: readonly [number, number],
	rest: Pick<DemoNetwork, "netname" | "findings" | "outcome"> & Partial<DemoNetwork>,
): DemoNetwork {
	return {
		range: `${prefix}${first} - ${prefix}${last}`,
		organisation: null,
		ownAbuse: null,
		country: "NL",
		endsClimb: false,
		route: null,
		announcedBy: null,
		prefix,
		firstHost: first + 1,
		hosts: last - first - 1,
		withoutRules: null,
		...rest,
	};
}

function ipv6(
	range: string,
	rest: Pick<DemoNetwork, "netname" | "findings" | "outcome"> & Partial<DemoNetwork>,
): DemoNetwork {
	const prefix = `${range.slice(0, range.indexOf("::"))}:`;
	return { ...ipv4("", [0, 0], rest), range, route: range, prefix, firstHost: 1, hosts: 4096, ...rest };
}

const told = (...mailboxes: string[]) => ({ mailboxes });
const kept = (bucket: Bucket) => ({ bucket });

const a = "192.0.2.";
const b = "198.51.100.";
const c = "203.0.113.";

/** Every way to an abuse contact, and every reason not to mail, in the ranges for documentation (RFC 5737, RFC 3849). */
export const demoNetworks: readonly DemoNetwork[] = [
	// An allocation: the contact of its organisation.
	ipv4(a, [0, 255], {
		netname: "VEENLAND-NET",
		organisation: "veenland",
		endsClimb: true,
		route: `${a}0/24`,
		announcedBy: "veenland",
		firstHost: 113,
		hosts: 14,
		findings: 13,
		outcome: told("abuse@veenland.example"),
	}),
	// No organisation, no contact: up to the allocation.
	ipv4(a, [0, 63], { netname: "VEENLAND-KLANTEN", findings: 39, outcome: told("abuse@veenland.example") }),
	// A contact of its own.
	ipv4(a, [64, 95], {
		netname: "MOLENWIEK-RACKS",
		organisation: "molenwiek",
		ownAbuse: "molenwiek",
		route: `${a}64/27`,
		announcedBy: "molenwiek",
		findings: 23,
		outcome: told("abuse@molenwiek.example"),
	}),
	// The contact of its organisation.
	ipv4(a, [96, 111], {
		netname: "WATERRAND",
		organisation: "waterrand",
		findings: 5,
		outcome: told("security@waterrand.example"),
	}),
	ipv4(a, [128, 255], {
		netname: "RIJNDELTA",
		organisation: "rijndelta",
		ownAbuse: "rijndelta",
		route: `${a}128/25`,
		announcedBy: "rijndelta",
		firstHost: 193,
		hosts: 62,
		findings: 0,
		outcome: told("cert@rijndelta.example"),
	}),
	// Up one step, not to the allocation above that.
	ipv4(a, [128, 191], { netname: "RIJNDELTA-LABS", findings: 31, outcome: told("cert@rijndelta.example") }),
	ipv4(b, [0, 127], {
		netname: "KUSTNET",
		organisation: "kustnet",
		endsClimb: true,
		route: `${b}0/25`,
		announcedBy: "kustnet",
		findings: 46,
		outcome: told("abuse@kustnet.example"),
	}),
	// Two mailboxes: one mail to both.
	ipv4(b, [128, 255], {
		netname: "BRANDARIS-CLOUD",
		organisation: "brandaris",
		endsClimb: true,
		route: `${b}128/25`,
		announcedBy: "brandaris",
		hosts: 62,
		findings: 34,
		outcome: told("abuse@brandaris.example", "noc@brandaris.example"),
	}),
	ipv4(b, [192, 223], {
		netname: "VLASAKKER",
		organisation: "vlasakker",
		route: `${b}192/27`,
		announcedBy: "vlasakker",
		findings: 17,
		outcome: told("abuse@vlasakker.example"),
	}),
	// An organisation without a contact: up to the allocation.
	ipv4(b, [224, 239], {
		netname: "KREKEN",
		organisation: "kreken",
		findings: 4,
		outcome: told("abuse@brandaris.example", "noc@brandaris.example"),
	}),
	ipv4(b, [240, 255], {
		netname: "DUINPAN",
		organisation: "duinpan",
		findings: 9,
		outcome: told("abuse@duinpan.example"),
	}),
	ipv4(c, [0, 255], {
		netname: "LAAGLAND-TRANSIT",
		organisation: "laagland",
		endsClimb: true,
		route: `${c}0/24`,
		announcedBy: "laagland",
		findings: 0,
		outcome: told("abuse@laagland.example"),
	}),
	ipv4(c, [0, 63], {
		netname: "HEIDEHUIS",
		organisation: "heidehuis",
		ownAbuse: "heidehuis",
		route: `${c}0/26`,
		announcedBy: "heidehuis",
		findings: 28,
		outcome: told("abuse@heidehuis.example"),
	}),
	// The team's directory names a forwarder for it.
	ipv4(c, [64, 79], {
		netname: "ZONNEDAUW",
		organisation: "zonnedauw",
		findings: 6,
		outcome: told("meldingen@zorgcert.example"),
		withoutRules: ["ict@zonnedauw.example"],
	}),
	// Another name, the same mailbox: the same operator, one mail.
	ipv4(c, [80, 95], {
		netname: "MOLENWIEK-KANTOOR",
		organisation: "molenkantoor",
		findings: 6,
		outcome: told("abuse@molenwiek.example"),
	}),
	// The organisation does not say its country: the network's counts.
	ipv4(c, [96, 127], {
		netname: "EIKENRODE",
		organisation: "eikenrode",
		route: `${c}96/27`,
		announcedBy: "eikenrode",
		findings: 19,
		outcome: told("abuse@eikenrode.example"),
	}),
	// Legacy space without a contact: what lies above is not asked.
	ipv4(c, [128, 159], { netname: "OUDEHAVEN-LEGACY", endsClimb: true, findings: 9, outcome: kept("no-contact") }),
	ipv4(c, [160, 175], {
		netname: "NORDLICHT",
		organisation: "nordlicht",
		country: "DE",
		route: `${c}160/28`,
		announcedBy: "nordlicht",
		findings: 12,
		outcome: kept("abroad"),
	}),
	// A Belgian organisation, a network that says NL.
	ipv4(c, [176, 191], {
		netname: "GRENSLAND",
		organisation: "grensland",
		findings: 7,
		outcome: kept("country-unclear"),
	}),
	ipv4(c, [192, 207], {
		netname: "LINDEHOF",
		organisation: "lindehof",
		findings: 8,
		outcome: kept("opted-out"),
		withoutRules: ["abuse@lindehof.example"],
	}),
	ipv4(c, [208, 215], { netname: "JANSEN", organisation: "jansen", findings: 3, outcome: kept("private-looking") }),
	ipv6("2001:db8::/32", {
		netname: "LAAGLAND-TRANSIT-6",
		organisation: "laagland",
		endsClimb: true,
		announcedBy: "laagland",
		findings: 0,
		outcome: told("abuse@laagland.example"),
	}),
	ipv6("2001:db8:400::/40", {
		netname: "RIJNDELTA-6",
		organisation: "rijndelta",
		announcedBy: "rijndelta",
		findings: 6,
		outcome: told("cert@rijndelta.example"),
	}),
	ipv6("2001:db8:500::/40", {
		netname: "KUSTNET-6",
		organisation: "kustnet",
		announcedBy: "kustnet",
		findings: 12,
		outcome: told("abuse@kustnet.example"),
	}),
	ipv6("2001:db8:600::/40", {
		netname: "KANAALZICHT-6",
		organisation: "kanaalzicht",
		announcedBy: "kanaalzicht",
		findings: 14,
		outcome: told("abuse@kanaalzicht.example"),
	}),
];

/** The special-use ranges that the demo's settings open. */
export const demoRanges: readonly string[] = ["192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32"];

/** What the columns of a report are for, by 0-based position. */
export interface ColumnPlan {
	/** The column that names the affected system. */
	readonly target: number;
	/** Columns that are asked in this order where the target cell of a row is empty. */
	readonly fallbacks: readonly number[];
	readonly port: number | null;
	readonly protocol: number | null;
	readonly time: number | null;
	/** Columns that an operator may see, in file order. */
	readonly details: readonly number[];
}

/** How many columns beside the known ones a finding carries at most. */
const maxDetails = 30;

/** Headers by meaning, in order of preference, as `normalizeHeader` gives them. English, Dutch, and what known feeds use. */
const synonyms = {
	address: [
		"ip",
		"ip_address",
		"ipaddress",
		"ip_addr",
		"ipaddr",
		"ip_adres",
		"ipadres",
		"ip_adressen",
		"ip_addresses",
		"ips",
		"ipv4",
		"ipv6",
		"ipv4_address",
		"ipv6_address",
		"ipv4_adres",
		"ipv6_adres",
		"ip_str",
		"source_ip",
		"source_address",
		"source_ip_address",
		"source_identifier",
		"srcip",
		"src_addr",
		"src",
		"bron_ip",
		"bron_ip_adres",
		"bronadres",
		"ip_bron",
		"affected_ip",
		"victim_ip",
		"infected_ip",
		"host_ip",
		"remote_ip",
		"client_ip",
		"address",
		"adres",
		"cidr",
		"network",
		"netwerk",
		"netblock",
		"subnet",
		"prefix",
		"range",
		"ip_range",
		"ip_reeks",
		"reeks",
		"target",
		"doel",
		"doelwit",
		"indicator",
		"ioc",
		"systeem",
		"system_address",
	],
	url: ["url", "urls", "uri", "link", "web_address", "webadres", "webpagina"],
	host: [
		"host",
		"hostname",
		"host_name",
		"hostnaam",
		"fqdn",
		"domain",
		"domain_name",
		"domein",
		"domeinnaam",
		"website",
		"site",
		"webshop",
		"dns_name",
		"rdns",
		"reverse_dns",
	],
	port: ["port", "poort", "port_number", "poortnummer", "tcp_port", "udp_port", "service_port", "portnr"],
	sourcePort: ["src_port", "source_port", "srcport", "bronpoort"],
	protocol: ["protocol", "proto", "transport", "ip_protocol", "protocol_transport", "transport_protocol", "protocool"],
	time: [
		"timestamp",
		"time",
		"tijd",
		"tijdstip",
		"datetime",
		"date_time",
		"datum_tijd",
		"datum",
		"date",
		"seen",
		"last_seen",
		"laatst_gezien",
		"first_seen",
		"detected",
		"detected_at",
		"observed",
		"time_source",
		"event_time",
	],
} as const;

/** Columns about another party than the affected one: the sinkhole or the victim at the other end (Shadowserver, event feeds). */
const otherParty = /^(?:dst|dest|destination|doel|attack|attacker|victim|reporter|melder)(?:_|$)/;

/** In a Shadowserver type with `src_ip` only these tell about the affected side; the rest is about the far end. */
const sourceFallbacks = ["src_hostname"];

/** A header as the table of synonyms has it: lower case, no byte order mark, runs of other characters as one `_`. */
export function normalizeHeader(header: string): string {
	return header
		.replace(/\ufeff/g, "")
		.trim()
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]+/gu, "_")
		.replace(/^_+|_+$/g, "");
}

/** Whether any header is one that the table knows: then the row is a header row. */
export function hasKnownHeader(headers: readonly string[]): boolean {
	const known = new Set<string>(["src_ip", ...Object.values(synonyms).flat()]);
	return headers.some((header) => known.has(normalizeHeader(header)));
}

/**
 * Finds what each column is for, by its header and never by its position. Null when no header names a target: then a
 * person is asked. `chosen` is that person's answer (0-based) and goes before the table.
 *
 * The Shadowserver rule (The-Shadowserver-Foundation/report_schema): where `src_ip` stands in the header it is the
 * affected address and no `dst_*` column is the target, a fallback or a detail; else it is `ip`. An address column goes
 * before a URL, a URL before a host name; those two are fallbacks for rows whose address cell is empty.
 */
export function planColumns(headers: readonly string[], chosen: number | null): ColumnPlan | null {
	const names = headers.map(normalizeHeader);
	const find = (wanted: readonly string[]) => findColumn(names, wanted);
	const source = names.indexOf("src_ip");
	const url = find(synonyms.url);
	const host = find(synonyms.host);
	const target = chosen ?? [source < 0 ? null : source, find(synonyms.address), url, host].find(isColumn);
	if (target === undefined || target < 0 || target >= names.length) return null;
	const fallbacks = chosen !== null ? [] : source >= 0 ? [find(sourceFallbacks)] : [url, host];
	const sided = names[target]?.startsWith("src") || names[target]?.startsWith("source");
	const port = sided ? (find(synonyms.sourcePort) ?? find(synonyms.port)) : find(synonyms.port);
	const known = { port, protocol: find(synonyms.protocol), time: find(synonyms.time) };
	return {
		target,
		fallbacks: fallbacks.filter(isColumn).filter((column) => column !== target),
		...known,
		details: detailColumns(names, [target, known.port, known.protocol, known.time]),
	};
}

/** The plan for rows without a header, where only the target's column is known. Other cells carry no name, so none is a detail. */
export function planWithoutHeader(target: number): ColumnPlan {
	return { target, fallbacks: [], port: null, protocol: null, time: null, details: [] };
}

/** Headers as details show them: trimmed, numbered where empty, and each different from the ones before. */
export function displayHeaders(headers: readonly string[]): string[] {
	const seen = new Set<string>();
	return headers.map((header, index) => {
		const base =
			header
				.replace(/\ufeff/g, "")
				.trim()
				.slice(0, 60) || `column ${index + 1}`;
		let name = base;
		for (let copy = 2; seen.has(name); copy++) name = `${base} (${copy})`;
		seen.add(name);
		return name;
	});
}

function findColumn(names: readonly string[], wanted: readonly string[]): number | null {
	for (const name of wanted) {
		const at = names.indexOf(name);
		if (at >= 0) return at;
	}
	return null;
}

function isColumn(column: number | null): column is number {
	return column !== null;
}

function detailColumns(names: readonly string[], taken: readonly (number | null)[]): number[] {
	const free = names.flatMap((name, index) =>
		// `__proto__` as a key would set an object's prototype instead of a detail.
		taken.includes(index) || otherParty.test(name) || name === "proto" ? [] : [index],
	);
	return free.slice(0, maxDetails);
}

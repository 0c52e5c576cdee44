import type { Category } from "../core/case/event.ts";
import type { ProblemReason } from "../core/report/problem.ts";
import { type DemoNetwork, demoNetworks } from "./demo-networks.ts";

/** A report like a scanner's, and what reading it must come to: `rows = findings + duplicates + problem rows`. */
export interface DemoReport {
	readonly fileName: string;
	readonly text: string;
	readonly rows: number;
	readonly findings: number;
	readonly duplicates: number;
	readonly problems: readonly { readonly reason: ProblemReason; readonly count: number }[];
}

/** What the volunteer types with the report. */
export const demoCase: {
	readonly title: string;
	readonly category: Category;
	readonly description: string;
	readonly reference: string;
	readonly reporter: string;
	readonly credit: boolean;
} = {
	title: "Voorbeeldpost: mailservers zonder update (CVE-0000-00000)",
	category: "vulnerability",
	description: [
		"Op deze systemen draait een versie van de mailserver Voorbeeldpost van vóór 4.98. Daarin kan iemand zonder account " +
			"van buitenaf opdrachten uitvoeren (CVE-0000-00000). Er is een update: versie 4.98. Wie nu niet kan bijwerken, kan " +
			"de uitbreiding 'spoolsync' uitzetten. Kijk ook of er al misbruik is gemaakt: onbekende bestanden in de spoolmap " +
			"zijn daarvan een teken.",
		"",
		"These systems run a version of the mail server Voorbeeldpost before 4.98, in which anybody can run commands from " +
			"outside without an account (CVE-0000-00000). Version 4.98 mends it. Who cannot update now can switch the " +
			"extension 'spoolsync' off. Look for traces of abuse too: unknown files in the spool folder are a sign.",
	].join("\n"),
	reference: "https://voorbeeldpost.example/advisories/CVE-0000-00000",
	reporter: "Stichting Scanlicht (demo)",
	credit: true,
};

interface Row {
	readonly ip: string;
	readonly port: number;
	readonly hostname: string;
	readonly version: string;
}

const ports = [25, 465, 587];
const versions = ["4.92.3", "4.94.2", "4.95", "4.96.1", "4.97"];
const firstSeenMs = Date.UTC(2026, 10, 16, 2, 14, 0);

/** Random numbers from 0 to 1 that are the same every time (mulberry32). */
function seeded(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
	};
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
	return items
		.map((item) => ({ item, order: random() }))
		.sort((left, right) => left.order - right.order)
		.map(({ item }) => item);
}

/** The `index`-th address of a network and how often all addresses were used before it. */
function addressAt(network: DemoNetwork, index: number): { readonly ip: string; readonly lap: number } {
	const host = network.firstHost + (index % network.hosts);
	const ip = network.range.includes(":") ? `${network.prefix}${host.toString(16)}::25` : `${network.prefix}${host}`;
	return { ip, lap: Math.floor(index / network.hosts) };
}

function rowsOf(network: DemoNetwork, random: () => number): Row[] {
	const domain = `${network.netname.split("-", 1)[0]?.toLowerCase()}.example`;
	return Array.from({ length: network.findings }, (_, index) => {
		const { ip, lap } = addressAt(network, index);
		return {
			ip,
			port: ports[lap] ?? 0,
			hostname: random() < 0.6 ? `mail${index + 1}.${domain}` : "",
			version: versions[Math.floor(random() * versions.length)] ?? "4.92.3",
		};
	});
}

/** The same system and port again, some in another spelling; each is merged into the row before it. */
function again(row: Row, turn: number): Row {
	if (row.ip.includes(":")) return { ...row, ip: row.ip.toUpperCase().replace("DB8", "0DB8") };
	if (turn % 3 === 0) return { ...row, ip: row.ip.replaceAll(".", "[.]") };
	if (turn % 3 === 1) return { ...row, ip: `::ffff:${row.ip}` };
	return row;
}

/** Rows that no mail may come of, each with what reading must say about it. */
const brokenRows: readonly { readonly ip: string; readonly reason: ProblemReason }[] = [
	{ ip: "10.20.30.40", reason: "special-use" },
	{ ip: "192.168.1.10", reason: "special-use" },
	{ ip: "198.51.100.300", reason: "not-a-target" },
	{ ip: "203.0.113.010", reason: "leading-zero" },
	{ ip: "", reason: "empty-target" },
];

function render(rows: readonly Row[]): string {
	const lines = rows.map(({ ip, port, hostname, version }, index) => {
		const seen = new Date(firstSeenMs + index * 37_000).toISOString().slice(0, 19).replace("T", " ");
		return `"${seen}","${ip}",${port},"tcp","${hostname}","voorbeeldpost;cve-0000-00000","${version}","smtp"`;
	});
	return `${['"timestamp","ip","port","protocol","hostname","tag","version","application"', ...lines].join("\r\n")}\r\n`;
}

/**
 * The demo's report: every network's findings mixed, with repeats and rows that cannot be used, as CSV with a header. The
 * same every time.
 */
export function demoReport(): DemoReport {
	const random = seeded(42);
	const rows = shuffled(
		demoNetworks.flatMap((network) => rowsOf(network, random)),
		random,
	);
	const repeats = rows.filter((_, index) => index % 28 === 5).map(again);
	const broken = brokenRows.map(({ ip }) => ({ ip, port: 25, hostname: "", version: "4.95" }));
	const all = [...rows.slice(0, 90), ...broken, ...rows.slice(90), ...repeats];
	const reasons = [...new Set(brokenRows.map(({ reason }) => reason))];
	return {
		fileName: "voorbeeldpost-scan.csv",
		text: render(all),
		rows: all.length,
		findings: rows.length,
		duplicates: repeats.length,
		problems: reasons.map((reason) => ({
			reason,
			count: brokenRows.filter((row) => row.reason === reason).length,
		})),
	};
}

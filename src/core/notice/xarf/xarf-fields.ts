import { cutText } from "../../case/cut-text.ts";
import type { Category } from "../../case/event.ts";
import type { Finding } from "../../report/finding.ts";
import { cvesIn } from "./cves-in.ts";

/** What a finding's report has beside what all have: where the trouble is, and the fields of its type. */
export interface XarfFields {
	readonly source: { readonly identifier: string; readonly port: number | null };
	readonly category: "vulnerability" | "connection" | "content";
	readonly type: string;
	readonly [field: string]: unknown;
}

type Details = ReadonlyMap<string, string>;

const serviceColumn = /^(?:service|service[ _.-]?name|product|application|software)$/i;
const versionColumn = /^(?:(?:service|product|software|application)[ _.-]?)?version$/i;
/** Most that the schemas take. */
const max = { service: 200, version: 100, cves: 10 } as const;
/** A name that the schema of content takes as `domain`. */
const fullName = /^([a-z0-9]+(-[a-z0-9]+)*\.)+[a-z]{2,}$/;

/**
 * What X-ARF v4 (xarf/xarf-spec, schemas/v4) asks of the type that belongs to the category: `vulnerability/cve`,
 * `connection/infected_host`, `content/phishing`, `content/fraud`, `content/malware`. Null when there is none, when the finding
 * doesn't have all that is required, when its time isn't known, and for a network or a range: one report is about one system.
 */
export function xarfFields(
	finding: Finding,
	{ category, title }: { readonly category: Category; readonly title: string },
	details: Details,
): XarfFields | null {
	const { target, firstSeen, lastSeen } = finding;
	if (target.kind === "network" || target.kind === "range" || (lastSeen ?? firstSeen) === null) return null;
	switch (category) {
		case "vulnerability":
			return vulnerability(finding, details, title);
		case "infection":
			return infection(finding);
		case "phishing":
			return content(finding, { type: "phishing" });
		case "fraud-shop":
			return content(finding, { type: "fraud", fraud_type: "shopping" });
		case "malware":
			return content(finding, { type: "malware" });
		case "other":
			return null;
	}
}

/** Port 0 is none. */
function sourceOf({ target, port }: Finding): XarfFields["source"] {
	const identifier = target.kind === "url" || target.kind === "host" ? target.host : target.text;
	return { identifier, port: port === 0 ? null : port };
}

/** The CVEs that the row names; where it names none, the one that the case is about. */
function vulnerability(finding: Finding, details: Details, title: string): XarfFields | null {
	const source = sourceOf(finding);
	const named = cvesIn([...details.values()].join(" "));
	const ofCase = cvesIn(title);
	const cves = named.length > 0 || ofCase.length > 1 ? named : ofCase;
	const service = cell(details, serviceColumn, max.service);
	if (cves.length === 0 || service === null || source.port === null) return null;
	const version = cell(details, versionColumn, max.version);
	return {
		...{ source, category: "vulnerability", type: "cve", service },
		...(version === null ? {} : { service_version: version }),
		...{ service_port: source.port, cve_id: cves[0] },
		...(cves.length > 1 ? { cve_ids: cves.slice(0, max.cves) } : {}),
	};
}

function infection(finding: Finding): XarfFields | null {
	const { protocol, firstSeen, lastSeen } = finding;
	if ((protocol !== "tcp" && protocol !== "udp") || firstSeen === null) return null;
	return {
		...{ source: sourceOf(finding), category: "connection", type: "infected_host" },
		...{ protocol, bot_type: "malicious", first_seen: firstSeen },
		...(lastSeen === null ? {} : { last_seen: lastSeen }),
	};
}

function content(
	finding: Finding,
	typed: { readonly type: string; readonly [field: string]: string },
): XarfFields | null {
	const { target } = finding;
	if (target.kind !== "url") return null;
	return {
		...{ source: sourceOf(finding), category: "content", ...typed, url: target.text },
		...(target.range === null && fullName.test(target.host) ? { domain: target.host } : {}),
	};
}

/** The first cell of such a column, cut. */
function cell(details: Details, column: RegExp, length: number): string | null {
	for (const [header, value] of details) if (column.test(header)) return cutText(value, length);
	return null;
}

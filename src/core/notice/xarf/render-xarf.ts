import { cutText } from "../../case/cut-text.ts";
import type { Category } from "../../case/event.ts";
import { replaceAddresses } from "../../report/find-addresses.ts";
import type { Finding } from "../../report/finding.ts";
import { ownAddresses } from "../own-addresses.ts";
import { ownDetails, withheldMark } from "../own-details.ts";
import { plainLine } from "../plain-text.ts";
import { type XarfFields, xarfFields } from "./xarf-fields.ts";

/** What every report of a notice says. */
export interface XarfInput {
	readonly category: Category;
	/** The case's title; what a report describes itself with. */
	readonly title: string;
	readonly hotline: { readonly name: string; readonly from: string };
	/** A UUID for a finding, by its id: the same each time, so that a mail that is tried again has the same reports. */
	readonly reportId: (findingId: number) => string;
}

/** Reports, and how many findings have none. */
export interface XarfReports {
	/** In the order of the findings; `name` ends in `.json`. */
	readonly files: readonly { readonly name: string; readonly content: string }[];
	/** What X-ARF asks for these isn't known, or it has no type for them; they are in the CSV. */
	readonly left: number;
}

/** The version of the schemas that this was written for (xarf/xarf-spec, schemas/v4). */
const version = "4.2.0";
/** Most characters that the schemas take. */
const maxOrganisation = 200;
const maxDescription = 1_000;

/**
 * One X-ARF v4 report in JSON for each finding that X-ARF has a type for and of which all is known that the type asks for; nothing is
 * made up. Only what is the operator's own stands in it: of the details what `ownDetails` lets through, as evidence.
 */
export function renderXarf(findings: readonly Finding[], input: XarfInput): XarfReports {
	const own = ownAddresses(findings);
	const description = replaceAddresses(plainLine(input.title), (range) => !own.covers(range), withheldMark);
	const files = findings.flatMap((finding) => {
		const details = ownDetails(finding.details, own);
		const fields = xarfFields(finding, input, details);
		if (fields === null) return [];
		const content = `${JSON.stringify(reportOf({ finding, details, fields }, { ...input, title: description }), null, 2)}\n`;
		return [{ name: `xarf-${finding.id}.json`, content }];
	});
	return { files, left: findings.length - files.length };
}

interface Reported {
	readonly finding: Finding;
	readonly details: ReadonlyMap<string, string>;
	readonly fields: XarfFields;
}

function reportOf({ finding, details, fields }: Reported, { title, hotline, reportId }: XarfInput) {
	const { name, from } = hotline;
	const party = { org: cutText(plainLine(name), maxOrganisation), contact: from, domain: domainOf(from) };
	const { source, ...typed } = fields;
	return {
		...{ xarf_version: version, report_id: reportId(finding.id), timestamp: finding.lastSeen ?? finding.firstSeen },
		...{ reporter: party, sender: party, source_identifier: source.identifier },
		...(source.port === null ? {} : { source_port: source.port }),
		...typed,
		description: cutText(title, maxDescription),
		...(details.size === 0 ? {} : { evidence: [evidenceOf(details)] }),
	};
}

function domainOf(mailbox: string): string {
	return mailbox.slice(mailbox.lastIndexOf("@") + 1).toLowerCase();
}

/** The details as text, a line each. */
function evidenceOf(details: ReadonlyMap<string, string>) {
	const text = [...details].map(([header, value]) => `${header}: ${value}\n`).join("");
	return { content_type: "text/plain", description: "Columns of the report", payload: toBase64(text) };
}

function toBase64(text: string): string {
	const bytes = new TextEncoder().encode(text);
	return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}

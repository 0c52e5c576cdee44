import { type ContactRules, classify, type Question } from "../core/contact/classify.ts";
import type { Bucket, Contact } from "../core/contact/contact.ts";
import type { ResolutionReason } from "../core/contact/resolution.ts";
import type { AddressRange } from "../core/report/target.ts";
import type { Holder, LocalRegistry } from "../ports/contact-source.ts";
import type { ReportTally } from "../ports/report-tally.ts";

/** Addresses of a report that one operator holds, or that are not mailed for one reason. */
export interface OperatorCount {
	readonly operator: string;
	readonly mailboxes: readonly string[];
	readonly country: string | null;
	/** Null: would be mailed. */
	readonly bucket: Bucket | null;
	readonly reason: ResolutionReason | null;
	addresses: number;
	findings: number;
}

/** Findings of one address are packed beside its range's number, so that one sort brings together what belongs together. */
const mostFindings = 2 ** 21 - 1;

const noQuestion: Question = { range: null, host: null, asn: null };
const nowhere: AddressRange = { version: 4, first: 0n, last: 0n };

interface Held {
	/** In rising order; 0 = not registered. */
	readonly numbers: Uint32Array;
	readonly addresses: Uint32Array;
	readonly findings: Uint32Array;
	readonly count: number;
}

/** Addresses and findings by range. */
function countByRange(tally: ReportTally, registry: LocalRegistry): Held {
	const found = registry.attribute(tally);
	const four = found.v4.length;
	const keys = new Float64Array(four + found.v6.length);
	const fill = (numbers: Uint32Array, entries: Uint32Array, from: number) => {
		for (let at = 0; at < numbers.length; at++) {
			keys[from + at] = (numbers[at] as number) * (mostFindings + 1) + Math.min(entries[at] as number, mostFindings);
		}
	};
	fill(found.v4, tally.findings4, 0);
	fill(found.v6, tally.findings6, four);
	keys.sort();
	const numbers = new Uint32Array(keys.length);
	const addresses = new Uint32Array(keys.length);
	const findings = new Uint32Array(keys.length);
	let count = 0;
	for (const key of keys) {
		const number = Math.floor(key / (mostFindings + 1));
		if (count === 0 || numbers[count - 1] !== number) numbers[count++] = number;
		addresses[count - 1] = (addresses[count - 1] as number) + 1;
		findings[count - 1] = (findings[count - 1] as number) + (key % (mostFindings + 1));
	}
	return { numbers, addresses, findings, count };
}

/** Judging asks for no more of a contact than its holder tells. */
function judge(holder: Holder, { asOf }: LocalRegistry, rules: ContactRules): OperatorCount {
	const contact: Contact = {
		...holder,
		...{ range: nowhere, leaf: false, netname: null, asn: null, suspect: false, others: [] },
		...{ source: "registry", path: [], asOf },
	};
	const { bucket, reason, operator, mailboxes, country } = classify(noQuestion, contact, rules);
	return { operator, mailboxes, country, bucket, reason, addresses: 0, findings: 0 };
}

/**
 * Who holds the addresses of a report, by the local registry alone: one entry per operator (its set of mailboxes) and reason not to
 * mail, the most addresses first. Networks, hosts and URLs are left out: `tally.others` has them. Asks nobody, stores nothing.
 */
export function attributeReport(tally: ReportTally, registry: LocalRegistry, rules: ContactRules): OperatorCount[] {
	const { numbers, addresses, findings, count } = countByRange(tally, registry);
	const isUnregistered = numbers[0] === 0 && count > 0;
	const registered = numbers.subarray(isUnregistered ? 1 : 0, count);
	const { of, count: holders, holder } = registry.holdersOf(registered);
	const groups = new Map<string, OperatorCount>();
	const groupOf = (made: OperatorCount): OperatorCount => {
		const { bucket, operator, mailboxes, country, reason } = made;
		const key = [bucket, mailboxes.join(), ...(bucket === null ? [] : [operator, country, reason])].join("\n");
		const known = groups.get(key);
		if (known !== undefined) return known;
		groups.set(key, made);
		return made;
	};
	const byHolder = Array.from({ length: holders }, (_, number) => groupOf(judge(holder(number), registry, rules)));
	const add = (group: OperatorCount, at: number) => {
		group.addresses += addresses[at] as number;
		group.findings += findings[at] as number;
	};
	if (isUnregistered) {
		const nobody = { operator: "", mailboxes: [], country: null, addresses: 0, findings: 0 };
		add(groupOf({ ...nobody, bucket: "no-contact", reason: "not-registered" }), 0);
	}
	const from = isUnregistered ? 1 : 0;
	for (let at = 0; at < of.length; at++) add(byHolder[of[at] as number] as OperatorCount, at + from);
	return [...groups.values()].sort((a, b) => b.addresses - a.addresses);
}

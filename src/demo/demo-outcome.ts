import type { Bucket } from "../core/contact/contact.ts";
import { demoNetworks } from "./demo-networks.ts";

/** What the demo must end in: one notice per set of mailboxes, and the buckets of all that is not mailed. */
export interface DemoOutcome {
	/** By mailboxes; `ranges` are the only networks whose addresses may stand in that mail. */
	readonly notices: readonly {
		readonly mailboxes: readonly string[];
		readonly findings: number;
		readonly ranges: readonly string[];
	}[];
	readonly buckets: Readonly<Partial<Record<Bucket, number>>>;
}

/**
 * The outcome of the demo's report with the demo's registry and nothing else asked; `rules` tells whether the demo's
 * directory and opt-outs are in force (as in the demo) or not (as in a dry run on a fresh folder).
 */
export function demoOutcome(rules: "with-rules" | "without-rules"): DemoOutcome {
	const notices = new Map<string, { mailboxes: readonly string[]; findings: number; ranges: string[] }>();
	const buckets: Partial<Record<Bucket, number>> = {};
	for (const { outcome: ruled, withoutRules, findings, range } of demoNetworks) {
		if (findings === 0) continue;
		const outcome = rules === "without-rules" && withoutRules !== null ? { mailboxes: withoutRules } : ruled;
		if ("bucket" in outcome) {
			buckets[outcome.bucket] = (buckets[outcome.bucket] ?? 0) + findings;
			continue;
		}
		const key = outcome.mailboxes.join(",");
		const notice = notices.get(key) ?? { mailboxes: outcome.mailboxes, findings: 0, ranges: [] };
		notice.findings += findings;
		notice.ranges.push(range);
		notices.set(key, notice);
	}
	return { notices: [...notices.values()], buckets };
}

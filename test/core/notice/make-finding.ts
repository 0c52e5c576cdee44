import type { Finding } from "../../../src/core/report/finding.ts";
import { parseTarget } from "../../../src/core/report/parse-target.ts";

let next = 0;

/** A finding on `target`, read as a report's would be. */
export function makeFinding(target: string, more: Partial<Omit<Finding, "target">> = {}): Finding {
	const parsed = parseTarget(target);
	if (!("target" in parsed)) throw new Error(`not a target: ${target}`);
	next += 1;
	return {
		id: next,
		target: parsed.target,
		port: null,
		protocol: null,
		firstSeen: null,
		lastSeen: null,
		details: {},
		line: next,
		count: 1,
		...more,
	};
}

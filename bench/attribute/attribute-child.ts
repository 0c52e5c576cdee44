import { createHash } from "node:crypto";
import { attributeReport, type OperatorCount } from "../../src/app/attribute-report.ts";
import { tallyInput } from "../../src/cli/read-input.ts";
import { loadConfig } from "../../src/config.ts";
import type { ContactRules } from "../../src/core/contact/classify.ts";
import { ruleIndex } from "../../src/core/contact/rule-index.ts";
import { consumerDomains } from "../../src/lookup/consumer-domains.ts";
import { openIndex } from "../../src/registry/open-index.ts";

export interface AttributeOutcome {
	readonly rows: number;
	/** Rows that name no target, and those that name special-use space. */
	readonly broken: number;
	readonly special: number;
	readonly duplicates: number;
	readonly groups: number;
	/** Of all groups: whom, and how many findings. */
	readonly checksum: string;
	/** From the closed index and the report's first byte to the groups. */
	readonly ms: number;
	readonly peakRssMb: number;
}

const keyOf = ({ bucket, mailboxes }: OperatorCount) =>
	bucket === null
		? mailboxes.join()
		: bucket === "no-contact"
			? ""
			: bucket === "several-operators"
				? "several"
				: bucket;

/** What `meldkamer inspect --operators` does, but for printing. */
const [, , indexPath = "", reportPath = ""] = process.argv;
const config = loadConfig();
const start = performance.now();
const attribution = attributeReport(openIndex(indexPath));
const reading = tallyInput(reportPath, null, { config, take: attribution.take });
const rules: ContactRules = {
	...{ directory: ruleIndex([]), optOuts: ruleIndex([]), badMailboxes: new Set() },
	...{ countries: config.HOTLINE_COUNTRIES, freshSince: "2026-01-01T00:00:00.000Z" },
	consumerDomains: consumerDomains(config.CONSUMER_MAIL_DOMAINS),
};
const tally = await reading;
const operators = attribution.finish(tally, rules);
const ms = performance.now() - start;
const peakRssMb = process.resourceUsage().maxRSS / 1024;
const groups = new Map<string, number>();
for (const operator of operators) groups.set(keyOf(operator), (groups.get(keyOf(operator)) ?? 0) + operator.findings);
const lines = Array.from(groups, ([who, count]) => `${who} ${count}`).sort();
const { rows, problemRows, problems, duplicates } = tally.summary;
const special = problems.find(({ reason }) => reason === "special-use")?.count ?? 0;
const outcome: AttributeOutcome = {
	...{ rows, broken: problemRows - special, special, duplicates, groups: groups.size, ms, peakRssMb },
	checksum: createHash("sha256").update(lines.join("\n")).digest("hex"),
};
process.stdout.write(JSON.stringify(outcome));

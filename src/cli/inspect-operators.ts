import { attributeReport, type OperatorCount } from "../app/attribute-report.ts";
import type { Config } from "../config.ts";
import type { ContactRules } from "../core/contact/classify.ts";
import { ruleIndex } from "../core/contact/rule-index.ts";
import { consumerDomains } from "../lookup/consumer-domains.ts";
import { openCliRegistry } from "./open-cli-registry.ts";
import { CliRefusal, type ExitStatus, exitStatus, print } from "./outcome.ts";
import { fileSize, tallyInput } from "./read-input.ts";

export interface OperatorFlags {
	readonly json: boolean;
	readonly column: number | null;
	/** Folder with an index or split files; null = that of the settings. */
	readonly registry: string | null;
}

function lineOf({ bucket, operator, mailboxes, country, addresses, networks, reason }: OperatorCount): string {
	const targets = [
		...(addresses > 0 ? [`${addresses} addresses`] : []),
		...(networks > 0 ? [`${networks} networks`] : []),
	].join(", ");
	const who = [
		operator === "" ? "nobody known" : operator,
		...(mailboxes.length > 0 ? [`<${mailboxes.join(", ")}>`] : []),
		...(country === null ? [] : [`(${country})`]),
	].join(" ");
	return `${bucket ?? "mail"}  ${targets}: ${who}${reason === null ? "" : `; ${reason}`}`;
}

/**
 * `inspect FILE --operators`: who holds what a report names, by the registry's index alone. The team's directory and opt-outs do not
 * count here. Asks nobody, stores nothing.
 */
export async function inspectOperators(file: string, flags: OperatorFlags, config: Config): Promise<ExitStatus> {
	await fileSize(file);
	const registry = await openCliRegistry(flags.registry, config);
	if (registry === null)
		throw new CliRefusal(
			'There is no index of the registry yet. Make it with "meldkamer registry update", or name a folder with --registry.',
		);
	const attribution = attributeReport(registry);
	const reading = tallyInput(file, flags.column, { config, take: attribution.take });
	const rules: ContactRules = {
		...{ directory: ruleIndex([]), optOuts: ruleIndex([]), badMailboxes: new Set() },
		...{ countries: config.HOTLINE_COUNTRIES, freshSince: registry.asOf },
		consumerDomains: consumerDomains(config.CONSUMER_MAIL_DOMAINS),
	};
	const tally = await reading;
	const operators = attribution.finish(tally, rules);
	const { rows, findings, duplicates, problemRows, problems } = tally.summary;
	const attributed = operators.reduce((sum, { findings: own }) => sum + own, 0);
	const hosts = findings - attributed;
	if (flags.json) {
		print(JSON.stringify({ rows, findings, duplicates, problemRows, problems, hosts, operators }));
		return exitStatus.fine;
	}
	print(`${rows} rows = ${findings} findings + ${duplicates} duplicates + ${problemRows} unusable rows`);
	for (const { reason, count } of problems) print(`${count} × ${reason}`);
	for (const operator of operators) print(lineOf(operator));
	if (hosts > 0) print(`${hosts} findings name a host: the registry does not know those`);
	print("By the registry alone: the directory and the opt-outs were not looked at.");
	return exitStatus.fine;
}

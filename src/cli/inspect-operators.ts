import { createReadStream } from "node:fs";
import { basename } from "node:path";
import { attributeReport } from "../app/attribute-report.ts";
import type { Config } from "../config.ts";
import { ruleIndex } from "../core/contact/rule-index.ts";
import { createReportReader } from "../intake/report-reader.ts";
import { consumerDomains } from "../lookup/consumer-domains.ts";
import { openCliRegistry } from "./open-cli-finder.ts";
import { CliRefusal, type ExitStatus, exitStatus, print } from "./outcome.ts";
import { fileSize } from "./read-input.ts";

export interface OperatorFlags {
	readonly json: boolean;
	readonly column: number | null;
	/** Folder with an index or split files; null = that of the settings. */
	readonly registry: string | null;
}

/** `inspect FILE --operators`: who holds the addresses of a report, by the registry's index alone. Asks nobody, stores nothing. */
export async function inspectOperators(file: string, flags: OperatorFlags, config: Config): Promise<ExitStatus> {
	const totalBytes = await fileSize(file);
	const registry = await openCliRegistry(flags.registry, config);
	if (registry === null)
		throw new CliRefusal(
			'There is no index of the registry yet. Make it with "meldkamer registry update", or name a folder with --registry.',
		);
	const bytes = createReadStream(file, { highWaterMark: 256 * 1024 }) as AsyncIterable<Uint8Array>;
	const column = flags.column === null ? null : flags.column - 1;
	const input = { fileName: basename(file), bytes, totalBytes, column, allowedSpecialUse: config.ALLOWED_SPECIAL_USE };
	const result = await createReportReader().tally(input, AbortSignal.timeout(3_600_000));
	if (result.kind === "unreadable") throw new CliRefusal(`The report could not be read: ${result.reason}.`);
	if (result.kind === "column-needed")
		throw new CliRefusal(
			"It is not clear which column has the addresses. Run it without --operators to see them, then name one with --column.",
		);
	const { tally } = result;
	const groups = attributeReport(tally, registry, {
		...{ directory: ruleIndex([]), optOuts: ruleIndex([]), badMailboxes: new Set() },
		...{ countries: config.HOTLINE_COUNTRIES, freshSince: registry.asOf },
		consumerDomains: consumerDomains(config.CONSUMER_MAIL_DOMAINS),
	});
	const { rows, findings, duplicates, problemRows } = tally.summary;
	if (flags.json) {
		print(JSON.stringify({ rows, findings, duplicates, problemRows, others: tally.others.length, operators: groups }));
		return exitStatus.fine;
	}
	print(`${rows} rows = ${findings} findings + ${duplicates} duplicates + ${problemRows} unusable rows`);
	for (const { bucket, operator, mailboxes, country, addresses } of groups) {
		const who = `${operator === "" ? "nobody known" : operator}${mailboxes.length > 0 ? ` <${mailboxes.join(", ")}>` : ""}`;
		print(`${bucket ?? "mail"}  ${addresses} × ${who}${country === null ? "" : ` (${country})`}`);
	}
	if (tally.others.length > 0) print(`${tally.others.length} networks, hosts and URLs are not looked up here`);
	return exitStatus.fine;
}

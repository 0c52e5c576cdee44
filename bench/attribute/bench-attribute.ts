import { spawnSync } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Bench } from "../bench.ts";
import { medianPair } from "../figure.ts";
import { bundled, runForJson } from "../plain-child.ts";
import type { Networks } from "../registry/made-up-networks.ts";
import type { AttributeOutcome } from "./attribute-child.ts";
import { writeBisectTable } from "./write-bisect-table.ts";
import { type ReportFacts, writeReportOf } from "./write-report-of.ts";

export interface AttributeRun {
	/** An index of the networks. */
	readonly index: string;
	readonly networks: readonly [Networks, Networks];
	readonly rows: number;
	readonly rounds: number;
}

/** A whole report, from bytes to operators: parsed, without duplicates, attributed by all networks, grouped. No database. */
export async function benchAttribute(bench: Bench, { index, networks, rows, rounds }: AttributeRun): Promise<void> {
	if (spawnSync("python3", ["-c", "import csv, ipaddress, bisect, resource"], { stdio: "ignore" }).status !== 0) {
		bench.note("no python3: the whole report is left out");
		return;
	}
	const [report, table] = [join(bench.folder, "report.csv"), join(bench.folder, "bisect")];
	const facts = await writeReportOf(report, networks, rows);
	await mkdir(table);
	await writeBisectTable(table, networks);
	bench.note(`a report of ${rows} rows, ${(facts.bytes / 1e6).toFixed(1)} MB, ${facts.broken} broken`);
	const child = await bundled(bench, join(import.meta.dirname, "attribute-child.ts"));
	const script = join(import.meta.dirname, "csv-ipaddress-bisect.py");
	const outcomes: { readonly ours: AttributeOutcome; readonly peer: AttributeOutcome }[] = [];
	for (let round = 0; bench.again(round, rounds); round++) {
		const ours = await runForJson<AttributeOutcome>(bench, process.execPath, [child, index, report]);
		const peer = await runForJson<AttributeOutcome>(bench, "python3", [script, report, table]);
		check(ours, peer, facts);
		outcomes.push({ ours, peer });
	}
	const add = (name: string, unit: string, of: (outcome: AttributeOutcome) => number) => {
		const pair = medianPair(outcomes.map(({ ours, peer }) => ({ ours: of(ours), peer: of(peer) })));
		const peer = "Python csv + ipaddress + bisect";
		bench.add({ name: `registry.${name}`, value: pair.ours, unit, peer, peerValue: pair.peer });
	};
	add("report", "rows/s", ({ ms }) => (rows / ms) * 1000);
	add("report-time", "s", ({ ms }) => ms / 1000);
	add("report-memory", "MB", ({ peakRssMb }) => peakRssMb);
}

/** Who comes to other groups has no speed. */
function check(ours: AttributeOutcome, peer: AttributeOutcome, facts: ReportFacts): void {
	const { ms: _, peakRssMb: __, ...result } = ours;
	for (const [key, value] of Object.entries(result)) {
		const other = peer[key as keyof AttributeOutcome];
		if (other !== value) throw new Error(`the whole report: ${key} is ${value} here and ${other} in Python`);
	}
	const wrong = (["rows", "broken", "special"] as const).find((key) => ours[key] !== facts[key]);
	if (wrong !== undefined)
		throw new Error(`the whole report: ${wrong} is ${ours[wrong]}, and ${facts[wrong]} were written`);
}

import { spawnSync } from "node:child_process";
import { join } from "node:path";
import type { Bench } from "../bench.ts";
import { medianPair } from "../figure.ts";
import { bundled, runForJson } from "../plain-child.ts";
import { benchStoring } from "./bench-storing.ts";
import type { ReadOutcome } from "./read-child.ts";
import { type ReportFacts, writeReport } from "./write-report.ts";

/**
 * From bytes to findings: rows per second and peak memory of the product's reader beside csv-parse alone and a Python script, each in a
 * process of its own; and the same with the findings stored, beside a bare `insert … select unnest`.
 */
export async function benchIntake(bench: Bench): Promise<void> {
	const report = join(bench.folder, "report.csv");
	const facts = await writeReport(report, bench.quick ? 50_000 : 1_000_000);
	bench.note(
		`${facts.rows} rows, ${(facts.bytes / 1e6).toFixed(1)} MB, ${facts.broken} broken, ${facts.repeated} repeated`,
	);
	await benchReading(bench, { report, facts, rounds: 3 });
	await benchStoring(bench, { report, facts, rounds: bench.quick ? 2 : 3 });
}

export interface IntakeRun {
	readonly report: string;
	readonly facts: ReportFacts;
	readonly rounds: number;
}

/** Exported for the test of its lines. */
export async function benchReading(bench: Bench, { report, facts, rounds }: IntakeRun): Promise<void> {
	const child = await bundled(bench, join(import.meta.dirname, "read-child.ts"));
	const read = (reader: string) =>
		runForJson<ReadOutcome>(bench, process.execPath, [child, reader, report]).then((outcome) =>
			checked(reader, outcome, facts),
		);
	const python = hasPython() ? join(import.meta.dirname, "csv-ipaddress.py") : null;
	if (python === null) bench.note("no python3: its figures are left out");
	const ours: ReadOutcome[] = [];
	const csvParse: ReadOutcome[] = [];
	const scripts: ReadOutcome[] = [];
	for (let round = 0; bench.again(round, rounds); round++) {
		ours.push(await read("ours"));
		csvParse.push(await read("csv-parse"));
		if (python !== null) scripts.push(checked("Python", await runForJson(bench, "python3", [python, report]), facts));
	}
	const peers = [
		{ peer: "csv-parse alone, cells only", outcomes: csvParse },
		{ peer: "Python csv + ipaddress", outcomes: scripts },
	].filter(({ outcomes }) => outcomes.length > 0);
	const speed = ({ rows, ms }: ReadOutcome) => (rows / ms) * 1000;
	for (const { peer, outcomes } of peers) {
		bench.add({ name: "intake.parsed", unit: "rows/s", peer, ...pairOf(ours, outcomes, speed) });
		bench.add({ name: "intake.peak-memory", unit: "MB", peer, ...pairOf(ours, outcomes, (one) => one.peakRssMb) });
	}
}

function pairOf(
	ours: readonly ReadOutcome[],
	peers: readonly ReadOutcome[],
	of: (outcome: ReadOutcome) => number,
): { readonly value: number; readonly peerValue: number } {
	const pair = medianPair(ours.map((one, round) => ({ ours: of(one), peer: of(peers[round] as ReadOutcome) })));
	return { value: pair.ours, peerValue: pair.peer };
}

/** A reader that lost or made up rows has no speed. */
function checked(reader: string, outcome: ReadOutcome, facts: ReportFacts): ReadOutcome {
	const { rows, findings, broken } = outcome;
	const wanted = facts.rows - facts.broken - facts.repeated;
	const right =
		rows === facts.rows && (findings === null || findings === wanted) && (broken === null || broken === facts.broken);
	if (!right)
		throw new Error(
			`${reader} read ${rows} rows, ${findings} findings, ${broken} broken; there are ${facts.rows}, ${wanted}, ${facts.broken}`,
		);
	return outcome;
}

function hasPython(): boolean {
	return spawnSync("python3", ["-c", "import csv, ipaddress, resource"], { stdio: "ignore" }).status === 0;
}

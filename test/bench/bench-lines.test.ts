import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { type OpenBench, openBench } from "../../bench/bench.ts";
import { type Figure, medianPair, percentile, toFigure } from "../../bench/figure.ts";
import { benchReading } from "../../bench/intake/bench-intake.ts";
import { writeReport } from "../../bench/intake/write-report.ts";
import { benchLiveOf } from "../../bench/live/bench-live.ts";
import { benchMailOf } from "../../bench/mail/bench-mail.ts";
import { benchPrivate } from "../../bench/private/bench-private.ts";
import { benchRegistryOf } from "../../bench/registry/bench-registry.ts";
import { memoryContactCache } from "../../src/app/memory-contact-cache.ts";

const hasPython = spawnSync("python3", ["-c", "import csv, ipaddress, bisect, resource"]).status === 0;

let bench: OpenBench | null = null;
afterEach(async () => {
	await bench?.end();
	bench = null;
});

/** Runs a bench of a tiny size; gives its figures. Its own checks (nothing lost, right networks, all mails arrived) run too. */
async function figuresOf(run: (bench: OpenBench) => Promise<void>): Promise<Figure[]> {
	const figures: Figure[] = [];
	bench = await openBench({ quick: true, onFigure: (figure) => figures.push(figure), onNote: () => {} });
	await run(bench);
	for (const figure of figures) {
		expect(Object.keys(figure)).toEqual(["name", "value", "unit", "peer", "peerValue", "ratio"]);
		expect(figure.ratio).toBeCloseTo(figure.value / figure.peerValue, 1);
	}
	return figures;
}

const names = (figures: readonly Figure[]) => [...new Set(figures.map(({ name }) => name))];

describe("the benches, very small", () => {
	it("intake: every reader comes to what was written", async () => {
		const figures = await figuresOf(async (open) => {
			const report = join(open.folder, "report.csv");
			await benchReading(open, { report, facts: await writeReport(report, 500), rounds: 1 });
		});
		expect(names(figures)).toEqual(["intake.parsed", "intake.peak-memory"]);
	});

	it("registry: product and peer give the same mailboxes, those that a full scan finds", async () => {
		const shape = { inetnum: 3000, inet6num: 900, organisations: 60, roles: 80, routes: 100 };
		const figures = await figuresOf((open) =>
			benchRegistryOf(open, { ...shape, lookUps: 2000, rows: 3000, rounds: 1 }),
		);
		const parts = ["build", "build-memory", "file", "open", "look-up", "sorted-batch", "peak-memory", "mailboxes"];
		const whole = hasPython ? ["report", "report-time", "report-memory"] : [];
		expect(names(figures)).toEqual([...parts, ...whole].map((part) => `registry.${part}`));
	});

	it("live: fewer questions than addresses, nobody gets another's, none after a restart", async () => {
		const size = { name: "tiny", leaves: 40, addresses: 200, allocations: 2, place: 0 };
		const figures = await figuresOf((open) => benchLiveOf(open, size, memoryContactCache()));
		expect(names(figures)).toEqual(["requests", "requests-again", "wrong", "time"].map((name) => `live.tiny.${name}`));
		const ratio = (name: string) => figures.find((figure) => figure.name === `live.tiny.${name}`)?.ratio;
		expect(ratio("requests")).toBeLessThan(1);
		expect(ratio("requests-again")).toBe(0);
		expect(ratio("wrong")).toBe(0);
	});

	it("mail: every mail arrives, over each way", async () => {
		const figures = await figuresOf((open) => benchMailOf(open, { mails: 5, rounds: 1 }));
		expect(names(figures)).toEqual(["mail.smtp", "mail.eml-folder"]);
	});
});

describe("the bench of private persons", () => {
	it("finds more of them than the lists it is measured beside, and holds few others", async () => {
		const figures = await figuresOf(benchPrivate);
		expect(names(figures)).toEqual([
			"private.recall",
			"private.precision",
			"private.recall-held-out",
			"private.precision-held-out",
		]);
		for (const { name, value, ratio } of figures) {
			expect(value).toBeGreaterThan(name.startsWith("private.recall") ? 97 : 90);
			if (name.startsWith("private.recall")) expect(ratio).toBeGreaterThan(1);
		}
	});
});

describe("what a bench says", () => {
	it("has a ratio of value to peer, and four digits that count", () => {
		const measured = { name: "x.y", value: 12_345.678, unit: "rows/s", peer: "other", peerValue: 24_691.356 };
		expect(toFigure(measured)).toEqual({ ...measured, value: 12_350, peerValue: 24_690, ratio: 0.5 });
	});

	it.each([
		[Number.NaN, 1],
		[1, 0],
		[Number.POSITIVE_INFINITY, 1],
		[-1, 1],
	])("is never made of %d beside %d", (value, peerValue) => {
		expect(() => toFigure({ name: "x.y", value, unit: "ms", peer: "other", peerValue })).toThrow("was not measured");
	});

	it("takes both values from the round with the median ratio", () => {
		const slow = { ours: 10, peer: 20 };
		const lucky = { ours: 90, peer: 30 };
		const unlucky = { ours: 1, peer: 40 };
		expect(medianPair([lucky, slow, unlucky])).toBe(slow);
		expect(() => medianPair([])).toThrow("no rounds");
	});

	it("gives percentiles by nearest rank", () => {
		const sample = [5, 1, 4, 2, 3];
		expect([0, 0.5, 0.99, 1].map((share) => percentile(sample, share))).toEqual([1, 3, 5, 5]);
		expect(() => percentile([], 0.5)).toThrow("empty");
	});
});

it("cleans up what was left, the last first, also when a part of it fails", async () => {
	const done: string[] = [];
	const notes: string[] = [];
	const open = await openBench({ quick: true, onFigure: () => {}, onNote: (text) => notes.push(text) });
	open.onEnd(() => done.push("first"));
	open.onEnd(() => Promise.reject(new Error("stuck")));
	open.onEnd(() => done.push("last"));
	await open.end();
	await open.end();
	expect(done).toEqual(["last", "first"]);
	expect(notes).toEqual(["not cleaned up: stuck"]);
	expect(existsSync(open.folder)).toBe(false);
});

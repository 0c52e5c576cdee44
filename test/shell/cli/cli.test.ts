import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { demoOutcome } from "../../../src/demo/demo-outcome.ts";
import { demoReport } from "../../../src/demo/demo-report.ts";
import { writeDemo } from "../../../src/demo/write-demo.ts";

/** The compiled command line, as `npm run meldkamer` starts it; `npm test` has built it. */
const cli = join(import.meta.dirname, "../../../dist/src/cli.js");

describe("the command line", () => {
	let folder = "";
	let report = "";
	let registry = "";
	const run = (...args: string[]) => {
		const env = {
			PATH: process.env.PATH,
			DATA_DIR: join(folder, "no-store"),
			ALLOWED_SPECIAL_USE: "192.0.2.0/24,198.51.100.0/24,203.0.113.0/24,2001:db8::/32",
		};
		const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
			cwd: folder,
			env,
			encoding: "utf8",
		});
		return { status, stdout, stderr };
	};
	const file = (name: string, text: string) => {
		const path = join(folder, name);
		writeFileSync(path, text);
		return path;
	};
	beforeAll(async () => {
		folder = mkdtempSync(join(tmpdir(), "meldkamer-cli-"));
		({ report, registry } = await writeDemo(folder));
	});
	afterAll(() => rmSync(folder, { recursive: true, force: true }));

	it("inspects a report: what was read, and where each problem stands", () => {
		const { status, stdout } = run("inspect", "--json", report);
		const demo = demoReport();
		expect(status).toBe(0);
		const found = JSON.parse(stdout);
		expect(found).toMatchObject({ format: "csv", encoding: "utf-8", rows: demo.rows, duplicates: demo.duplicates });
		expect(found).toMatchObject({ findings: demo.findings, columns: { target: "ip", port: "port" } });
		expect(found.problems.map(({ reason, count }: { reason: string; count: number }) => ({ reason, count }))).toEqual(
			expect.arrayContaining([...demo.problems]),
		);
		for (const { examples } of found.problems) expect(examples[0]).toEqual({ line: expect.any(Number), column: "ip" });
	});

	it("looks targets up in the registry, one object a line", () => {
		const { status, stdout } = run(
			"lookup",
			"--json",
			"--offline",
			"--registry",
			registry,
			"192.0.2.65",
			"AS64500",
			"203.0.113.161",
		);
		expect(status).toBe(0);
		const lines = stdout
			.trim()
			.split("\n")
			.map((line) => JSON.parse(line));
		expect(Object.keys(lines[0])).toEqual([
			"target",
			"range",
			"operator",
			"mailboxes",
			"country",
			"source",
			"path",
			"bucket",
			"reason",
			"doubts",
			"asOf",
			"considered",
		]);
		expect(lines).toMatchObject([
			{
				target: "192.0.2.65",
				operator: "Molenwiek Hosting B.V.",
				mailboxes: ["abuse@molenwiek.example"],
				bucket: null,
			},
			{ target: "AS64500", mailboxes: ["abuse@molenwiek.example"] },
			{ target: "203.0.113.161", country: "DE", bucket: "abroad" },
		]);
	});

	it("makes one mail per operator in a dry run, and counts that add up", () => {
		const out = join(folder, "out");
		const { status, stdout } = run("dry-run", "--json", "--offline", "--registry", registry, "--out", out, report);
		expect(status).toBe(0);
		const found = JSON.parse(stdout);
		const expected = demoOutcome("without-rules");
		expect(found.notices).toHaveLength(expected.notices.length);
		expect(found.buckets).toEqual(expected.buckets);
		const count = (numbers: number[]) => numbers.reduce((sum, value) => sum + value, 0);
		const mailed = count(found.notices.map((notice: { findings: number }) => notice.findings));
		expect(mailed + count(Object.values(found.buckets))).toBe(found.findings);
		expect(readdirSync(out)).toHaveLength(expected.notices.length);
		for (const { file: path, mailboxes } of found.notices)
			expect(readFileSync(path, "utf8")).toContain(`To: ${mailboxes.join(", ")}`);
	});

	it.each([
		["a file that is not there", ["inspect", "/no/such.csv"], 2, /^There is no file/],
		["a command that is not there", ["nothing"], 2, /unknown command/],
		["a missing argument", ["inspect"], 2, /missing required argument/],
		["a wrong flag", ["inspect", "--column", "zero", "x"], 2, /whole number/],
		["a target that is none", ["lookup", "--offline", "???"], 2, /is not an address/],
		[
			"a registry that is not there",
			["lookup", "--offline", "--registry", "/no/such", "192.0.2.1"],
			1,
			/registry|folder/i,
		],
		["a category that is none", ["dry-run", "--out", "x", "--category", "x", "y"], 2, /--category must be one of/],
	])("answers %s in one line on stderr", (_what, args, expected, sentence) => {
		const { status, stdout, stderr } = run(...args);
		expect({ status, stdout, lines: stderr.trim().split("\n").length }).toEqual({
			status: expected,
			stdout: "",
			lines: 1,
		});
		expect(stderr).toMatch(sentence);
	});

	it("says why a file can't be read, and how to name the column when it can't be found", () => {
		expect(run("inspect", file("empty.csv", ""))).toMatchObject({
			status: 1,
			stderr: expect.stringMatching(/^The file is empty/),
		});
		const words = file("words.csv", "alpha,beta\nhello,world\n");
		expect(run("inspect", words)).toMatchObject({ status: 1, stderr: expect.stringContaining("--column N: 1 alpha") });
		expect(run("inspect", words, "--column", "2", "--json").stdout).toContain('"single-label-host"');
	});
});

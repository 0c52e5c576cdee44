import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeDemo } from "../../../src/demo/write-demo.ts";

/** The compiled command line; `npm test` has built it. */
const cli = join(import.meta.dirname, "../../../dist/src/cli.js");
const preload = join(import.meta.dirname, "../../support/no-network.cjs");

describe("with an index of the registry", () => {
	let folder = "";
	let registry = "";
	let report = "";
	const run = (...args: string[]) =>
		spawnSync(process.execPath, ["--require", preload, cli, ...args], {
			cwd: folder,
			env: {
				PATH: process.env.PATH,
				DATA_DIR: join(folder, "no-store"),
				ALLOWED_SPECIAL_USE: "192.0.2.0/24,198.51.100.0/24,203.0.113.0/24,2001:db8::/32",
			},
			encoding: "utf8",
		});
	beforeAll(async () => {
		folder = mkdtempSync(join(tmpdir(), "meldkamer-private-"));
		({ registry, report } = await writeDemo(folder));
	});
	afterAll(() => rmSync(folder, { recursive: true, force: true }));

	it("a whole report is looked up and its mails are written with no network call at all", () => {
		const { status, stdout, stderr } = run(
			"dry-run",
			report,
			"--registry",
			registry,
			"--out",
			join(folder, "mails"),
			"--json",
		);
		expect(stderr).not.toMatch(/network:/);
		expect(status).toBe(0);
		const { notices, buckets } = JSON.parse(stdout);
		expect(notices.length).toBeGreaterThan(5);
		expect(readdirSync(join(folder, "mails"))).toHaveLength(notices.length);
		// Somebody abroad and somebody without a mailbox are among them: they are not asked about either.
		expect(Object.keys(buckets)).toEqual(expect.arrayContaining(["abroad", "no-contact", "private-looking"]));
	});

	it("the guard of this test sees a call: what the index does not know is asked for", () => {
		const elsewhere = join(folder, "elsewhere.txt");
		writeFileSync(elsewhere, "8.8.8.8\n");
		const { status, stderr } = run("dry-run", elsewhere, "--registry", registry, "--out", join(folder, "none"));
		expect(stderr).toMatch(/network: /);
		expect(status).toBe(97);
	});
});

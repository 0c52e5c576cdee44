import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCli } from "../../support/run-cli.ts";

const head = "for;operator;mailboxes;forwarder;reason\r\n";

describe("the directory on the command line", () => {
	let folder = "";
	const run = (...args: string[]) => runCli(folder, ["directory", ...args], { DATA_DIR: join(folder, "data") });
	const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
	beforeAll(() => {
		folder = mkdtempSync(join(tmpdir(), "meldkamer-directory-"));
	});
	afterAll(() => rmSync(folder, { recursive: true, force: true }));

	it("has nothing to give or check before there is a store, and makes none for that", async () => {
		for (const args of [["export", "contacts", "x.csv"], ["check"]]) {
			const { status, stderr } = await run(...args);
			expect(status).toBe(1);
			expect(stderr).toMatch(/^There is no store in .*DATABASE_URL/);
		}
		expect(readdirSync(folder)).toEqual([]);
	}, 60_000);

	it("imports all of a file after showing it, and gives it back as it is", async () => {
		write(
			"contacts.csv",
			`${head}192.0.2.0/24;CERT;cert@cert.example;ja;asked\r\n192.0.2.7;Noord;a@noord.example;;'=asked\r\n`,
		);
		const dry = await run("import", "contacts", "contacts.csv", "--dry-run");
		expect(dry).toMatchObject({ status: 0, stdout: expect.stringContaining("Nothing was changed") });
		expect(dry.stdout).toMatch(/Added: 2 /);
		const done = await run("import", "contacts", "contacts.csv", "--by", "Anna");
		expect(done).toMatchObject({ status: 0, stdout: expect.stringContaining("Imported into the directory") });
		expect(done.stdout).toContain("192.0.2.7/32 is not used: forwarder 192.0.2.0/24 goes first.");
		write("out.csv", "from before");
		expect((await run("export", "contacts", "out.csv")).stdout).toMatch(/^out\.csv: 2 entries/);
		const exported = readFileSync(join(folder, "out.csv"), "utf8");
		expect(exported.split("\r\n").map((line) => line.split(",").slice(0, 8).join(","))).toEqual([
			"for,kind,operator,mailboxes,forwarder,reason,until,author",
			"192.0.2.0/24,cidr,CERT,cert@cert.example,yes,asked,,Anna",
			"192.0.2.7/32,cidr,Noord,a@noord.example,no,'=asked,,Anna",
			"",
		]);
		expect(statSync(join(folder, "out.csv")).mode & 0o077).toBe(0);
	}, 120_000);

	it("imports nothing of a file with a row that can't be taken, and says where", async () => {
		write("bad.csv", "who,reason\nAS1,asked\nAS0,\n");
		const { status, stdout, stderr } = await run("import", "optouts", "bad.csv");
		expect([status, stdout]).toEqual([1, ""]);
		expect(stderr).toMatch(/3 {2}who .*not a network/);
		expect(stderr).toMatch(/3 {2}reason .*empty/);
	}, 60_000);

	it("checks what is in each other's way; of a refused file nothing was taken", async () => {
		const { status, stdout } = await run("check");
		expect(status).toBe(1);
		expect(stdout).toMatch(/^! 2 contacts and 0 opt-outs\n.*192\.0\.2\.7\/32 is not used/);
	}, 60_000);

	it("says plainly what can't be", async () => {
		write("empty.csv", "");
		for (const [args, status, said] of [
			[["import", "contacts", "nowhere.csv"], 2, /no file nowhere\.csv/],
			[["import", "people", "out.csv"], 2, /contacts, optouts/],
			[["import", "contacts", "empty.csv"], 1, /^The file is empty\./],
			[["export", "contacts", "no/such/folder.csv"], 2, /no folder no\/such/],
		] as const) {
			const outcome = await run(...args);
			expect(outcome.status).toBe(status);
			expect(outcome.stderr).toMatch(said);
		}
	}, 120_000);
});

import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import PostalMime from "postal-mime";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCli } from "../../support/run-cli.ts";

let folder = "";
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "preview-"));
	await mkdir(join(folder, "good/nl"), { recursive: true });
	await mkdir(join(folder, "bad/nl"), { recursive: true });
	const mail = await readFile(join(import.meta.dirname, "../../../templates/nl/mail.txt"), "utf8");
	await writeFile(
		join(folder, "good/nl/mail.txt"),
		mail.replace("L.S.,", "Beste beheerder, zie https://ons.example/zaak/{{number}}"),
	);
	await writeFile(join(folder, "bad/nl/mail.txt"), mail.replace("{{website}}", "{{web}}"));
});
afterAll(() => rm(folder, { recursive: true }));

const preview = (args: readonly string[], settings: Readonly<Record<string, string>> = {}) =>
	runCli(folder, ["preview", ...args], { HOTLINE_NAME: "Meldpunt Noord", ...settings });

describe("meldkamer preview", () => {
	it("prints a mail about made-up systems, with the hotline's name", async () => {
		const { status, stdout } = await preview(["phishing"]);
		expect(status).toBe(0);
		expect(stdout).toMatch(/^Subject: \[NSM-2026-0042\] 3 adressen met phishing in uw netwerk: .+\n\nL\.S\.,\n/);
		expect(stdout).toContain("Wij zijn Meldpunt Noord");
		expect(stdout).toContain("192.0.2.3");
	});

	it("takes languages, round, part, rows and the mark of a test", async () => {
		const flags = ["--order", "en", "--round", "2", "--part", "2/3", "--rows", "1", "--test"];
		const { stdout } = await preview(flags, { CASE_PREFIX: "ABC" });
		expect(stdout).toMatch(
			/^Subject: \[TEST\] \[ABC-2026-0042\] Repeat: 1 vulnerable system in your network \(part 2 of 3\): /,
		);
		expect(stdout).toContain("on 21 November\n2026");
		expect(stdout).not.toContain("L.S.");
	});

	it("writes every category in both orders as files that a mail program opens", async () => {
		const settings = { TEMPLATES_DIR: join(folder, "good") };
		const { status, stdout, stderr } = await preview(["--all", "--out", "mails"], settings);
		expect(`${status} ${stderr}`).toBe("0 ");
		expect(stdout.trim().split("\n")).toHaveLength(12);
		const files = await readdir(join(folder, "mails"));
		expect(files).toHaveLength(24);
		const mail = await PostalMime.parse(await readFile(join(folder, "mails/fraud-shop-nl-en.eml")));
		expect(mail.from?.name).toBe("Meldpunt Noord");
		expect(mail.text).toContain("Beste beheerder, zie https://ons.example/zaak/NSM-2026-0042\n");
		expect(mail.attachments.map(({ filename }) => filename)).toEqual(["NSM-2026-0042.csv"]);
		expect(await readFile(join(folder, "mails/other-en-nl.txt"), "utf8")).toMatch(/^Subject: .+\n\nDear abuse team,/);
	});

	it("prints all of them with a line between", async () => {
		const { stdout } = await preview(["--all", "--order", "nl"]);
		expect(stdout.match(/^===== .+ =====$/gm)).toHaveLength(6);
	});

	it("only checks, and says file and line of what is wrong", async () => {
		const good = await preview(["--check"], { TEMPLATES_DIR: join(folder, "good") });
		expect(good).toMatchObject({ status: 0, stdout: "The templates are in order.\n" });
		const bad = await preview(["--check"], { TEMPLATES_DIR: join(folder, "bad") });
		expect(bad).toMatchObject({ status: 1, stdout: "" });
		expect(bad.stderr).toMatch(
			/bad\/nl\/mail\.txt, line \d+: there is no placeholder {{web}}\. Here you can use: number, .*\n$/,
		);
	});

	it("stops the bot before it opens its store, and shows in the doctor's list", async () => {
		const settings = { TEMPLATES_DIR: join(folder, "bad"), DATA_DIR: join(folder, "data") };
		const start = await runCli(folder, ["start"], settings);
		expect(start.status).toBe(1);
		expect(start.stderr).toContain("there is no placeholder {{web}}");
		expect(await readdir(folder)).not.toContain("data");
		const doctor = await runCli(folder, ["doctor"], { ...settings, LIVE_LOOKUP: "off" });
		expect(doctor.stdout).toMatch(/\nTemplates\n✗ .+mail\.txt, line \d+: .+\n {2}→ Change the file/);
	});

	it.each([["--part", "4/3"], ["--part", "x"], ["--order", "de"], ["--rows", "0"], ["spam"]])(
		"does not take %s %s",
		async (...args) => {
			const { status, stdout } = await preview(args);
			expect(status).toBe(2);
			expect(stdout).toBe("");
		},
	);
});

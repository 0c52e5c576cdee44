import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { FakeDiscord } from "../../support/fake-discord/fake-discord.ts";
import { startFakeDiscord } from "../../support/fake-discord/start-fake-discord.ts";
import { runCli } from "../../support/run-cli.ts";

describe("the command line, for Discord", () => {
	let fake: FakeDiscord;
	let folder = "";

	const run = (args: readonly string[], settings: Readonly<Record<string, string>> = {}) =>
		runCli(folder, args, settings);

	beforeAll(async () => {
		folder = mkdtempSync(join(tmpdir(), "meldkamer-doctor-"));
		fake = await startFakeDiscord();
	});
	afterAll(async () => {
		expect(await fake.violations()).toEqual([]);
		await fake.close();
		rmSync(folder, { recursive: true, force: true });
	});

	test("doctor: what to do about what is wrong, and 1; after that all is well, and 0", async () => {
		const before = await run(["doctor"], fake.settings);
		const registered = await run(["discord", "register"], fake.settings);
		const after = await run(["doctor", "--json"], fake.settings);

		expect(before.status).toBe(1);
		expect(before.stdout).toMatch(/^Discord\n✓ The token is good/);
		expect(before.stdout).toContain(
			"✗ The commands in the server are not those of this version.\n  → Run `meldkamer discord",
		);
		expect(before.stdout).toMatch(/\n1 thing to put right\.\n$/);
		expect(registered).toMatchObject({ status: 0, stdout: expect.stringMatching(/^Registered \d+ commands\.\n$/) });
		expect(after.status).toBe(0);
		const findings = after.stdout
			.trim()
			.split("\n")
			.map((line) => JSON.parse(line));
		expect(findings.every(({ ok }) => ok === true)).toBe(true);
		expect(new Set(findings.map(({ platform }) => platform))).toEqual(
			new Set(["discord", "mail", "templates", "registry"]),
		);
	});

	test("doctor: Discord that is not set up, or half", async () => {
		const none = await run(["doctor"], {});
		const noneAsJson = await run(["doctor", "--json"], {});
		const half = await run(["doctor"], { DISCORD_TOKEN: fake.token });

		expect(none).toMatchObject({ status: 1, stdout: expect.stringMatching(/^✗ Neither Discord nor Slack is set up/) });
		const [first = ""] = noneAsJson.stdout.split("\n");
		expect(JSON.parse(first)).toMatchObject({ platform: null, ok: false });
		expect(half.status).toBe(1);
		expect(half.stdout).toContain("✗ DISCORD_SERVER");
		expect(half.stdout).toContain("✗ DISCORD_VOLUNTEER_ROLES");
	});

	test("invite needs the token only", async () => {
		const { DISCORD_API_URL = "", DISCORD_TOKEN = "" } = fake.settings;
		const link = await run(["discord", "invite"], { DISCORD_API_URL, DISCORD_TOKEN });
		const without = await run(["discord", "invite"], { DISCORD_API_URL });
		const refused = await run(["discord", "invite"], { DISCORD_API_URL, DISCORD_TOKEN: `${DISCORD_TOKEN}x` });

		expect(link).toMatchObject({ status: 0, stderr: "" });
		expect(new URL(link.stdout).searchParams.get("client_id")).toBe(fake.applicationId);
		expect(without).toMatchObject({ status: 1, stdout: "", stderr: expect.stringContaining("DISCORD_TOKEN") });
		expect(refused).toMatchObject({ status: 1, stdout: "", stderr: expect.stringContaining("Reset Token") });
	});

	test("register needs a server", async () => {
		const { DISCORD_API_URL = "", DISCORD_TOKEN = "" } = fake.settings;
		const without = await run(["discord", "register"], { DISCORD_API_URL, DISCORD_TOKEN });
		const other = await run(["discord", "register"], { ...fake.settings, DISCORD_SERVER: "1180000000000000999" });

		expect(without).toMatchObject({ status: 1, stderr: expect.stringContaining("DISCORD_SERVER") });
		expect(other).toMatchObject({ status: 1, stderr: expect.stringContaining("meldkamer discord invite") });
	});
});

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { FakeSlack } from "../../support/fake-slack/fake-slack.ts";
import { startFakeSlack } from "../../support/fake-slack/start-fake-slack.ts";
import { runCli } from "../../support/run-cli.ts";

const root = join(import.meta.dirname, "../../..");

describe("the command line, for Slack", () => {
	let fake: FakeSlack;
	let folder = "";

	const run = (args: readonly string[], settings: Readonly<Record<string, string>> = {}) =>
		runCli(folder, args, settings);

	beforeAll(async () => {
		folder = mkdtempSync(join(tmpdir(), "meldkamer-doctor-slack-"));
		fake = await startFakeSlack();
	});
	afterAll(async () => {
		expect(await fake.violations()).toEqual([]);
		await fake.close();
		rmSync(folder, { recursive: true, force: true });
	});

	test("doctor: what to do about what is wrong, and 1; after that all is well, and 0", async () => {
		await fake.setMember(fake.channels.status, false);
		const before = await run(["doctor"], fake.settings);
		await fake.setMember(fake.channels.status, true);
		const after = await run(["doctor", "--json"], fake.settings);

		expect(before).toMatchObject({ status: 1, stdout: expect.stringMatching(/^Slack\n✓ The bot's token is good/) });
		expect(before.stdout).toContain("✗ Status: the bot is not in #status.\n  → Type /invite @meldkamer in #status.\n");
		expect(before.stdout).toMatch(/\n\n1 thing to put right\.\n$/);
		expect(after.status).toBe(0);
		const lines = after.stdout
			.trim()
			.split("\n")
			.map((line) => JSON.parse(line));
		expect(new Set(lines.map(({ platform }) => platform))).toEqual(new Set(["slack", "mail", "templates", "registry"]));
		for (const line of lines) expect(line).toMatchObject({ ok: true });
	});

	test("doctor: each platform under its own heading, also where settings lack", async () => {
		const token = `${"A".repeat(24)}.BBBBBB.${"C".repeat(27)}`;
		const { SLACK_APP_TOKEN: _, ...half } = fake.settings;
		const both = await run(["doctor"], { ...half, DISCORD_TOKEN: token });

		expect(both.status).toBe(1);
		expect(both.stdout).toMatch(
			/^Discord\n✗ DISCORD_SERVER: .+\n\nSlack\n✗ SLACK_APP_TOKEN: .+\n\n\d things to put right\.\n$/s,
		);
	});

	test("manifest: prints what the file holds, or one for HTTP and in Dutch", async () => {
		const plain = await run(["slack", "manifest"], { HOTLINE_LANGUAGE: "nl" });
		const http = await run(["slack", "manifest", "--http", "https://bot.example/", "--language", "nl"]);
		const unsafe = await run(["slack", "manifest", "--http", "http://bot.example"]);

		expect(plain).toMatchObject({ status: 0, stderr: "" });
		expect(plain.stdout).toBe(readFileSync(join(root, "slack-manifest.json"), "utf8"));
		expect(JSON.parse(http.stdout)).toMatchObject({
			display_information: { description: expect.stringContaining("netwerkbeheerder") },
			settings: { event_subscriptions: { request_url: "https://bot.example/slack/events" } },
		});
		expect(unsafe).toMatchObject({ status: 2, stdout: "", stderr: expect.stringContaining("https://") });
	});
});

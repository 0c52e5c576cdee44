import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { commands } from "../../../commands/index.ts";
import { examine } from "../../../src/chat/slack/setup/examine.ts";
import { type Manifest, renderManifest } from "../../../src/chat/slack/setup/manifest.ts";
import { botScopes } from "../../../src/chat/slack/setup/scopes.ts";
import type { FakeSlack } from "../../support/fake-slack/fake-slack.ts";
import { startFakeSlack } from "../../support/fake-slack/start-fake-slack.ts";
import { examineOptions } from "./doctor-options.ts";

const configToken = { SLACK_CONFIG_TOKEN: "xoxe.xoxp-1-fake" };
const specs = commands.map(({ spec }) => spec);

describe.each([
	["socket", null],
	["http", "https://bot.example"],
] as const)("the doctor looks at the app's configuration, for SLACK_MODE=%s", (mode, url) => {
	let fake: FakeSlack;
	const manifest = renderManifest({ commands: specs, language: "en", url });
	const { features, settings } = manifest;
	/** What is said of an app with this configuration. */
	const said = async (actual: object, changes: Readonly<Record<string, string>> = {}) => {
		await fake.setManifest({ ...actual });
		const findings = await examine(examineOptions({ ...fake.settings, ...configToken, ...changes }));
		return findings.slice(findings.findIndex(({ what }) => what.includes("can be fetched")) + 1);
	};
	const withFeatures = (change: Partial<Manifest["features"]>) => ({
		...manifest,
		features: { ...features, ...change },
	});
	const withSettings = (change: object) => ({ ...manifest, settings: { ...settings, ...change } });

	beforeAll(async () => {
		fake = await startFakeSlack({ mode, rateLimits: false });
		await fake.setScopes(Object.keys(botScopes));
	});
	afterAll(async () => {
		expect(await fake.violations()).toEqual([]);
		await fake.close();
	});

	test("all is as the manifest says, in either language, under another name", async () => {
		const dutch = renderManifest({ commands: specs, language: "nl", url });
		const renamed = { ...dutch, display_information: { ...dutch.display_information, name: "Other" } };

		for (const same of [manifest, renamed])
			expect(await said(same)).toEqual([
				{ ok: true, what: "The app is configured as the manifest of this version says.", todo: null },
			]);
	});

	test("an empty app: each difference, with what to click or paste", async () => {
		const findings = await said({ display_information: { name: "Empty" } });

		expect(findings.every(({ ok }) => !ok)).toBe(true);
		const pages = ["Slash Commands", "Interactivity & Shortcuts", "Event Subscriptions", "App Home"];
		for (const page of pages)
			expect(
				findings.some(({ todo }) => todo?.includes(page)),
				page,
			).toBe(true);
		const paste = mode === "socket" ? "slack-manifest.json" : "meldkamer slack manifest --http";
		for (const { todo } of findings) expect(todo).toContain(paste);
	});

	test.each([
		["the command", withFeatures({ slash_commands: [] }), "The app has no command /meldkamer."],
		["the shortcut", withFeatures({ shortcuts: [] }), /^The app has no shortcut/],
		["the Home tab", withFeatures({ app_home: { ...features.app_home, home_tab_enabled: false } }), /Home tab is off/],
		[
			"the Messages tab",
			withFeatures({ app_home: { ...features.app_home, messages_tab_enabled: false } }),
			/Messages tab/,
		],
		["the event", withSettings({ event_subscriptions: { request_url: url ?? "", bot_events: [] } }), /app_home_opened/],
		["buttons", withSettings({ interactivity: { is_enabled: false } }), /^Interactivity is off/],
		["the way", withSettings({ socket_mode_enabled: url !== null }), /^Socket Mode is (?:on|off) for the app/],
	])("%s is not as it should be", async (_what, actual, expected) => {
		const wrong = (await said(actual)).filter(({ ok }) => !ok);

		expect(wrong[0]?.what).toMatch(expected);
		if (mode === "socket") expect(wrong).toHaveLength(1);
	});

	test("old words are advice; escaped text is not", async () => {
		const [command] = features.slash_commands;
		if (command === undefined) throw new Error("there is a command");

		expect(await said(withFeatures({ slash_commands: [{ ...command, usage_hint: "report" }] }))).toMatchObject([
			{ ok: true, todo: expect.stringContaining("App Manifest") },
		]);
		expect(await said(withFeatures({ slash_commands: [{ ...command, should_escape: true }] }))).toMatchObject([
			{ ok: false, todo: expect.stringContaining("Escape channels") },
		]);
	});

	test("addresses count where Slack uses them", async () => {
		const [command] = features.slash_commands;
		if (command === undefined) throw new Error("there is a command");
		const elsewhere = "https://bot.example/other";
		const wrong = await said({
			...withFeatures({ slash_commands: [{ ...command, url: elsewhere }] }),
			settings: {
				...settings,
				event_subscriptions: { ...settings.event_subscriptions, request_url: "http://bot.example/slack/events" },
				interactivity: { is_enabled: true, request_url: elsewhere, message_menu_options_url: elsewhere },
			},
		});

		expect(wrong.map(({ ok }) => ok)).toEqual(mode === "socket" ? [true] : [false, false, false, false]);
	});

	test("a configuration token that Slack does not accept", async () => {
		const findings = await examine({ ...examineOptions(fake.settings), configToken: fake.botToken });

		expect(findings.at(-1)).toMatchObject({ ok: false, what: expect.stringContaining("12 hours") });
	});

	test("says in Dutch what to paste", async () => {
		const findings = await said(withFeatures({ shortcuts: [] }), { HOTLINE_LANGUAGE: "nl" });

		expect(findings.at(-1)?.todo).toMatch(/Of plak .* bij App Manifest/);
	});
});

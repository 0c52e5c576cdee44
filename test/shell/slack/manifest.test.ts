import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { commands } from "../../../commands/index.ts";
import { renderManifest } from "../../../src/chat/slack/setup/manifest.ts";
import { botScopes } from "../../../src/chat/slack/setup/scopes.ts";

const root = join(import.meta.dirname, "../../..");
/** A folder with Slack's own schema of a manifest, kept outside this repository; without it that test is left out. */
const samples = process.env.MELDKAMER_SAMPLES;
const specs = commands.map(({ spec }) => spec);
const url = "https://bot.example";
const kinds = [
	{ language: "en", url: null },
	{ language: "nl", url: null },
	{ language: "en", url },
	{ language: "nl", url },
] as const;

describe("slack-manifest.json", () => {
	it("is what the declarations give, in English and for Socket Mode: `npm run slack:manifest` writes it", () => {
		const file = JSON.parse(readFileSync(join(root, "slack-manifest.json"), "utf8"));
		expect(file).toEqual(renderManifest({ commands: specs, language: "en", url: null }));
	});
});

describe.each(kinds)("the manifest in $language for $url", (kind) => {
	const manifest = renderManifest({ commands: specs, ...kind });

	it("keeps Slack's lengths", () => {
		const { display_information: shown, features } = manifest;
		const [command] = features.slash_commands;
		const [shortcut] = features.shortcuts;
		// docs.slack.dev/reference/app-manifest
		const lengths: readonly (readonly [string | undefined, number, number])[] = [
			[shown.name, 1, 35],
			[shown.description, 1, 140],
			[shown.long_description, 175, 4_000],
			[features.bot_user.display_name, 1, 80],
			[command?.command, 2, 32],
			[command?.description, 1, 2_000],
			[command?.usage_hint, 1, 1_000],
			[shortcut?.name, 1, 24],
			[shortcut?.callback_id, 1, 255],
			[shortcut?.description, 1, 150],
		];
		for (const [text = "", min, max] of lengths) {
			expect.soft(text.length, text).toBeGreaterThanOrEqual(min);
			expect.soft(text.length, text).toBeLessThanOrEqual(max);
		}
		expect(shown.background_color).toMatch(/^#[0-9a-f]{6}$/);
		expect(command?.command).toMatch(/^\/[a-z]+$/);
	});

	it("names every command of the declarations", () => {
		const [command] = manifest.features.slash_commands;
		for (const { name, description, subcommands = [] } of specs) {
			expect(command?.usage_hint).toContain(name);
			expect(command?.description).toContain(description[kind.language]);
			for (const sub of subcommands) expect(command?.usage_hint).toContain(sub.name);
		}
	});

	it("has addresses in HTTP mode, all of them, and none in Socket Mode", () => {
		const addresses = JSON.stringify(manifest).match(/https:\/\/[^"]+/g) ?? [];
		expect(addresses).toEqual(kind.url === null ? [] : Array(4).fill(`${url}/slack/events`));
		expect(manifest.settings.socket_mode_enabled).toBe(kind.url === null);
	});

	it("asks for the scopes of the table", () => {
		expect(manifest.oauth_config.scopes.bot).toEqual(Object.keys(botScopes));
	});

	it.skipIf(samples === undefined)("is taken by Slack's own schema", () => {
		const file = readFileSync(`${samples}/chat/slack-manifest-v2.schema.json`, "utf8");
		const { $schema: _, ...schema } = JSON.parse(file);
		const ajv = new Ajv({ strict: false, allErrors: true, formats: { uri: true } });
		expect(ajv.validate(schema, manifest), ajv.errorsText()).toBe(true);
	});
});

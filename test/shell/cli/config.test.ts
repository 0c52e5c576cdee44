import { describe, expect, it } from "vitest";
import { ConfigError, readConfig } from "../../../src/config.ts";
import { discordSettings } from "../../../src/main/discord-settings.ts";
import { slackSettings } from "../../../src/main/slack-settings.ts";

const id = (last: number) => `10000000000000000${last}`;
const token = `${"A".repeat(24)}.BBBBBB.${"C".repeat(27)}`;

describe("settings", () => {
	it.each([
		["POLL_QUORUM", "two", "must be a whole number from 1 to 20"],
		["POLL_QUORUM", "0", "must be a whole number from 1 to 20"],
		["LOCAL_CHAT_PORT", "70000", "must be a whole number from 0 to 65535"],
		["HOTLINE_LANGUAGE", "fr", "must be one of nl, en"],
		["HOTLINE_COUNTRIES", "NL,Belgium", "must be country codes of two capitals, with commas"],
		["HOTLINE_WEBSITE", "ftp://x.example", "must be a link that begins with http:// or https://"],
		["DATABASE_URL", "mysql://x", "must begin with postgres:// or postgresql://"],
		["SMTP_URL", "mail.example", "must begin with smtp:// or smtps://"],
		["MAIL_FROM", "Meldpunt <a@b.example>", "must be one mail address"],
		["STATUS_CRON", "every day", "must have five fields: minute hour day month weekday"],
		["TIME_ZONE", "Mars/Olympus", "must be a time zone such as Europe/Amsterdam"],
		["LIVE_LOOKUP", "yes", "must be one of on, off"],
		["CONSUMER_MAIL_DOMAINS", "example.nl; example.be", "must be mail domains, with commas (example.nl, example.be)"],
		["DISCORD_TOKEN", "Bot abc", "must be the bot's token as the developer portal shows it, in three parts with dots"],
		["DISCORD_SERVER", "My server", "must be an id of Discord: 17 to 20 digits (right-click, Copy ID)"],
		["DISCORD_VOLUNTEER_ROLES", "100000000000000002,Volunteers", "must be an id of Discord"],
		["DISCORD_THREADS", "secret", "must be one of public, private"],
		["DISCORD_API_URL", "discord.com", "must be a link that begins with http:// or https://"],
		["SLACK_BOT_TOKEN", "xoxp-1-a", "must be the bot's token, which begins with xoxb- (OAuth & Permissions)"],
		["SLACK_MODE", "webhook", "must be one of socket, http"],
		["SLACK_APP_TOKEN", "xoxb-1-a", "must be an app-level token, which begins with xapp-"],
		["SLACK_SIGNING_SECRET", "secret", "must be the app's signing secret, 32 digits and letters a to f"],
		["SLACK_HTTP_PORT", "0", "must be a whole number from 1 to 65535"],
		["SLACK_HTTP_HOST", "h".repeat(254), "must be at most 253 characters"],
		["SLACK_VOLUNTEER_GROUPS", "S0000000001,@volunteers", "must be ids of Slack user groups, which begin with S"],
		["SLACK_COORDINATOR_GROUPS", "U0000000001", "must be ids of Slack user groups, which begin with S"],
		["SLACK_VOLUNTEERS", "W0000000001,@anna", "must be ids of people in Slack, which begin with U or W"],
		["SLACK_COORDINATORS", "S0000000001", "must be ids of people in Slack, which begin with U or W"],
		["SLACK_CASES_CHANNEL", "#cases", "must be the id of a Slack channel, which begins with C or G"],
		["SLACK_STATUS_CHANNEL", "D0000000001", "must be the id of a Slack channel, which begins with C or G"],
		["SLACK_DELETE_UPLOADS", "yes", "must be one of on, off"],
		["SLACK_API_URL", "slack.com/api", "must be a link that begins with http:// or https://"],
		["SLACK_CONFIG_TOKEN", "xoxp-1-a", "must be an app configuration token, which begins with xoxe.xoxp-"],
	])("%s=%s is refused with what it must be, and without its value", (name, value, problem) => {
		const read = () => readConfig({ [name]: value });
		expect(read).toThrow(ConfigError);
		expect(read).toThrow(`${name}: ${problem}`);
	});

	it("names every setting that is wrong", () => {
		expect(() => readConfig({ POLL_HOURS: "x", LIVE_LOOKUP: "x" })).toThrow(/POLL_HOURS.*\n.*LIVE_LOOKUP/);
	});

	it("names what is missing beside a Discord token, and nothing without one", () => {
		expect(discordSettings(readConfig({ DISCORD_SERVER: id(1) }), [])).toBeNull();
		const half = readConfig({ DISCORD_TOKEN: token, DISCORD_SERVER: id(1), DISCORD_STATUS_CHANNEL: id(3) });
		expect(() => discordSettings(half, [])).toThrow(ConfigError);
		expect(() => discordSettings(half, [])).toThrow(/^DISCORD_CASES_CHANNEL: .*README.*\nDISCORD_VOLUNTEER_ROLES: .*$/);
		const whole = { DISCORD_CASES_CHANNEL: id(2), DISCORD_VOLUNTEER_ROLES: `${id(4)}, ${id(5)}` };
		const read = readConfig({ DISCORD_TOKEN: token, DISCORD_SERVER: id(1), DISCORD_STATUS_CHANNEL: id(3), ...whole });
		expect(discordSettings(read, [])).toMatchObject({
			channels: { cases: id(2), status: id(3), reports: id(2) },
			roles: { volunteer: [id(4), id(5)], coordinator: [] },
			threads: "public",
		});
	});

	it("takes each setting of Slack as Slack shows it", () => {
		const { SLACK_APP_TOKEN, SLACK_SIGNING_SECRET, SLACK_CONFIG_TOKEN, SLACK_FILE_HOSTS } = readConfig({
			SLACK_APP_TOKEN: "xapp-1-A0123456789-1234567890123-0a1b2c",
			SLACK_SIGNING_SECRET: "0123456789abcdef0123456789abcdef",
			SLACK_CONFIG_TOKEN: "xoxe.xoxp-1-Mi0yLTEyMzQ1Njc4OTA",
			SLACK_FILE_HOSTS: "files.slack.com, proxy.example",
		});
		expect(SLACK_APP_TOKEN).toMatch(/^xapp-/);
		expect(SLACK_SIGNING_SECRET).toHaveLength(32);
		expect(SLACK_CONFIG_TOKEN).toMatch(/^xoxe/);
		expect(SLACK_FILE_HOSTS).toEqual(["files.slack.com", "proxy.example"]);
		const apiUrl = (given: string) => readConfig({ SLACK_API_URL: given }).SLACK_API_URL;
		expect(apiUrl("https://proxy.example/api")).toBe("https://proxy.example/api/");
		expect(apiUrl("https://proxy.example/api/")).toBe("https://proxy.example/api/");
	});

	it("names what is missing beside a Slack token, and nothing without one", () => {
		expect(slackSettings(readConfig({ SLACK_CASES_CHANNEL: "C0000000001" }), [])).toBeNull();
		const bot = { SLACK_BOT_TOKEN: "xoxb-1-a" };
		expect(() => slackSettings(readConfig(bot), [])).toThrow(ConfigError);
		expect(() => slackSettings(readConfig(bot), [])).toThrow(
			/^SLACK_APP_TOKEN: .*SLACK_BOT_TOKEN.*README.*\nSLACK_CASES_CHANNEL: .*\nSLACK_STATUS_CHANNEL: .*\nSLACK_VOLUNTEER_GROUPS or SLACK_VOLUNTEERS: .*$/,
		);
		expect(() => slackSettings(readConfig({ ...bot, SLACK_MODE: "http" }), [])).toThrow(/^SLACK_SIGNING_SECRET: /);
	});

	it("gives the workspace of the settings, over a socket or by http", () => {
		const given = {
			...{ SLACK_BOT_TOKEN: "xoxb-1-a", SLACK_APP_TOKEN: "xapp-1-a", SLACK_CASES_CHANNEL: "C0000000001" },
			...{ SLACK_STATUS_CHANNEL: "G0000000002", SLACK_VOLUNTEERS: "U0000000001", MAX_UPLOAD_MB: "1" },
		};
		expect(slackSettings(readConfig(given), [])).toEqual({
			...{ token: "xoxb-1-a", commands: [], delivery: { mode: "socket", appToken: "xapp-1-a" } },
			roles: {
				volunteer: { groups: [], people: ["U0000000001"] },
				coordinator: { groups: [], people: [] },
			},
			channels: { cases: "C0000000001", status: "G0000000002", reports: "C0000000001" },
			...{ fileHosts: ["files.slack.com"], deleteUploads: true, apiUrl: "https://slack.com/api/" },
			...{ language: "nl", maxUploadBytes: 1_048_576 },
		});
		const secret = "0123456789abcdef0123456789abcdef";
		const http = { SLACK_MODE: "http", SLACK_SIGNING_SECRET: secret, SLACK_HTTP_PORT: "8080" };
		expect(slackSettings(readConfig({ ...given, ...http }), [])).toMatchObject({
			delivery: { mode: "http", signingSecret: secret, port: 8080, host: "127.0.0.1" },
		});
	});

	it("takes an empty setting for an absent one", () => {
		expect(readConfig({ POLL_QUORUM: "", SMTP_URL: "" })).toEqual(readConfig({}));
	});
});

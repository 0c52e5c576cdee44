import { describe, expect, it } from "vitest";
import { ConfigError, readConfig } from "../../../src/config.ts";
import { discordSettings } from "../../../src/main/discord-settings.ts";

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
		["DISCORD_TOKEN", "Bot abc", "must be the bot's token as the developer portal shows it, in three parts with dots"],
		["DISCORD_SERVER", "My server", "must be an id of Discord: 17 to 20 digits (right-click, Copy ID)"],
		["DISCORD_VOLUNTEER_ROLES", "100000000000000002,Volunteers", "must be an id of Discord"],
		["DISCORD_THREADS", "secret", "must be one of public, private"],
		["DISCORD_API_URL", "discord.com", "must be a link that begins with http:// or https://"],
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

	it("takes an empty setting for an absent one", () => {
		expect(readConfig({ POLL_QUORUM: "", SMTP_URL: "" })).toEqual(readConfig({}));
	});
});

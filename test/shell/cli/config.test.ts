import { describe, expect, it } from "vitest";
import { ConfigError, readConfig } from "../../../src/config.ts";

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
	])("%s=%s is refused with what it must be, and without its value", (name, value, problem) => {
		const read = () => readConfig({ [name]: value });
		expect(read).toThrow(ConfigError);
		expect(read).toThrow(`${name}: ${problem}`);
	});

	it("names every setting that is wrong", () => {
		expect(() => readConfig({ POLL_HOURS: "x", LIVE_LOOKUP: "x" })).toThrow(/POLL_HOURS.*\n.*LIVE_LOOKUP/);
	});

	it("takes an empty setting for an absent one", () => {
		expect(readConfig({ POLL_QUORUM: "", SMTP_URL: "" })).toEqual(readConfig({}));
	});
});

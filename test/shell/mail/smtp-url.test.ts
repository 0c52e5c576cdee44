import { describe, expect, it } from "vitest";
import { redactResponse } from "../../../src/mail/redact-response.ts";
import { openSmtp } from "../../../src/mail/smtp-transport.ts";
import { parseSmtpUrl } from "../../../src/mail/smtp-url.ts";

describe("parseSmtpUrl", () => {
	it.each([
		["smtp://mail.example", { host: "mail.example", port: 587, implicitTls: false, tls: true, login: null }],
		["smtps://mail.example/", { host: "mail.example", port: 465, implicitTls: true, tls: true, login: null }],
		["smtp://127.0.0.1:25?tls=off", { host: "127.0.0.1", port: 25, implicitTls: false, tls: false, login: null }],
		["smtp://[::1]:25?tls=on", { host: "::1", port: 25, implicitTls: false, tls: true, login: null }],
		[
			"smtp://u%40x:p%3A%2F@m.example",
			{ host: "m.example", port: 587, implicitTls: false, tls: true, login: { user: "u@x", pass: "p:/" } },
		],
	])("reads %s", (text, server) => {
		expect(parseSmtpUrl(text)).toEqual(server);
	});

	it.each([
		["http://mail.example", "must be like"],
		["mail.example", "must be like"],
		["smtp://", "must be like"],
		["smtp://m.example/path", "takes no options"],
		["smtp://m.example?pool=true", "takes no options"],
		["smtp://m.example?tls=maybe", "takes no options"],
		["smtps://m.example?tls=off", "cannot be smtps"],
		["smtp://hemlig@m.example", "needs both"],
		["smtp://u:hemlig@m.example?tls=off", "in the open"],
		["smtp://u:%E0%A4@m.example", "percent-encoded"],
	])("refuses %s and does not repeat it", (text, reason) => {
		expect(() => openSmtp({ url: text })).toThrow(reason);
		expect(() => parseSmtpUrl(text)).not.toThrow("hemlig");
	});
});

describe("redactResponse", () => {
	it("keeps one line without codes, controls and others' names", () => {
		const said =
			"554-5.7.1 Blocked\u0007: hxxp://evil[.]example/x by 198.51.100.7\r\n554 5.7.1 (victim.example, mx1.hosting.example, 2001:db8::7) a@hosting.example";
		expect(redactResponse(said, ["Hosting.example"])).toBe(
			"5.7.1 Blocked: […] by […] 5.7.1 ([…], mx1.hosting.example, […]) a@hosting.example",
		);
	});

	it("is at most 300 characters", () => {
		const long = redactResponse("x ".repeat(400), []);
		expect(long).toHaveLength(300);
		expect(long.endsWith("…")).toBe(true);
	});
});

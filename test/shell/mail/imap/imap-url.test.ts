import { describe, expect, it } from "vitest";
import { parseImapUrl } from "../../../../src/mail/imap/imap-url.ts";

describe("parseImapUrl", () => {
	const login = { user: "u", pass: "p" };
	it.each([
		["imaps://u:p@mail.example", { host: "mail.example", port: 993, implicitTls: true, tls: true, login }],
		["imap://u:p@mail.example/", { host: "mail.example", port: 143, implicitTls: false, tls: true, login }],
		["imap://u:p@127.0.0.1:1143?tls=off", { host: "127.0.0.1", port: 1143, implicitTls: false, tls: false, login }],
		["imap://u:p@[::1]?tls=off", { host: "::1", port: 143, implicitTls: false, tls: false, login }],
		[
			"imaps://u%40x:p%3A%2F@m.example:99?tls=on",
			{ host: "m.example", port: 99, implicitTls: true, tls: true, login: { user: "u@x", pass: "p:/" } },
		],
	])("reads %s", (text, server) => {
		expect(parseImapUrl(text)).toEqual(server);
	});

	it.each([
		["http://mail.example", "must be like"],
		["mail.example", "must be like"],
		["imaps://", "must be like"],
		["imaps://u:hemlig@m.example/INBOX", "takes no options"],
		["imaps://u:hemlig@m.example?idle=no", "takes no options"],
		["imap://u:hemlig@m.example?tls=maybe", "takes no options"],
		["imaps://u:hemlig@m.example?tls=off", "cannot be imaps"],
		["imaps://m.example", "needs a user"],
		["imaps://hemlig@m.example", "needs a user"],
		["imap://u:hemlig@m.example?tls=off", "in the open"],
		["imaps://u:%E0hemlig@m.example", "percent-encoded"],
	])("refuses %s in words without the password", (text, words) => {
		expect(() => parseImapUrl(text)).toThrow(words);
		expect(() => parseImapUrl(text)).not.toThrow("hemlig");
	});
});

import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { examineMailbox } from "../../../src/cli/examine-mailbox.ts";
import { readConfig } from "../../../src/config.ts";
import { mailboxSettings } from "../../../src/main/mailbox-of.ts";
import { type ImapTestServer, startImapServer } from "../../support/imap-server.ts";

let server: ImapTestServer;
beforeEach(async () => {
	server = await startImapServer();
});
afterEach(() => server.close());

const settings = (env: Readonly<Record<string, string>>) =>
	readConfig({ HOTLINE_LANGUAGE: "en", IMAP_URL: `imap://me:secret@localhost:${server.port}?tls=off`, ...env });
const look = async (env: Readonly<Record<string, string>>) => examineMailbox(settings(env));

describe("the doctor's look at the mailbox", () => {
	it("says that it is read, and what would make it better", async () => {
		server.deliver(new TextEncoder().encode("From: a@b.example\r\n\r\nx"));
		expect(await look({ BOUNCE_ADDRESS: "bounces@meldpunt.example" })).toEqual([
			{ ok: true, what: "Bounces and answers are read from INBOX (1 mail).", todo: null },
		]);
		expect(await look({})).toMatchObject([{ ok: true, todo: expect.stringMatching(/^With BOUNCE_ADDRESS/) }]);
		expect(server.commands).not.toContain("SELECT");
	});

	it("says what is wrong and what to do", async () => {
		expect(await look({ IMAP_MAILBOX: "Elders" })).toMatchObject([{ ok: false, todo: expect.any(String) }]);
		server.password = "changed";
		expect(await look({ HOTLINE_LANGUAGE: "nl" })).toMatchObject([
			{ ok: false, what: "De IMAP-server weigert de inlog." },
		]);
		expect(await look({ IMAP_URL: "imap://me:secret@mail.example?tls=off" })).toMatchObject([
			{ ok: false, what: expect.stringMatching(/^IMAP_URL with tls=off/) },
		]);
		expect(await look({ SMTP_CA: "/nowhere.pem" })).toMatchObject([{ ok: false }]);
	});

	it("says nothing where nothing is sent, and what is missing where mail goes out", async () => {
		expect(await look({ IMAP_URL: "" })).toEqual([]);
		const sends = await look({ IMAP_URL: "", SMTP_URL: "smtp://mail.example" });
		expect(sends).toMatchObject([{ ok: true, todo: expect.stringMatching(/IMAP_URL/) }]);
	});
});

describe("the settings of the mailbox", () => {
	it("name folders, or none", async () => {
		const folders = async (IMAP_MOVE: string) => (await mailboxSettings(settings({ IMAP_MOVE })))?.folders;
		expect(await folders("")).toEqual({ bounces: "Meldkamer/Bounces", automatic: "Meldkamer/Automatic" });
		expect(await folders("Terug, Auto")).toEqual({ bounces: "Terug", automatic: "Auto" });
		expect(await folders("off")).toBeNull();
		for (const wrong of ["One", "a,b,c", "a,", "a,b*"])
			expect(() => settings({ IMAP_MOVE: wrong }), wrong).toThrow(/^IMAP_MOVE: must be/);
	});

	it("leave room for a notice's token in the bounce address", () => {
		expect(settings({ BOUNCE_ADDRESS: "meldpunt-bounces@x.example" }).BOUNCE_ADDRESS).toBe(
			"meldpunt-bounces@x.example",
		);
		for (const wrong of ["nobody", "meldpunt-bounces-1@x.example", "b+c@x.example"])
			expect(() => settings({ BOUNCE_ADDRESS: wrong }), wrong).toThrow(/^BOUNCE_ADDRESS: must/);
	});
});

import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { examineMail } from "../../../src/cli/examine-mail.ts";
import { readConfig } from "../../../src/config.ts";
import { type DnsServer, type DnsType, dnsServer } from "../../support/dns-server.ts";
import { runCli } from "../../support/run-cli.ts";
import { testAuthority } from "../../support/test-authority.ts";

/** By `<type> <name>`; null = the server fails. */
type Records = Record<string, readonly string[] | null>;

describe("the mail, on the command line", () => {
	let folder = "";
	let dns: DnsServer;
	let smtp: SMTPServer;
	let settings: Record<string, string> = {};
	let records: Records = {};
	/** What was done on the SMTP server beside hello and goodbye. */
	const done: string[] = [];

	beforeAll(async () => {
		folder = mkdtempSync(join(tmpdir(), "meldkamer-mail-"));
		dns = await dnsServer((name, type: DnsType) => {
			const found = records[`${type} ${name}`];
			return found === null ? { code: 2 } : { records: (found ?? []).map((data) => ({ data, type })) };
		});
		const authority = await testAuthority();
		const valid = { from: new Date(Date.now() - 86_400_000), to: new Date(Date.now() + 90 * 86_400_000) };
		smtp = new SMTPServer({
			...(await authority.issue(["localhost"], valid)),
			size: 20_000_000,
			onAuth: (_auth, _session, answer) => answer(new Error(`${done.push("login")}`)),
			onMailFrom: (_from, _session, answer) => answer(new Error(`${done.push("mail")}`)),
		});
		smtp.listen(0, "127.0.0.1");
		await once(smtp.server, "listening");
		const { port } = smtp.server.address() as AddressInfo;
		const ca = join(folder, "ca.pem");
		writeFileSync(ca, authority.cert);
		settings = {
			...{ HOTLINE_LANGUAGE: "en", DATA_DIR: join(folder, "data"), DNS_SERVERS: dns.address },
			...{ SMTP_URL: `smtp://meldpunt:secret@localhost:${port}`, SMTP_CA: ca, MAIL_IPS: "192.0.2.25" },
			...{ MAIL_FROM: "meldpunt@hotline.example", MAIL_EHLO_NAME: "mail.hotline.example" },
		};
	});
	beforeEach(() => {
		records = {
			"MX hotline.example": ["10 mail.hotline.example"],
			"A mail.hotline.example": ["192.0.2.25"],
			"TXT hotline.example": ["v=spf1 ip4:192.0.2.25 ~all"],
			"TXT _dmarc.hotline.example": ["v=DMARC1; p=reject; rua=mailto:dmarc@hotline.example"],
			"PTR 25.2.0.192.in-addr.arpa": ["mail.hotline.example"],
		};
	});
	afterAll(async () => {
		expect(done).toEqual([]);
		await dns.close();
		await new Promise<void>((resolve) => smtp.close(resolve));
		rmSync(folder, { recursive: true, force: true });
	});

	const examine = (change: Record<string, string> = {}) => examineMail(readConfig({ ...settings, ...change }));
	const wrong = async (change: Record<string, string> = {}) =>
		(await examine(change)).filter(({ ok }) => !ok).map(({ what }) => what);

	it("from the key to a doctor that is content", async () => {
		const out = join(folder, "dkim.pem");
		const made = await runCli(folder, ["mail", "dkim-key", "--selector", "S2026", "--out", "dkim.pem"], settings);
		expect(made).toMatchObject({ status: 0, stderr: "" });
		expect(statSync(out).mode & 0o777).toBe(0o600);
		expect(readFileSync(out, "utf8")).toMatch(/^-----BEGIN PRIVATE KEY-----/);
		const [, value = ""] = /Value: (v=DKIM1; k=rsa; p=\S+)\n/.exec(made.stdout) ?? [];
		const [, strings = ""] = /\ns2026\._domainkey\.hotline\.example\. IN TXT (.+)\n/.exec(made.stdout) ?? [];
		expect(
			strings
				.match(/[^"]+(?=")/g)
				?.filter((text) => text.trim() !== "")
				.join(""),
		).toBe(value);
		expect(made.stdout).toContain(`\nDKIM_DOMAIN=hotline.example\nDKIM_SELECTOR=s2026\nDKIM_KEY=${out}\n`);

		const dkim = { DKIM_SELECTOR: "s2026", DKIM_KEY: out };
		expect((await examine(dkim)).filter(({ ok }) => !ok)).toEqual([
			expect.objectContaining({
				what: "There is no DKIM record at s2026._domainkey.hotline.example: the signatures count for nothing.",
				publish: [{ name: "s2026._domainkey.hotline.example", type: "TXT", value }],
			}),
		]);
		records["TXT s2026._domainkey.hotline.example"] = [value];
		const findings = await examine(dkim);
		expect(findings.map(({ ok, todo }) => [ok, todo])).toEqual(Array(9).fill([true, null]));
		expect(findings[0]?.what).toMatch(
			/TLSv1\.3.+for (?:89|90) more days\. It takes mails up to 20 MB and has the logins/,
		);
	});

	it("never writes over a key, nor where it can't", async () => {
		writeFileSync(join(folder, "taken.pem"), "mine");
		const taken = await runCli(folder, ["mail", "dkim-key", "--selector", "s1", "--out", "taken.pem"]);
		expect(taken).toMatchObject({ status: 1, stdout: "", stderr: expect.stringContaining("taken.pem exists already") });
		expect(readFileSync(join(folder, "taken.pem"), "utf8")).toBe("mine");
		const nowhere = await runCli(folder, ["mail", "dkim-key", "--selector", "s1", "--out", "no/such/folder.pem"]);
		expect(nowhere).toMatchObject({ status: 1, stdout: "", stderr: expect.stringContaining("can't be written") });
		const unfit = await runCli(folder, ["mail", "dkim-key", "--selector", "s 1", "--out", "x.pem"]);
		expect(unfit).toMatchObject({
			status: 2,
			stdout: "",
			stderr: expect.stringContaining("letters, digits and hyphens"),
		});
	});

	it("doctor: each thing with what to do and the record to publish, and as JSON", async () => {
		records = { "MX hotline.example": ["0 ."] };
		const text = await runCli(folder, ["doctor"], { ...settings, HOTLINE_LANGUAGE: "nl" });
		expect(text).toMatchObject({ status: 1, stderr: "" });
		expect(text.stdout).toContain("\nMail\n✓ De SMTP-server localhost:");
		expect(text.stdout).toContain(
			"✗ hotline.example heeft geen SPF-record: mail van een ander uit jullie naam lijkt net zo echt.\n  → Publiceer dit record.\n  Naam:   hotline.example\n  Type:   TXT\n  Waarde: v=spf1 ip4:192.0.2.25 ~all\n",
		);
		const json = await runCli(folder, ["doctor", "--json"], settings);
		const lines = json.stdout
			.trim()
			.split("\n")
			.map((line) => JSON.parse(line));
		const mail = lines.filter(({ platform }) => platform === "mail");
		expect(mail).toContainEqual({
			...{ platform: "mail", ok: false, what: expect.stringContaining("has no DMARC record") },
			todo: expect.stringContaining("Publish this record"),
			publish: [
				{ name: "_dmarc.hotline.example", type: "TXT", value: "v=DMARC1; p=none; rua=mailto:meldpunt@hotline.example" },
			],
		});
		expect(mail.filter(({ ok }) => !ok)).toHaveLength(5);
	});

	it("DNS that does not answer: could not be checked, never: not there", async () => {
		records["TXT hotline.example"] = null;
		records["PTR 25.2.0.192.in-addr.arpa"] = null;
		expect((await wrong()).filter((what) => !what.startsWith("Notices are not signed"))).toEqual([
			"SPF could not be checked: DNS gave no answer for hotline.example.",
			"Reverse DNS could not be checked: DNS gave no answer for 192.0.2.25.",
		]);
	});

	it("bounces to another domain, and addresses of the server itself", async () => {
		records["MX bounces.example"] = ["10 mail.hotline.example"];
		const findings = await examine({ BOUNCE_ADDRESS: "b@bounces.example", MAIL_IPS: "", ALLOWED_SPECIAL_USE: "" });
		expect(findings.map(({ what }) => what)).toEqual(
			expect.arrayContaining([
				expect.stringContaining("localhost is on this network or not in DNS"),
				expect.stringContaining("Mail to bounces.example goes to mail.hotline.example"),
				expect.stringContaining("bounces.example has no SPF record"),
				expect.stringContaining("Neither SPF nor DKIM counts for hotline.example"),
			]),
		);
	});

	it("settings that can't be used are findings, and the rest goes on", async () => {
		expect(await wrong({ SMTP_URL: "smtp://mail.example?x=1" })).toEqual(["SMTP_URL takes no options but tls=off"]);
		const both = await wrong({ SMTP_CA: join(folder, "none.pem"), DKIM_SELECTOR: "s1" });
		expect(both).toEqual([expect.stringMatching(/^SMTP_CA/), expect.stringMatching(/DKIM_KEY/)]);
		expect(await wrong({ DKIM_SELECTOR: "s1", DKIM_KEY: "no/such/file" })).toEqual([
			expect.stringMatching(/^DKIM_KEY/),
		]);
		expect((await examine({ MAIL_EHLO_NAME: "" })).length).toBeGreaterThan(5);
	});

	it("without SMTP_URL nothing is sent, and nothing is wrong", async () => {
		expect(await examine({ SMTP_URL: "", HOTLINE_LANGUAGE: "nl" })).toEqual([
			{ ok: true, what: expect.stringMatching(/^SMTP_URL is leeg/), todo: expect.stringContaining("Stel SMTP_URL in") },
		]);
	});
});

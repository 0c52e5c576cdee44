import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { type ProbeOptions, probeSmtp } from "../../../src/mail/probe-smtp.ts";
import { selfSigned, type TestAuthority, testAuthority } from "../../support/test-authority.ts";
import { type Script, startScripted } from "./scripted-server.ts";

const dayMs = 86_400_000;
const cleanUp: (() => Promise<unknown>)[] = [];
afterEach(async () => {
	for (const stop of cleanUp.splice(0).reverse()) await stop();
});

type Change = Partial<ProbeOptions["server"]> & { readonly timeoutMs?: number; readonly ca?: string | null };

describe("looking at an SMTP server", () => {
	let authority: TestAuthority;
	beforeAll(async () => {
		authority = await testAuthority();
	});

	/** What was done on the server beside hello and goodbye. */
	const done: string[] = [];

	async function listening(options: SMTPServerOptions): Promise<number> {
		const server = new SMTPServer({
			onAuth: (_auth, _session, answer) => {
				done.push("login");
				answer(new Error("no"));
			},
			onMailFrom: (_from, _session, answer) => {
				done.push("mail");
				answer();
			},
			...options,
		});
		server.on("error", () => undefined);
		server.listen(0, "127.0.0.1");
		await once(server.server, "listening");
		cleanUp.push(() => new Promise<void>((resolve) => server.close(resolve)));
		return (server.server.address() as AddressInfo).port;
	}

	const probe = (port: number, { timeoutMs = 5_000, ca = authority.cert, ...server }: Change = {}) =>
		probeSmtp({
			server: { host: "localhost", port, implicitTls: false, tls: true, ...server },
			...{ timeoutMs, ca, clientName: "bot.example" },
		});

	it("with STARTTLS or with TLS from the start: what it has to offer, the certificate's days, and nothing sent", async () => {
		const certificate = await authority.issue(["localhost"], { to: new Date(Date.now() + 20.5 * dayMs) });
		const reached = {
			kind: "reached",
			tls: { version: "TLSv1.3", daysLeft: 20, wrong: null },
			...{ auth: ["LOGIN", "PLAIN"], maxBytes: 12_345_678 },
		};
		expect(await probe(await listening({ ...certificate, size: 12_345_678 }))).toEqual(reached);
		const implicit = await listening({ ...certificate, size: 12_345_678, secure: true });
		expect(await probe(implicit, { implicitTls: true })).toEqual(reached);
		expect(done).toEqual([]);
	});

	it("without TLS: where it has none, and where none is wanted", async () => {
		const port = await listening({ disabledCommands: ["STARTTLS", "AUTH"] });
		const reached = { kind: "reached", tls: null, auth: [], maxBytes: null };
		expect(await probe(port)).toEqual(reached);
		expect(await probe(port, { tls: false })).toEqual(reached);
	});

	it("says what is wrong with a certificate, and goes on", async () => {
		const ended = { from: new Date(Date.now() - 40 * dayMs), to: new Date(Date.now() - 9.5 * dayMs) };
		const expired = await listening(await authority.issue(["localhost"], ended));
		expect(await probe(expired)).toMatchObject({ kind: "reached", tls: { wrong: "expired", daysLeft: -10 } });
		const other = await listening(await authority.issue(["mail.example"]));
		expect(await probe(other)).toMatchObject({ kind: "reached", tls: { wrong: "other-name" } });
		const own = await listening(await selfSigned("localhost"));
		expect(await probe(own)).toMatchObject({ kind: "reached", tls: { wrong: "untrusted" } });
		const fine = await listening(await authority.issue(["localhost"]));
		expect(await probe(fine, { ca: null })).toMatchObject({ kind: "reached", tls: { wrong: "untrusted" } });
		expect(await probe(fine, { host: "127.0.0.1" })).toMatchObject({ kind: "reached", tls: { wrong: "other-name" } });
	});

	it("that can't be reached, or is none", async () => {
		const closed = createServer().listen(0, "127.0.0.1");
		await once(closed, "listening");
		const { port } = closed.address() as AddressInfo;
		closed.close();
		await once(closed, "close");
		expect(await probe(port, { host: "127.0.0.1" })).toEqual({ kind: "unreachable", why: "refused" });
		const nameless = await probe(25, { host: "no-such-host.invalid" });
		expect(nameless).toMatchObject({
			kind: "unreachable",
			why: expect.stringMatching(/^(?:no-address|refused|time-out)$/),
		});
		const dropping = await startScripted({ greeting: "drop" });
		cleanUp.push(() => dropping.stop());
		const dropped = await probe(Number(new URL(dropping.url).port), { host: "127.0.0.1" });
		expect(dropped).toMatchObject({ kind: "unreachable", why: expect.stringMatching(/^(?:refused|no-greeting)$/) });
		const plain = await listening(await authority.issue(["localhost"]));
		expect(await probe(plain, { implicitTls: true })).toEqual({ kind: "unreachable", why: "tls-failed" });
	});

	it.each([
		["refuses everybody", { greeting: "554 no" }, "no-greeting"],
		["hangs up politely", { greeting: "421 busy" }, "no-greeting"],
		["says nothing", { greeting: "silent" }, "time-out"],
		["knows no EHLO", { ehlo: "502 what" }, "no-greeting"],
		["hangs up at EHLO", { ehlo: "drop" }, "no-greeting"],
		["never ends its answer", { ehlo: `250-${"x".repeat(70_000)}` }, "no-greeting"],
		["has STARTTLS and does not do it", { ehlo: "250-hello\n250 STARTTLS" }, "no-greeting"],
	] as const)("a server that %s", async (_name, script: Script, why) => {
		const server = await startScripted(script);
		cleanUp.push(() => server.stop());
		const port = Number(new URL(server.url).port);
		expect(await probe(port, { timeoutMs: why === "time-out" ? 200 : 5_000 })).toEqual({ kind: "unreachable", why });
	});

	it("a server that stops in the middle of TLS", async () => {
		const server = createServer((socket) => {
			socket.on("error", () => undefined);
			socket.write("220 hello\r\n");
			socket.on("data", (chunk) => {
				if (chunk.toString().startsWith("EHLO")) socket.write("250-hello\r\n250 STARTTLS\r\n");
				else if (chunk.toString().startsWith("STARTTLS")) socket.write("220 go on\r\n");
				else socket.end();
			});
		});
		server.listen(0, "127.0.0.1");
		await once(server, "listening");
		cleanUp.push(() => new Promise((resolve) => server.close(resolve)));
		const { port } = server.address() as AddressInfo;
		expect(await probe(port)).toEqual({ kind: "unreachable", why: "tls-failed" });
	});

	it("takes the last of what a server says twice, in the old form too", async () => {
		const server = await startScripted({
			ehlo: "250-hello\n250-AUTH=LOGIN\n250-AUTH plain  login\n250-SIZE\n250 SIZE 0",
		});
		cleanUp.push(() => server.stop());
		const port = Number(new URL(server.url).port);
		expect(await probe(port, { tls: false })).toEqual({
			kind: "reached",
			tls: null,
			auth: ["PLAIN", "LOGIN"],
			maxBytes: null,
		});
		expect(server.verbs).toEqual(["EHLO", "QUIT"]);
	});
});

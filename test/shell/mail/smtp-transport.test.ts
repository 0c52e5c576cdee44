import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import PostalMime from "postal-mime";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { afterEach, describe, expect, it } from "vitest";
import { openSmtp, type SmtpOptions } from "../../../src/mail/smtp-transport.ts";
import type { FinishedMail, MailTransport } from "../../../src/ports/mail.ts";
import { loopbackCertificate } from "./loopback-certificate.ts";
import { mailboxes, makeMail } from "./make-mail.ts";
import { type Script, startScripted } from "./scripted-server.ts";

const cleanUp: (() => Promise<unknown>)[] = [];
afterEach(async () => {
	for (const stop of cleanUp.splice(0).reverse()) await stop();
});

function open(options: SmtpOptions): MailTransport {
	const transport = openSmtp({ clientName: "client.example", ...options });
	cleanUp.push(() => transport.close());
	return transport;
}

async function scripted(script: Script, options: Partial<SmtpOptions> = {}) {
	const server = await startScripted(script);
	cleanUp.push(() => server.stop());
	return { server, transport: open({ url: server.url, ...options }) };
}

/** A real server; `failing` names the step at which it refuses, and with what. */
async function real(options: SMTPServerOptions = {}) {
	const received: { raw: Buffer; to: string[]; from: string }[] = [];
	const server = new SMTPServer({
		authOptional: true,
		disabledCommands: ["STARTTLS"],
		onData(stream, session, done) {
			const chunks: Buffer[] = [];
			stream.on("data", (chunk: Buffer) => chunks.push(chunk));
			stream.on("end", () => {
				const { mailFrom, rcptTo } = session.envelope;
				const from = mailFrom === false ? "" : mailFrom.address;
				received.push({ raw: Buffer.concat(chunks), to: rcptTo.map(({ address }) => address), from });
				done();
			});
		},
		...options,
	});
	server.on("error", () => undefined);
	server.listen(0, "127.0.0.1");
	await once(server.server, "listening");
	cleanUp.push(() => new Promise<void>((resolve) => server.close(resolve)));
	const { port } = server.server.address() as AddressInfo;
	return { received, port, server };
}

function reply(code: number, message: string): Error {
	return Object.assign(new Error(message), { responseCode: code });
}

const send = async (transport: MailTransport, change: Partial<FinishedMail> = {}) =>
	transport.send({ ...(await makeMail()).mail, ...change });

/** Far more than a connection's buffers hold, so that the server can hang up before the end is on its way. */
const bigRaw = Buffer.from(`Subject: big\r\n\r\n${"0123456789abcdef".repeat(64).concat("\r\n").repeat(32_000)}`);

describe("a mail server that accepts", () => {
	it("gets the message byte for byte, for the envelope's recipients", async () => {
		const { received, port } = await real();
		const transport = open({ url: `smtp://127.0.0.1:${port}?tls=off` });
		const { mail } = await makeMail();
		expect(await transport.send(mail)).toMatchObject({ outcome: "accepted", code: 250 });
		expect(received).toHaveLength(1);
		expect(received[0]?.raw.equals(Buffer.from(mail.raw))).toBe(true);
		expect(received[0]).toMatchObject({ from: "meldpunt@meldpunt.example", to: mailboxes });
		expect((await PostalMime.parse(received[0]?.raw ?? "")).messageId).toBe(mail.messageId);
		expect(await transport.wasSent(mail.noticeId)).toBeNull();
	});

	it("gets lines that begin with a dot as they are", async () => {
		const { received, port } = await real();
		const raw = Buffer.from("Subject: x\r\n\r\n.\r\n..\r\n.a\r\n");
		expect(await send(open({ url: `smtp://127.0.0.1:${port}?tls=off` }), { raw })).toMatchObject({
			outcome: "accepted",
		});
		expect(received[0]?.raw.equals(raw)).toBe(true);
	});

	it("gets many mails at once, and the null sender", async () => {
		const { received, port } = await real();
		const transport = open({ url: `smtp://127.0.0.1:${port}?tls=off` });
		const outcomes = await Promise.all(Array.from({ length: 20 }, () => send(transport, { envelopeFrom: "" })));
		expect(outcomes.every(({ outcome }) => outcome === "accepted")).toBe(true);
		expect(received).toHaveLength(20);
		expect(received[0]?.from).toBe("");
	});

	it("is accepted when it takes some recipients, and says which not", async () => {
		const { transport } = await scripted({ rcpt: ["250 ok", "550 5.1.1 no such user 198.51.100.7"] });
		expect(await send(transport)).toEqual({
			outcome: "accepted",
			code: 250,
			response: "not for noc@hosting.example: 550 5.1.1 no such user […]; for the others: 2.0.0 queued as 1A2B",
			gone: ["noc@hosting.example"],
		});
	});

	it("is accepted though it hangs up on our goodbye", async () => {
		for (const quit of ["drop", "silent", "500 no"]) {
			const { transport } = await scripted({ quit });
			expect(await send(transport)).toMatchObject({ outcome: "accepted", code: 250 });
		}
	});
});

describe("connections", () => {
	const connectionsOf = (server: SMTPServer) => {
		let open = 0;
		const seen = { all: 0, most: 0 };
		server.server.on("connection", (socket) => {
			seen.all += 1;
			seen.most = Math.max(seen.most, ++open);
			socket.on("close", () => {
				open -= 1;
			});
		});
		return seen;
	};

	it("carry one mail after another, and are no more than the setting says", async () => {
		const { received, port, server } = await real();
		const seen = connectionsOf(server);
		const transport = open({ url: `smtp://127.0.0.1:${port}?tls=off`, connections: 2 });
		const outcomes = await Promise.all(Array.from({ length: 30 }, () => send(transport)));
		expect(outcomes.every(({ outcome }) => outcome === "accepted")).toBe(true);
		expect(received).toHaveLength(30);
		expect(seen).toEqual({ all: 2, most: 2 });
	});

	it("are given up after a hundred mails", async () => {
		const { received, port, server } = await real();
		const seen = connectionsOf(server);
		const transport = open({ url: `smtp://127.0.0.1:${port}?tls=off`, connections: 1 });
		for (let count = 0; count < 101; count++) await send(transport);
		expect(received).toHaveLength(101);
		expect(seen.all).toBe(2);
	});

	it.each([
		["was closed by the server meanwhile", "drop"],
		["is one that the server has had enough of", "421 4.7.0 too many messages in this session"],
	])("one that %s is replaced before anything is handed over, and the mail goes once", async (_, secondMail) => {
		const { server, transport } = await scripted({ mails: ["250 ok", secondMail, "250 ok"] }, { connections: 1 });
		expect(await send(transport)).toMatchObject({ outcome: "accepted" });
		expect(await send(transport)).toMatchObject({ outcome: "accepted" });
		expect(server.received).toHaveLength(2);
		expect(server.verbs.filter((verb) => verb === "EHLO")).toHaveLength(2);
	});

	it("a mail that is not to begin is not sent, and the connection carries the next", async () => {
		const { received, port, server } = await real();
		const seen = connectionsOf(server);
		const transport = open({ url: `smtp://127.0.0.1:${port}?tls=off` });
		const { mail } = await makeMail();
		expect(await transport.sendIf(mail, async () => false)).toBeNull();
		expect(await transport.sendIf(mail, async () => true)).toMatchObject({ outcome: "accepted" });
		expect(received).toHaveLength(1);
		expect(seen.all).toBe(1);
	});

	it("tell the largest mail that the server takes", async () => {
		const { port } = await real({ size: 54_321 });
		expect(await open({ url: `smtp://127.0.0.1:${port}?tls=off` }).maxBytes()).toBe(54_321);
		const unlimited = await real();
		const transport = open({ url: `smtp://127.0.0.1:${unlimited.port}?tls=off` });
		expect(await transport.maxBytes()).toBeNull();
		await transport.close();
		expect(await open({ url: "smtp://127.0.0.1:9?tls=off" }).maxBytes()).toBeNull();
	});
});

describe("a mail server that refuses or defers", () => {
	it.each([
		["the sender for good", "onMailFrom", 550, "refused"],
		["the sender for now", "onMailFrom", 451, "deferred"],
		["every recipient for good", "onRcptTo", 550, "refused"],
		["every recipient for now", "onRcptTo", 450, "deferred"],
		["the message for good", "onData", 554, "refused"],
		["the message for now", "onData", 452, "deferred"],
	] as const)("%s", async (_, step, code, outcome) => {
		const fail = (done: (error?: Error | null) => void) => done(reply(code, "because of http://evil.example/x"));
		const { received, port } = await real({
			...(step === "onMailFrom" ? { onMailFrom: (_address, _session, done) => fail(done) } : {}),
			...(step === "onRcptTo" ? { onRcptTo: (_address, _session, done) => fail(done) } : {}),
			...(step === "onData"
				? {
						onData: (stream, _session, done) => {
							stream.resume();
							stream.on("end", () => fail(done));
						},
					}
				: {}),
		});
		const handOver = await send(open({ url: `smtp://127.0.0.1:${port}?tls=off` }));
		expect(handOver).toMatchObject({ outcome, code });
		expect(handOver.response).toContain("because of […]");
		expect(received).toEqual([]);
	});

	it.each<[string, Script, string, number | null]>([
		["recipients, one for good and one for now", { rcpt: ["550 no", "450 later"] }, "deferred", 450],
		["recipients, for now and then for good", { rcpt: ["450 later", "550 no"] }, "deferred", 450],
		["DATA for good", { data: "554 no" }, "refused", 554],
		["DATA for now", { data: "451 later" }, "deferred", 451],
		["with 421 after the dot", { dot: "421 closing" }, "deferred", 421],
		["because it wants a log-in", { mail: "530 5.7.0 authenticate first" }, "deferred", 530],
		["because of the order of commands", { rcpt: ["503 bad sequence", "503 bad sequence"] }, "deferred", 503],
		["at the greeting", { greeting: "554 no service" }, "deferred", 554],
		["at the greeting for now", { greeting: "421 busy" }, "deferred", 421],
		["the message before its end", { amid: { bytes: 1000, turn: "552 too much" } }, "refused", 552],
		[
			"pipelined recipients",
			{ ehlo: "250-scripted\n250 PIPELINING", rcpt: ["550 a", "550 b"], data: "503 x" },
			"refused",
			550,
		],
	])("%s", async (_, script, outcome, code) => {
		const { transport } = await scripted(script);
		expect(await send(transport)).toMatchObject({ outcome, code });
	});

	it("gives each recipient's words when none was taken", async () => {
		const { transport } = await scripted({
			rcpt: ["550 5.1.1 unknown", "550-5.7.1 blocked\n550 5.7.1 see mx.hosting.example"],
		});
		const { response, gone } = await send(transport);
		// Blocked is not gone: that server may take the next mail.
		expect(gone).toEqual(["abuse@hosting.example"]);
		expect(response).toBe(
			"abuse@hosting.example: 550 5.1.1 unknown; noc@hosting.example: 550-5.7.1 blocked 5.7.1 see mx.hosting.example",
		);
	});

	it("takes no message as large as this", async () => {
		const { transport } = await scripted({ ehlo: "250-scripted\n250 SIZE 1000" });
		expect(await send(transport)).toMatchObject({ outcome: "refused", code: null });
	});
});

describe("a connection that is lost", () => {
	it.each<[string, Script]>([
		["before the greeting", { greeting: "drop" }],
		["at EHLO", { ehlo: "drop" }],
		["at MAIL", { mail: "drop" }],
		["at RCPT", { rcpt: ["drop"] }],
		["at DATA", { data: "drop" }],
	])("%s: not sent", async (_, script) => {
		const { server, transport } = await scripted(script);
		expect(await send(transport)).toMatchObject({ outcome: "deferred", code: null });
		expect(server.received).toEqual([]);
	});

	it("amid the message: not sent", async () => {
		const { server, transport } = await scripted({ amid: { bytes: 100_000, turn: "drop" } });
		expect(await send(transport, { raw: bigRaw })).toMatchObject({ outcome: "deferred", code: null });
		expect(server.received).toEqual([]);
	});

	it("after the final dot: unknown, though the server has it", async () => {
		const { server, transport } = await scripted({ dot: "drop" });
		expect(await send(transport)).toEqual({
			outcome: "unknown",
			code: null,
			response: "the connection was lost after the message was handed over and before the mail server answered",
		});
		expect(server.received).toHaveLength(1);
	});

	it("after the final dot of a large message: unknown", async () => {
		const { server, transport } = await scripted({ dot: "drop" });
		const raw = bigRaw.subarray(0, 500_000);
		expect(await send(transport, { raw })).toMatchObject({ outcome: "unknown" });
		expect(server.received).toHaveLength(1);
	});

	it("when the answer to the final dot is no SMTP: unknown", async () => {
		const { transport } = await scripted({ dot: "what?" });
		expect(await send(transport)).toMatchObject({ outcome: "unknown", code: null });
	});

	it("when the server says yes before the message is complete: unknown", async () => {
		const { transport } = await scripted({ amid: { bytes: 1000, turn: "250 fine" } });
		expect(await send(transport, { raw: bigRaw })).toMatchObject({ outcome: "unknown", code: 250 });
	});

	it.each([
		["before the message: not sent", { mail: "silent" }, "deferred"],
		["after the final dot: unknown", { dot: "silent" }, "unknown"],
	] as const)("because we close %s", async (_, script, outcome) => {
		const { server, transport } = await scripted(script);
		const sending = send(transport);
		const reached = () => (outcome === "unknown" ? server.received.length === 1 : server.verbs.includes("MAIL"));
		while (!reached()) await new Promise((resolve) => setImmediate(resolve));
		await transport.close();
		expect(await sending).toMatchObject({ outcome, code: null });
	});

	it("because nobody listens", async () => {
		const server = createServer().listen(0, "127.0.0.1");
		await once(server, "listening");
		const { port } = server.address() as AddressInfo;
		server.close();
		await once(server, "close");
		const handOver = await send(open({ url: `smtp://127.0.0.1:${port}?tls=off` }));
		const response = "no connection with the mail server";
		expect(handOver).toEqual({ outcome: "deferred", code: null, response, notReached: true });
	});

	it("because the name is not known", async () => {
		const handOver = await send(
			open({ url: "smtp://no-such-host.invalid:25?tls=off", timeouts: { connectMs: 3_000, commandMs: 1_000 } }),
		);
		expect(handOver).toMatchObject({ outcome: "deferred", code: null });
	});
});

describe("a slow mail server", () => {
	const timeouts = { connectMs: 150, commandMs: 150, dataMs: 150, answerMs: 150 };
	it.each<[string, Script, string]>([
		["that never greets", { greeting: "silent" }, "deferred"],
		["that never answers EHLO", { ehlo: "silent" }, "deferred"],
		["that never answers MAIL", { mail: "silent" }, "deferred"],
		["that never answers RCPT", { rcpt: ["silent"] }, "deferred"],
		["that never answers DATA", { data: "silent" }, "deferred"],
		["that never answers the final dot", { dot: "silent" }, "unknown"],
	])("%s", async (_, script, outcome) => {
		const { transport } = await scripted(script, { timeouts });
		expect(await send(transport)).toMatchObject({ outcome, code: null });
	});

	it("that reads no further amid the message", async () => {
		const { transport } = await scripted({ amid: { bytes: 1000, turn: "stall" } }, { timeouts });
		expect(await send(transport, { raw: bigRaw })).toMatchObject({ outcome: "deferred", code: null });
	});
});

describe("TLS and log-in", () => {
	const { key, cert } = loopbackCertificate;
	const auth: SMTPServerOptions = {
		authOptional: false,
		disabledCommands: [],
		key,
		cert,
		onAuth: ({ username, password }, _session, done) =>
			username === "us@er" && password === "p:w" ? done(null, { user: 1 }) : done(reply(535, "no")),
	};

	it("goes by STARTTLS with a certificate that is trusted", async () => {
		const { received, port } = await real(auth);
		const handOver = await send(open({ url: `smtp://us%40er:p%3Aw@127.0.0.1:${port}`, ca: cert }));
		expect(handOver).toMatchObject({ outcome: "accepted" });
		expect(received).toHaveLength(1);
	});

	it("goes by implicit TLS", async () => {
		const { received, port } = await real({ ...auth, secure: true });
		const handOver = await send(open({ url: `smtps://us%40er:p%3Aw@127.0.0.1:${port}`, ca: cert }));
		expect(handOver).toMatchObject({ outcome: "accepted" });
		expect(received).toHaveLength(1);
	});

	it("defers on a wrong password, without saying it", async () => {
		const { port } = await real(auth);
		const handOver = await send(open({ url: `smtp://us%40er:secret@127.0.0.1:${port}`, ca: cert }));
		expect(handOver).toMatchObject({ outcome: "deferred", code: 535 });
		expect(handOver.response).toMatch(/^the mail server did not accept our name and password/);
		expect(handOver.response).not.toContain("secret");
	});

	it("defers on a certificate that is not trusted, and where there is no TLS", async () => {
		for (const secure of [true, false]) {
			const { received, port } = await real({ ...auth, secure });
			const handOver = await send(open({ url: `${secure ? "smtps" : "smtp"}://127.0.0.1:${port}` }));
			expect(handOver).toMatchObject({ outcome: "deferred", code: null });
			expect(received).toEqual([]);
		}
		const plain = await real();
		const handOver = await send(open({ url: `smtp://127.0.0.1:${plain.port}` }));
		expect(handOver).toMatchObject({ outcome: "deferred" });
		expect(plain.received).toEqual([]);
	});
});

describe("what is not a plain mail address", () => {
	it.each(["b@ok.example\r\nRCPT TO:<x@evil.example>", "b@ok.example>,<x@evil.example", "b"])(
		"never reaches a server: %j",
		async (to) => {
			const { received, port } = await real();
			const transport = open({ url: `smtp://127.0.0.1:${port}?tls=off` });
			expect(await send(transport, { envelopeTo: [to] })).toMatchObject({ outcome: "refused", code: null });
			expect(await send(transport, { envelopeFrom: to })).toMatchObject({ outcome: "refused", code: null });
			expect(received).toEqual([]);
		},
	);
});

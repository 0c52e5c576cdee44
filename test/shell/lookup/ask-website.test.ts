import { createServer, type Server } from "node:net";
import { gzipSync } from "node:zlib";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { parseRange } from "../../../src/core/report/range.ts";
import type { AddressRange } from "../../../src/core/report/target.ts";
import { dnsHostResolver } from "../../../src/lookup/dns/dns-host-resolver.ts";
import { websiteAsker } from "../../../src/lookup/website/ask-website.ts";
import { type SiteOptions, siteDefaults } from "../../../src/lookup/website/site-options.ts";
import { type DnsReply, type DnsServer, dnsServer } from "../../support/dns-server.ts";
import { selfSigned, type TestAuthority, type TestCertificate, testAuthority } from "../../support/test-authority.ts";
import { waitUntil } from "../../support/wait-until.ts";
import { rawSite, type SiteServer, siteServer } from "./site-server.ts";

const { signal } = new AbortController();
const now = "2026-11-25T08:00:00.000Z";
const host = "www.winkel.nl";
const wellKnown = "/.well-known/security.txt";
const file = "Contact: mailto:security@winkel.nl\nExpires: 2027-06-01T00:00:00Z\n";
const range = (text: string) => parseRange(text) as AddressRange;
/** What stands for a global address; the rest of loopback stays closed. */
const globalAddress = "127.0.0.2";

describe("asking a website", () => {
	const ending: (() => Promise<void>)[] = [];
	let authority: TestAuthority;
	let certificate: TestCertificate;
	let dns: DnsServer;

	beforeAll(async () => {
		authority = await testAuthority();
		certificate = await authority.issue([host, "winkel.nl", "winkel.co.uk", "elders.example", "klant.github.io"]);
	});
	afterEach(async () => {
		await Promise.all(ending.splice(0).map((end) => end()));
	});
	async function until<T extends { close(): Promise<void> }>(opening: Promise<T>): Promise<T> {
		const opened = await opening;
		ending.push(() => opened.close());
		return opened;
	}

	type Names = Readonly<Record<string, readonly string[] | (() => DnsReply)>>;
	/** Asks with names of our own; those not listed do not exist. */
	async function asker(site: SiteServer, change: Partial<SiteOptions> = {}, names: Names = {}) {
		const known: Names = {
			[host]: [globalAddress],
			"winkel.nl": [globalAddress],
			"elders.example": [globalAddress],
			...names,
		};
		dns = await until(
			dnsServer((name, type) => {
				const entry = known[name];
				if (entry === undefined) return { code: 3 };
				if (typeof entry === "function") return type === "A" ? entry() : {};
				const data = entry.filter((address) => address.includes(":") === (type === "AAAA"));
				return { records: type === "CNAME" ? [] : data.map((address) => ({ data: address })) };
			}),
		);
		const hosts = dnsHostResolver({
			...{ timeoutMs: 500, attempts: 1, concurrency: 4, servers: [dns.address], nowMs: () => 0 },
			allowedSpecialUse: [range("127.0.0.2/32")],
		});
		return websiteAsker({
			...siteDefaults,
			...{ hosts, clock: () => now, deadlineMs: 10_000, authorities: authority.cert },
			...{ allowedRanges: [range("127.0.0.2/32")], portOf: () => site.port },
			...change,
		});
	}
	type Reply = Parameters<typeof siteServer>[1];
	/** A website, and someone who asks it. */
	async function site(reply: Reply, change: Partial<SiteOptions> = {}, names: Names = {}) {
		const server = await until(siteServer(certificate, reply));
		const ask = await asker(server, change, names);
		return { server, ask: (name = host) => ask(name, signal) };
	}
	const text = (body: string | Buffer, type = "text/plain; charset=utf-8"): Reply => {
		return (_path, response) => response.writeHead(200, { "content-type": type }).end(body);
	};
	const paths = (server: SiteServer) => server.asked.map((line) => line.split(" ")[2]);

	describe("finds its security.txt", () => {
		it("in its own place, in one request, as the host it is", async () => {
			const { server, ask } = await site(text(file));
			expect(await ask()).toMatchObject({
				kind: "found",
				asOf: now,
				file: { url: `https://${host}${wellKnown}`, mailboxes: ["security@winkel.nl"], problems: [] },
			});
			expect(server.asked).toEqual([`${host} ${host} ${wellKnown}`]);
		});

		it("sends no more than it must: no cookie, no credentials, no packed answer asked for", async () => {
			let sent: unknown = null;
			const { ask } = await site((_path, response, request) => {
				sent = request.headers;
				response.writeHead(200, { "content-type": "text/plain", "set-cookie": "a=b" }).end(file);
			});
			await ask();
			expect(sent).toEqual({
				...{ host, connection: "keep-alive", accept: "text/plain", "accept-encoding": "identity" },
				"user-agent": expect.stringContaining("meldkamer"),
			});
		});

		it.each([404, 410, 403, 401])("in the old place, when the first says %i", async (status) => {
			const { server, ask } = await site((path, response) => {
				if (path === wellKnown) response.writeHead(status).end("no");
				else text(file)(path, response, null as never);
			});
			expect(await ask()).toMatchObject({ kind: "found", file: { url: `https://${host}/security.txt` } });
			expect(paths(server)).toEqual([wellKnown, "/security.txt"]);
		});

		it("in the first place when there is one in both, also when that one is wrong", async () => {
			const { server, ask } = await site((path, response) => {
				const body = path === wellKnown ? "Contact: mailto:a@winkel.nl\nExpires: 2020-01-01T00:00:00Z\n" : file;
				response.writeHead(200, { "content-type": "text/plain" }).end(body);
			});
			expect(await ask()).toMatchObject({ kind: "found", file: { problems: ["expired"], mailboxes: [] } });
			expect(paths(server)).toEqual([wellKnown]);
		});

		it("names a wrong type, and what is cut off", async () => {
			const wrong = await site(text(file, "text/html"));
			expect(await wrong.ask()).toMatchObject({ kind: "found", file: { problems: ["wrong-type"], mailboxes: [] } });
			const large = await site(text(`${file}${"# x\n".repeat(20_000)}`));
			expect(await large.ask()).toMatchObject({ kind: "found", file: { problems: ["too-large"], mailboxes: [] } });
		});
	});

	describe("says that there is none", () => {
		it.each([
			["404 in both places", (_p: string, response) => response.writeHead(404).end()],
			["a page for any address", text("<!doctype html><html><p>Contact us</p></html>", "text/html")],
			["a large page for any address", text(`<html>${"<p>x</p>".repeat(50_000)}</html>`, "text/html")],
			["a page that calls itself text", text("<html>\nHello: world\n</html>")],
			["nothing", text("")],
			["no content", (_p: string, response) => response.writeHead(204).end()],
		] satisfies [string, Reply][])("at %s", async (_what, reply) => {
			const { server, ask } = await site(reply);
			expect(await ask()).toEqual({ kind: "none", asOf: now });
			expect(paths(server)).toEqual([wellKnown, "/security.txt"]);
		});
	});

	it("does not go to the domain above, nor to www below", async () => {
		const { server, ask } = await site((_path, response) => response.writeHead(404).end());
		await ask();
		expect(new Set(server.asked.map((line) => line.split(" ")[1]))).toEqual(new Set([host]));
		expect(dns.asked.every((question) => question.endsWith(` ${host}`))).toBe(true);
	});

	describe("is a failure, and none of nothing, at", () => {
		it.each([
			["403 in both places", 403, "refused"],
			["429", 429, "rate-limited"],
			["500", 500, "site-out-of-order"],
			["503", 503, "site-out-of-order"],
			["an odd redirect", 304, "changed-shape"],
		])("%s", async (_what, status, reason) => {
			const { ask } = await site((_path, response) => response.writeHead(status).end());
			expect(await ask()).toEqual({ kind: "failed", reason });
		});

		it.each([
			["no HTTP", "SSH-2.0-OpenSSH_9.2\r\n", "changed-shape"],
			["half a header", "HTTP/1.1 200 OK\r\nContent-Ty", "unreachable"],
			["a broken header", "HTTP/1.1 200 OK\r\n: x\r\n\r\n", "changed-shape"],
			["two lengths", `HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 9\r\n\r\n${file}`, "changed-shape"],
			[
				"a body that breaks off",
				"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 900\r\n\r\nContact: ",
				"unreachable",
			],
			[
				"endless headers",
				`HTTP/1.1 200 OK\r\n${"X-A: bbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\r\n".repeat(2_000)}\r\n`,
				"changed-shape",
			],
		])("%s", async (_what, spoken, reason) => {
			const server = await until(rawSite(certificate, (socket) => socket.end(spoken)));
			expect(await (await asker(server))(host, signal)).toEqual({ kind: "failed", reason });
		});

		it("a packed answer, which is not unpacked", async () => {
			const bomb = gzipSync(Buffer.alloc(10_000_000, "a"));
			const { ask } = await site((_path, response) => {
				response.writeHead(200, { "content-type": "text/plain", "content-encoding": "gzip" }).end(bomb);
			});
			expect(await ask()).toEqual({ kind: "failed", reason: "changed-shape" });
		});

		it("a body that is packed on the way", async () => {
			const head = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: gzip\r\n\r\n";
			const server = await until(rawSite(certificate, (socket) => socket.end(`${head}${file}`)));
			expect(await (await asker(server))(host, signal)).toEqual({ kind: "failed", reason: "changed-shape" });
		});

		it("silence, a drip of headers or of a body, after the time for all of it", async () => {
			const drips: Parameters<typeof rawSite>[1][] = [
				() => {},
				(socket) => {
					socket.write("HTTP/1.1 200 OK\r\n");
					const timer = setInterval(() => socket.write("X-A: b\r\n"), 20);
					socket.on("close", () => clearInterval(timer));
				},
				(socket) => {
					socket.write("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n");
					const timer = setInterval(() => socket.write("#"), 20);
					socket.on("close", () => clearInterval(timer));
				},
			];
			for (const drip of drips) {
				const server = await until(rawSite(certificate, drip));
				const ask = await asker(server, { deadlineMs: 400 });
				const begun = performance.now();
				expect(await ask(host, signal)).toEqual({ kind: "failed", reason: "time-out" });
				expect(performance.now() - begun).toBeLessThan(2_500);
			}
		});

		it("a server that takes the connection and shakes no hand", async () => {
			const mute: Server = createServer((socket) => socket.on("error", () => {}));
			await new Promise<void>((done) => mute.listen(0, "127.0.0.2", done));
			const { port } = mute.address() as { port: number };
			const { ask } = await site(text(file), { connectMs: 300, portOf: () => port });
			expect(await ask()).toEqual({ kind: "failed", reason: "time-out" });
			mute.close();
		});

		it("nobody there", async () => {
			const { server, ask } = await site(text(file));
			await server.close();
			ending.splice(0, 1);
			expect(await ask()).toEqual({ kind: "failed", reason: "unreachable" });
		});

		it.each([
			[
				"that expired",
				() => authority.issue([host], { from: new Date(Date.now() - 864e6), to: new Date(Date.now() - 864e5) }),
			],
			["of another name", () => authority.issue(["www.ander.nl"])],
			["of its own", () => selfSigned(host)],
			["of an authority that nobody knows", async () => (await testAuthority()).issue([host])],
		])("a certificate %s, asking for nothing", async (_what, make) => {
			const server = await until(siteServer(await make(), text(file)));
			expect(await (await asker(server))(host, signal)).toEqual({ kind: "failed", reason: "site-certificate" });
			expect(server.asked).toEqual([]);
		});

		it("a certificate of our own authority, where the product's own authorities count", async () => {
			const { ask } = await site(text(file), { authorities: null });
			expect(await ask()).toEqual({ kind: "failed", reason: "site-certificate" });
		});
	});

	it("reads no more of 200 MiB than it must", async () => {
		let sent = 0;
		let closed = false;
		const { ask } = await site((_path, response) => {
			response.writeHead(200, { "content-type": "text/plain" });
			response.on("close", () => {
				closed = true;
			});
			const more = () => {
				while (!closed && sent < 200 * 1024 * 1024) {
					sent += 65_536;
					if (!response.write(Buffer.alloc(65_536, "#"))) {
						response.once("drain", more);
						return;
					}
				}
				response.end();
			};
			more();
		});
		expect(await ask()).toEqual({ kind: "none", asOf: now });
		expect(sent).toBeLessThan(16 * 1024 * 1024);
	});

	describe("connects to the address that was checked, and to no other", () => {
		it("whatever the name servers say the second time", async () => {
			const answers = [globalAddress, "127.0.0.1"];
			const { server, ask } = await site(
				text(file),
				{},
				{
					[host]: () => ({ records: [{ data: answers.shift() ?? "127.0.0.1", ttl: 0 }] }),
				},
			);
			expect(await ask()).toMatchObject({ kind: "found" });
			expect(server.reachedAt).toEqual([globalAddress]);
			expect(dns.asked.filter((question) => question === `A ${host}`)).toHaveLength(1);
		});

		it("also for the second place, and when a redirect comes back to it", async () => {
			const answers = [globalAddress, "127.0.0.1"];
			const { server, ask } = await site(
				(path, response) => {
					if (path === "/security.txt") response.writeHead(302, { location: "/elsewhere" }).end();
					else response.writeHead(404).end();
				},
				{},
				{ [host]: () => ({ records: [{ data: answers.shift() ?? "127.0.0.1", ttl: 0 }] }) },
			);
			expect(await ask()).toEqual({ kind: "none", asOf: now });
			expect(paths(server)).toEqual([wellKnown, "/security.txt", "/elsewhere"]);
			expect(new Set(server.reachedAt)).toEqual(new Set([globalAddress]));
		});

		it.each([
			["loopback", ["127.0.0.1"]],
			["a private network", ["10.1.2.3"]],
			["the metadata service", ["169.254.169.254"]],
			["shared space", ["100.64.0.1"]],
			["this host", ["0.0.0.0"]],
			["loopback of IPv6", ["::1"]],
			["a mapped address", ["::ffff:127.0.0.1"]],
			["NAT64", ["64:ff9b::7f00:1"]],
			["local NAT64", ["64:ff9b:1::7f00:1"]],
			["6to4", ["2002:7f00:1::1"]],
			["Teredo", ["2001:0:7f00:1::1"]],
			["an IPv4-compatible address", ["::7f00:1"]],
			["a unique local address", ["fd00:ec2::254"]],
			["a link-local address", ["fe80::1"]],
			["multicast", ["224.0.0.1", "ff02::1"]],
			["a private one beside a global one", [globalAddress, "192.168.0.1"]],
			["a private one of the other version", [globalAddress, "fd00::1"]],
		])("stays away from %s", async (_what, addresses) => {
			const { server, ask } = await site(text(file), {}, { [host]: addresses });
			expect(await ask()).toEqual({ kind: "failed", reason: "host-in-special-use" });
			expect(server.connections()).toBe(0);
		});

		it("also where the resolver takes special-use addresses for ordinary ones", async () => {
			const { server, ask } = await site(text(file), { allowedRanges: [] });
			expect(await ask()).toEqual({ kind: "failed", reason: "host-in-special-use" });
			expect(server.connections()).toBe(0);
		});

		it("stays away from special-use names without asking for them", async () => {
			const { ask } = await site(text(file));
			for (const name of ["localhost", "printer.local", "metadata.google.internal", "abc.onion"]) {
				expect(await ask(name)).toEqual({ kind: "failed", reason: "host-in-special-use" });
			}
			expect(dns.asked).toEqual([]);
		});

		it("takes another address of the host when one does not answer", async () => {
			const server = await until(siteServer(certificate, text(file), "127.0.0.2"));
			const open = [range("127.0.0.2/31")];
			const resolver = {
				resolve: async () => ({
					kind: "addresses" as const,
					addresses: [range("127.0.0.3"), range("127.0.0.2")],
					refused: 0,
				}),
			};
			const ask = await asker(server, { allowedRanges: open, hosts: resolver });
			expect(await ask(host, signal)).toMatchObject({ kind: "found" });
		});

		it("uses no proxy and no laxer TLS that the environment asks for", async () => {
			const proxy = await until(siteServer(certificate, text(file)));
			const kept = { ...process.env };
			Object.assign(process.env, {
				...{ HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`, https_proxy: `http://127.0.0.1:${proxy.port}` },
				...{ ALL_PROXY: `http://127.0.0.1:${proxy.port}`, NODE_USE_ENV_PROXY: "1", NODE_TLS_REJECT_UNAUTHORIZED: "0" },
			});
			try {
				const { ask } = await site(text(file), { authorities: null });
				expect(await ask()).toEqual({ kind: "failed", reason: "site-certificate" });
				expect(proxy.connections()).toBe(0);
			} finally {
				process.env = kept;
			}
		});
	});

	it.each([
		[() => ({ code: 3 }), "no-such-host"],
		[() => ({}), "host-without-address"],
		[() => ({ code: 2 }), "host-lookup-failed"],
		[() => null, "host-lookup-failed"],
	] satisfies [() => DnsReply, string][])("tells what name servers say: %#", async (reply, reason) => {
		const { ask } = await site(text(file), {}, { [host]: reply });
		expect(await ask()).toEqual({ kind: "failed", reason });
	});

	it("is a failure for a name that no URL can hold", async () => {
		const { ask } = await site(text(file));
		expect(await ask("xn--zz-.nl")).toMatchObject({ kind: "failed" });
	});

	describe("with redirects", () => {
		const redirect = (location: string, status = 302, then: Reply = text(file)): Reply => {
			return (path, response, request) => {
				if (path === wellKnown && request.headers.host === host) response.writeHead(status, { location }).end("gone");
				else then(path, response, request);
			};
		};

		it.each([301, 302, 303, 307, 308])("follows %i, on its own host or its own domain", async (status) => {
			const own = await site(redirect("/policy/security.txt", status));
			expect(await own.ask()).toMatchObject({
				kind: "found",
				file: { url: `https://${host}/policy/security.txt`, problems: [] },
			});
			const apex = await site(redirect(`https://winkel.nl${wellKnown}`, status));
			expect(await apex.ask()).toMatchObject({
				kind: "found",
				file: { url: `https://winkel.nl${wellKnown}`, mailboxes: ["security@winkel.nl"] },
			});
			expect(apex.server.asked.at(-1)).toBe(`winkel.nl winkel.nl ${wellKnown}`);
		});

		it("takes the word of a file on another domain only when that names this website", async () => {
			const elsewhere = redirect(`https://elders.example${wellKnown}`);
			expect(await (await site(elsewhere)).ask()).toMatchObject({
				kind: "found",
				file: { problems: ["other-domain"], mailboxes: [], contacts: [{ mailbox: "security@winkel.nl" }] },
			});
			const named = `${file}Canonical: https://${host}${wellKnown}\n`;
			const vouching = redirect(`https://elders.example${wellKnown}`, 301, text(named));
			expect(await (await site(vouching)).ask()).toMatchObject({
				file: { problems: [], mailboxes: ["security@winkel.nl"], url: `https://elders.example${wellKnown}` },
			});
		});

		it("counts a hosting domain as those of its customers", async () => {
			const names = { "klant.github.io": [globalAddress], "github.io": [globalAddress] };
			const certificates = await authority.issue(["klant.github.io", "github.io"]);
			const server = await until(
				siteServer(certificates, (path, response, request) => {
					if (request.headers.host === "klant.github.io")
						response.writeHead(301, { location: `https://github.io${path}` }).end();
					else text(file)(path, response, request);
				}),
			);
			const ask = await asker(server, {}, names);
			expect(await ask("klant.github.io", signal)).toMatchObject({ file: { problems: ["other-domain"] } });
		});

		it.each([
			["http", `http://${host}/`],
			["another port", `https://${host}:8443/`],
			["a user name", `https://a@${host}/`],
			["a password", `https://:b@${host}/`],
			["loopback", "https://127.0.0.1/"],
			["loopback as a number", "https://2130706433/"],
			["loopback in hexadecimal", "https://0x7f.1/"],
			["loopback of IPv6", "https://[::1]/"],
			["a mapped address", "https://[::ffff:127.0.0.1]/"],
			["a global address", "https://8.8.8.8/"],
			["the metadata service", "https://169.254.169.254/latest/meta-data/"],
			["a single label", "https://intranet/"],
			["a file", "file:///etc/passwd"],
			["data", "data:text/plain,Contact: mailto:a@b.nl"],
			["a very long address", `https://${host}/${"x".repeat(2_048)}`],
			["nonsense", "https://"],
			["nothing", ""],
		])("does not go to %s", async (_what, location) => {
			const { server, ask } = await site(redirect(location));
			const answer = await ask();
			// An empty Location is a relative one: the same page again, until it is enough.
			expect(answer).toEqual({ kind: "failed", reason: "site-redirect" });
			expect(new Set(paths(server))).toEqual(new Set([wellKnown]));
		});

		it.each(["localhost", "x.localhost", "printer.local", "metadata.google.internal"])(
			"does not go to %s",
			async (name) => {
				const { ask } = await site(redirect(`https://${name}/`));
				const { reason } = (await ask()) as { reason: string };
				expect(["site-redirect", "host-in-special-use"]).toContain(reason);
				expect(dns.asked.some((question) => question.endsWith(name))).toBe(false);
			},
		);

		it.each([
			["loopback", "127.0.0.1"],
			["the metadata service", "169.254.169.254"],
			["a unique local address", "fd00::1"],
		])("does not go to a name that leads to %s", async (_what, address) => {
			const { server, ask } = await site(redirect("https://elders.example/x"), {}, { "elders.example": [address] });
			expect(await ask()).toEqual({ kind: "failed", reason: "host-in-special-use" });
			expect(paths(server)).toEqual([wellKnown]);
		});

		it("is a failure without a place to go, or with two", async () => {
			const none = await site((_path, response) => response.writeHead(302).end());
			expect(await none.ask()).toEqual({ kind: "failed", reason: "site-redirect" });
			const server = await until(
				rawSite(certificate, (socket) =>
					socket.end("HTTP/1.1 302 Found\r\nLocation: /a\r\nLocation: /b\r\nContent-Length: 0\r\n\r\n"),
				),
			);
			expect(await (await asker(server))(host, signal)).toEqual({ kind: "failed", reason: "site-redirect" });
		});

		it("follows five, and not in a circle", async () => {
			const hops =
				(most: number): Reply =>
				(path, response, request) => {
					const hop = path === wellKnown ? 0 : Number(path.slice(1));
					if (hop === most) text(file)(path, response, request);
					else response.writeHead(302, { location: `/${hop + 1}` }).end();
				};
			expect(await (await site(hops(5))).ask()).toMatchObject({ kind: "found" });
			expect(await (await site(hops(6))).ask()).toEqual({ kind: "failed", reason: "site-redirect" });
			const circle = await site((path, response) => response.writeHead(302, { location: path }).end());
			expect(await circle.ask()).toEqual({ kind: "failed", reason: "site-redirect" });
			expect(circle.server.asked).toHaveLength(6);
		});

		it("keeps to the time for all of it", async () => {
			const { ask } = await site(
				(_path, response) => {
					setTimeout(() => response.writeHead(302, { location: wellKnown }).end(), 150);
				},
				{ deadlineMs: 400 },
			);
			expect(await ask()).toEqual({ kind: "failed", reason: "time-out" });
		});
	});

	it("asks a host once for all who ask at the same time, and so many hosts only at once", async () => {
		let open = 0;
		let most = 0;
		const waits: (() => void)[] = [];
		const names = Array.from({ length: 6 }, (_, index) => `h${index}.winkel.nl`);
		const own = await authority.issue(["*.winkel.nl"]);
		const server = await until(
			siteServer(own, (path, response, request) => {
				open++;
				most = Math.max(most, open);
				waits.push(() => {
					open--;
					text(file)(path, response, request);
				});
			}),
		);
		const entries = Object.fromEntries(names.map((name) => [name, [globalAddress]]));
		const ask = await asker(server, { concurrency: 2 }, entries);
		const all = Promise.all([...names, ...names, ...names].map((name) => ask(name, signal)));
		for (let answered = 0; answered < names.length; answered++) {
			await waitUntil(() => waits.length > answered);
			waits[answered]?.();
		}
		expect((await all).every(({ kind }) => kind === "found")).toBe(true);
		expect(server.asked).toHaveLength(names.length);
		expect(most).toBe(2);
	});

	it("stops at an abort, and hangs up", async () => {
		const abort = new AbortController();
		let closed = false;
		const server = await until(
			siteServer(certificate, (_path, response) => {
				response.on("close", () => {
					closed = true;
				});
				abort.abort();
			}),
		);
		const ask = await asker(server);
		await expect(ask(host, abort.signal)).rejects.toMatchObject({ name: "AbortError" });
		await waitUntil(() => closed);
		await expect(ask(host, abort.signal)).rejects.toMatchObject({ name: "AbortError" });
	});
});

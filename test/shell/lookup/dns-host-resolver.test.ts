import { afterEach, describe, expect, it } from "vitest";
import { parseRange, renderRange } from "../../../src/core/report/range.ts";
import type { AddressRange } from "../../../src/core/report/target.ts";
import { type DnsOptions, dnsHostResolver } from "../../../src/lookup/dns/dns-host-resolver.ts";
import type { HostAnswer } from "../../../src/ports/host-resolver.ts";
import { type DnsReply, type DnsServer, type DnsType, dnsServer } from "../../support/dns-server.ts";
import { waitUntil } from "../../support/wait-until.ts";

const { signal } = new AbortController();
const open = (...cidrs: string[]) => cidrs.map((cidr) => parseRange(cidr) as AddressRange);
const host = "www.example.nl";

const shown = (answer: HostAnswer) =>
	answer.kind === "addresses" ? answer.addresses.map(renderRange).sort() : answer.kind;

describe("the host resolver", () => {
	let server: DnsServer | null = null;
	afterEach(async () => {
		await server?.close();
		server = null;
	});
	/** Documentation addresses stand for global ones. */
	async function resolver(
		reply: (name: string, type: DnsType) => DnsReply | Promise<DnsReply>,
		change: Partial<DnsOptions> = {},
	) {
		server = await dnsServer(reply);
		return dnsHostResolver({
			...{ timeoutMs: 200, attempts: 1, concurrency: 4, servers: [server.address], nowMs: () => 0 },
			allowedSpecialUse: open("192.0.2.0/24", "2001:db8::/32"),
			...change,
		});
	}
	const fixed = (four: readonly string[], six: readonly string[]) => (_name: string, type: DnsType) =>
		type === "CNAME" ? {} : { records: (type === "A" ? four : six).map((data) => ({ data })) };

	it("gives all addresses of both versions, each once", async () => {
		const { resolve } = await resolver(fixed(["192.0.2.1", "192.0.2.2", "192.0.2.1"], ["2001:db8::1"]));
		const answer = await resolve(host, signal);
		expect(shown(answer)).toEqual(["192.0.2.1", "192.0.2.2", "2001:db8::1"]);
		expect(answer).toMatchObject({ refused: 0 });
	});

	it("gives an address of one version when there is none of the other", async () => {
		expect(shown(await (await resolver(fixed([], ["2001:db8::1"]))).resolve(host, signal))).toEqual(["2001:db8::1"]);
		await server?.close();
		expect(shown(await (await resolver(fixed(["192.0.2.1"], []))).resolve(host, signal))).toEqual(["192.0.2.1"]);
	});

	it("leaves special-use addresses out, in whatever form, and counts them", async () => {
		const hidden = [
			"::ffff:127.0.0.1",
			"64:ff9b::7f00:1",
			"2002:7f00:1::1",
			"2001:0:7f00:1::1",
			"fe80::1",
			"::1",
			"fd00::1",
		];
		const { resolve } = await resolver(fixed(["192.0.2.1", "127.0.0.1", "169.254.169.254"], hidden));
		const answer = await resolve(host, signal);
		expect(shown(answer)).toEqual(["192.0.2.1"]);
		// The mapped one is the loopback address that is there already.
		expect(answer).toMatchObject({ refused: 2 + hidden.length - 1 });
	});

	it("says so when a host has special-use addresses only", async () => {
		const { resolve } = await resolver(fixed(["10.0.0.1", "192.168.1.1"], ["fd00::1"]));
		expect(await resolve(host, signal)).toEqual({ kind: "special-use" });
	});

	it("tells a name that does not exist from one without an address", async () => {
		expect(await (await resolver(() => ({ code: 3 }))).resolve(host, signal)).toEqual({ kind: "no-such-name" });
		await server?.close();
		expect(await (await resolver(() => ({}))).resolve(host, signal)).toEqual({ kind: "no-address" });
	});

	describe("with aliases", () => {
		it("takes the addresses at the end of the chain", async () => {
			const chain = [
				{ name: host, data: "a.cdn.example" },
				{ name: "a.cdn.example", data: "b.cdn.example" },
			];
			const { resolve } = await resolver((_name, type) => ({
				records: type === "A" ? [...chain, { name: "b.cdn.example", data: "192.0.2.9" }] : chain,
			}));
			expect(shown(await resolve(host, signal))).toEqual(["192.0.2.9"]);
		});

		it("says so when the chain ends at a name that does not exist", async () => {
			const alias = { name: host, data: "gone.example" };
			const { resolve } = await resolver((name) => (name === host ? { code: 3, records: [alias] } : { code: 3 }));
			expect(await resolve(host, signal)).toEqual({ kind: "no-such-name" });
			await server?.close();
			// Asked for the alias itself, a server says that it is there (RFC 6604).
			const told = await resolver((name, type) =>
				name === host ? { code: type === "CNAME" ? 0 : 3, records: [alias] } : { code: 3 },
			);
			expect(await told.resolve(host, signal)).toEqual({ kind: "dangling-alias" });
		});

		it.each([
			["a server that fails on it", 2],
			["a server that gives what it has", 0],
		])("says so when the chain goes in a circle, at %s", async (_how, code) => {
			const next: Record<string, string> = { [host]: "b.example", "b.example": "c.example", "c.example": host };
			const { resolve } = await resolver((name, type) =>
				type === "CNAME" ? { records: [{ data: next[name] as string }] } : { code },
			);
			expect(await resolve(host, signal)).toEqual({ kind: "alias-loop" });
		});

		it("does not follow a chain without end", async () => {
			const { resolve } = await resolver((name, type) =>
				type === "CNAME" ? { records: [{ data: `a${name.slice(0, 200)}` }] } : {},
			);
			expect(await resolve(host, signal)).toEqual({ kind: "alias-loop" });
			expect(server?.asked.filter((question) => question.startsWith("CNAME")).length).toBeLessThan(20);
		});
	});

	it.each([
		["the server fails", () => ({ code: 2 }), "server-failed"],
		["the server refuses", () => ({ code: 5 }), "server-failed"],
		["the server is silent", () => null, "time-out"],
		[
			"one version fails",
			(_: string, type: DnsType) => (type === "A" ? { records: [{ data: "192.0.2.1" }] } : { code: 2 }),
			"server-failed",
		],
		[
			"one version is silent",
			(_: string, type: DnsType) => (type === "A" ? { records: [{ data: "192.0.2.1" }] } : null),
			"time-out",
		],
	] satisfies [string, (name: string, type: DnsType) => DnsReply, string][])(
		"is a fault when %s",
		async (_when, reply, kind) => {
			const { resolve } = await resolver(reply);
			await expect(resolve(host, signal)).rejects.toMatchObject({ name: "HostFault", kind });
		},
	);

	it("is a fault of its own when there is no server", async () => {
		const { resolve } = await resolver(() => null);
		await server?.close();
		server = null;
		await expect(resolve(host, signal)).rejects.toMatchObject({ name: "HostFault", kind: "unreachable" });
	});

	it("names no host in a fault", async () => {
		const { resolve } = await resolver(() => ({ code: 2 }));
		await expect(resolve(host, signal)).rejects.toMatchObject({ message: expect.not.stringContaining("example") });
	});

	it("asks again over TCP when an answer is too long, and stops at 64 addresses", async () => {
		const many = Array.from({ length: 100 }, (_, index) => `192.0.2.${index + 1}`);
		const { resolve } = await resolver(fixed(many, []));
		expect(shown(await resolve(host, signal))).toHaveLength(64);
	});

	it("asks for the name alone: no search domain, no hosts file", async () => {
		const { resolve } = await resolver(fixed(["192.0.2.1"], []));
		expect(shown(await resolve("localhost", signal))).toEqual(["192.0.2.1"]);
		expect(new Set(server?.asked)).toEqual(new Set(["A localhost", "AAAA localhost"]));
	});

	describe("keeps answers", () => {
		async function clocked(ttl: number, code = 0) {
			const clock = { ms: 0 };
			const made = await resolver(
				(_name, type) => (type === "A" ? { code, records: [{ data: "192.0.2.1", ttl }] } : {}),
				{
					nowMs: () => clock.ms,
				},
			);
			const asks = async (ms: number) => {
				clock.ms = ms;
				const before = server?.asked.length ?? 0;
				await made.resolve(host, signal).catch(() => {});
				return (server?.asked.length ?? 0) > before;
			};
			return { ...made, asks };
		}

		it("as long as their records say", async () => {
			const { asks } = await clocked(300);
			expect(await asks(0)).toBe(true);
			expect(await asks(299_999)).toBe(false);
			expect(await asks(300_000)).toBe(true);
		});

		it("for half a minute at least and an hour at most", async () => {
			const short = await clocked(0);
			expect([await short.asks(0), await short.asks(29_999), await short.asks(30_000)]).toEqual([true, false, true]);
			await server?.close();
			const long = await clocked(999_999);
			expect([await long.asks(0), await long.asks(3_599_999), await long.asks(3_600_000)]).toEqual([true, false, true]);
		});

		it("but no failures", async () => {
			const { asks } = await clocked(300, 2);
			expect([await asks(0), await asks(0)]).toEqual([true, true]);
		});
	});

	it("asks once for all who ask at the same time, and for so many names only at once", async () => {
		let waiting = 0;
		let most = 0;
		const waits: (() => void)[] = [];
		const { resolve } = await resolver(
			async (_name, type) => {
				if (type === "AAAA") return {};
				waiting++;
				most = Math.max(most, waiting);
				await new Promise<void>((done) => waits.push(done));
				waiting--;
				return { records: [{ data: "192.0.2.1" }] };
			},
			{ concurrency: 3, timeoutMs: 5_000 },
		);
		const names = Array.from({ length: 9 }, (_, index) => `h${index}.example.nl`);
		const all = Promise.all([...names, ...names].map((name) => resolve(name, signal)));
		for (let answered = 0; answered < names.length; answered++) {
			await waitUntil(() => waits.length > answered);
			waits[answered]?.();
		}
		await all;
		expect(most).toBe(3);
		expect(server?.asked.filter((question) => question.startsWith("A ")).length).toBe(names.length);
	});

	it("stops at an abort", async () => {
		const abort = new AbortController();
		const { resolve } = await resolver(
			() => {
				abort.abort();
				return null;
			},
			{ timeoutMs: 20_000 },
		);
		await expect(resolve(host, abort.signal)).rejects.toMatchObject({ name: "AbortError" });
		await expect(resolve(host, abort.signal)).rejects.toMatchObject({ name: "AbortError" });
	});

	it("uses the machine's servers when none are set", async () => {
		const made = dnsHostResolver({
			...{ timeoutMs: 50, attempts: 1, concurrency: 1, servers: null, allowedSpecialUse: [], nowMs: () => 0 },
		});
		const ended = new AbortController();
		ended.abort();
		await expect(made.resolve(host, ended.signal)).rejects.toMatchObject({ name: "AbortError" });
	});
});

import type { Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { parseRegisteredRange } from "../../../src/core/contact/parse-registered-range.ts";
import type { AddressRange } from "../../../src/core/report/target.ts";
import { memoryBudgets } from "../../../src/lookup/memory-budgets.ts";
import { askWhois } from "../../../src/lookup/whois/ask-whois.ts";
import { checkErrorLine, readAnswer, readReferral } from "../../../src/lookup/whois/read-answer.ts";
import { publicServers, type RegistryName, type WhoisServers } from "../../../src/lookup/whois/registries.ts";
import { type WhoisSourceOptions, whoisSource } from "../../../src/lookup/whois/whois-source.ts";
import { type Loopback, lineServer } from "./loopback.ts";

const range = (text: string) => parseRegisteredRange(text) as AddressRange;
const signal = new AbortController().signal;

const ripeHead = "% This is the RIPE Database query service.\n% The objects are in RPSL format.\n\n";
const ripeAnswer = `${ripeHead}% Information related to '192.0.2.0 - 192.0.2.255'

% Abuse contact for '192.0.2.0 - 192.0.2.255' is 'abuse@polder.example'

inetnum:        192.0.2.0 - 192.0.2.255
netname:        NL-POLDER
country:        NL
org:            ORG-POLD1-TEST
admin-c:        NOOIT1-TEST
source:         RIPE # Filtered

% Information related to '192.0.2.0/24AS64496'

route:          192.0.2.0/24
origin:         AS64496
source:         RIPE

% This query was served by the RIPE Database Query Service version 1.112
`;
const ripeOrganisation = `${ripeHead}organisation:   ORG-POLD1-TEST
org-name:       Polder B.V.
country:        NL
e-mail:         directie@polder.example
source:         RIPE
`;
const arinAnswer = `
#
# ARIN WHOIS data and services are subject to the Terms of Use
#

NetRange:       192.0.0.0 - 192.255.255.255
CIDR:           192.0.0.0/8
NetName:        WIDE
OrgName:        Wide Inc.
Country:        CA

NetRange:       192.0.2.0 - 192.0.2.255
CIDR:           192.0.2.0/24
NetName:        DIKE

OrgName:        Dike Inc.
Country:        US

OrgAbuseHandle: ABUSE1-ARIN
OrgAbuseEmail:  abuse@dike.example

OrgTechHandle: TECH1-ARIN
OrgTechEmail:  tech@dike.example
`;
const lacnicAnswer = `
% Joint Whois - whois.lacnic.net

inetnum:     192.0.2/24
status:      allocated
owner:       Dique S.A.
country:     UY
owner-c:     OWN1
abuse-c:     ABU1
created:     20150101

nic-hdl:     OWN1
person:      Alguien
e-mail:      alguien@dique.example

nic-hdl:     ABU1
person:      Abuso
e-mail:      abuse@dique.example
`;

describe("WHOIS", () => {
	const servers: Loopback[] = [];
	afterEach(async () => {
		await Promise.all(servers.splice(0).map((server) => server.close()));
	});
	const serve = async (reply: (line: string, socket: Socket) => void) => {
		const server = await lineServer(reply);
		servers.push(server);
		return server;
	};

	/** IANA refers to `registry`; all registries are one server that answers with `reply`. */
	async function source(
		registry: string,
		reply: (line: string, socket: Socket) => void,
		change: Partial<WhoisSourceOptions> = {},
	) {
		const iana = await serve((_line, socket) => socket.end(`% IANA WHOIS server\n\nrefer:        ${registry}\n\n`));
		const all = await serve(reply);
		const at = { host: "127.0.0.1", port: all.port };
		const here: WhoisServers = {
			ripe: at,
			arin: at,
			apnic: at,
			lacnic: at,
			afrinic: at,
			iana: { ...at, port: iana.port },
		};
		const made = whoisSource({
			clock: () => "2026-11-21T12:00:00.000Z",
			budgets: memoryBudgets(),
			servers: here,
			deadlineMs: 5000,
			memoryMb: 32,
			maxBytes: 100_000,
			pace: { concurrency: 4, count: 1000, perMs: 1 },
			paceByRegistry: {},
			retries: 0,
			retryDelayMs: 1,
			pauseMs: 60_000,
			...change,
		});
		return { made, find: (text: string) => made.find(range(text), signal), asked: all.asked, iana: iana.asked };
	}
	const saying = (text: string) => (_line: string, socket: Socket) => void socket.end(text);

	it("reads RIPE's answer and asks for the organisation's country", async () => {
		const { find, asked, iana } = await source("whois.ripe.net", (line, socket) =>
			socket.end(line.includes("organisation") ? ripeOrganisation : ripeAnswer),
		);
		expect(await find("192.0.2.7")).toEqual({
			kind: "contact",
			contact: {
				range: range("192.0.2.0/24"),
				leaf: false,
				operator: "Polder B.V.",
				mailboxes: ["abuse@polder.example"],
				unreadable: null,
				suspect: false,
				others: [],
				netname: "NL-POLDER",
				delegatedCountry: null,
				organisationCountry: "NL",
				rangeCountry: "NL",
				asn: null,
				source: "whois",
				path: ["inetnum 192.0.2.0 - 192.0.2.255"],
				asOf: "2026-11-21T12:00:00.000Z",
			},
		});
		expect(asked).toEqual(["-r 192.0.2.7\r\n", "-r -T organisation ORG-POLD1-TEST\r\n"]);
		await find("192.0.2.0/28");
		expect(asked[2]).toBe("-r 192.0.2.0/28\r\n");
		// The block, not the address, and once.
		expect(iana).toEqual(["192.0.0.0\r\n"]);
	});

	it("reads ARIN's answer, the narrowest network of it", async () => {
		const { find, asked } = await source("whois.arin.net", saying(arinAnswer));
		expect(await find("192.0.2.7")).toMatchObject({
			contact: {
				range: range("192.0.2.0/24"),
				operator: "Dike Inc.",
				mailboxes: ["abuse@dike.example"],
				organisationCountry: "US",
			},
		});
		expect(asked).toEqual(["n + 192.0.2.7\r\n"]);
	});

	it("reads LACNIC's answer: the contact that abuse-c names, in a short block", async () => {
		const { find, asked } = await source("whois.lacnic.net", saying(lacnicAnswer));
		expect(await find("192.0.2.0/28")).toMatchObject({
			contact: { range: range("192.0.2.0/24"), operator: "Dique S.A.", mailboxes: ["abuse@dique.example"] },
		});
		expect(asked).toEqual(["192.0.2.0\r\n"]);
		const without = await source("whois.lacnic.net", saying(lacnicAnswer.replace("abuse-c:     ABU1\n", "")));
		expect(await without.find("192.0.2.7")).toMatchObject({ contact: { mailboxes: [] } });
	});

	it("knows a network without an abuse contact", async () => {
		const none = ripeAnswer.replace(
			/% Abuse contact for.*/,
			"% No abuse contact registered for 192.0.2.0 - 192.0.2.255",
		);
		const { find } = await source("whois.ripe.net", saying(none.replace(/org:.*\n/, "")));
		expect(await find("192.0.2.7")).toMatchObject({
			kind: "contact",
			contact: { mailboxes: [], operator: "NL-POLDER" },
		});
	});

	it("answers for an AS number", async () => {
		const text = `% Abuse contact for 'AS64496' is 'abuse@polder.example'\n\naut-num: AS64496\nas-name: POLDER-AS\nsource: RIPE\n`;
		const { made, asked } = await source("whois.ripe.net", saying(text));
		expect(await made.findAsn(64496, signal)).toMatchObject({
			contact: { asn: 64496, operator: "POLDER-AS", mailboxes: ["abuse@polder.example"] },
		});
		expect(asked).toEqual(["-r AS64496\r\n"]);
		const arin = await source(
			"whois.arin.net",
			saying("ASNumber: 64496\nASName: DIKE-AS\nOrgAbuseEmail: a@dike.example\n"),
		);
		expect(await arin.made.findAsn(64496, signal)).toMatchObject({ contact: { mailboxes: ["a@dike.example"] } });
		expect(arin.asked).toEqual(["a + 64496\r\n"]);
	});

	it("goes where ARIN refers to, but only to one of the five registries", async () => {
		const referring = (host: string) =>
			source("whois.arin.net", (line, socket) =>
				socket.end(
					line.startsWith("n +")
						? `${arinAnswer}\nReferralServer: whois://${host}\n`
						: ripeAnswer.replace(/org:.*\n/, ""),
				),
			);
		const known = await referring("whois.ripe.net");
		expect(await known.find("192.0.2.7")).toMatchObject({ contact: { mailboxes: ["abuse@polder.example"] } });
		const unknown = await referring("127.0.0.1:22");
		expect(await unknown.find("192.0.2.7")).toMatchObject({ contact: { mailboxes: ["abuse@dike.example"] } });
		expect(unknown.asked).toHaveLength(1);
	});

	it.each([
		["IANA keeps the block itself", "whois.iana.org", ripeAnswer],
		["nothing is found", "whois.ripe.net", "%ERROR:101: no entries found\n%\n% No entries found in source RIPE.\n"],
		[
			"the registry does not manage it",
			"whois.ripe.net",
			ripeAnswer.replace("NL-POLDER", "NON-RIPE-NCC-MANAGED-ADDRESS-BLOCK"),
		],
		["ARIN has no match", "whois.arin.net", "\n# ARIN\n\nNo match found for n + 192.0.2.7.\n"],
	])("is not covered when %s", async (_name, registry, text) => {
		expect(await (await source(registry, saying(text))).find("192.0.2.7")).toEqual({ kind: "not-covered" });
	});

	it.each([
		[
			"a lasting block",
			"%ERROR:201: access denied for 192.0.2.99\n%\n% Sorry, access from your host has been permanently\n% denied\n",
			"refused",
		],
		["a limit on connections", "%ERROR:208: connection limit exceeded\n", "rate-limited"],
		["a question it does not take", "%ERROR:115: invalid search key\n", "changed-shape"],
		["LACNIC's limit", "% Joint Whois\n\n% Query rate limit exceeded. Reduced information.\n", "rate-limited"],
		["SIDN's limit", "whois.example: only 1 request per second allowed, try again later\n", "rate-limited"],
		["LACNIC's block", "% Permission denied.\n", "refused"],
		["an empty answer", "", "changed-shape"],
		["no line on the abuse contact", ripeAnswer.replace(/% Abuse contact for.*/, ""), "changed-shape"],
		[
			"a network that it does not hold",
			ripeAnswer.replace("inetnum:        192.0.2.0", "inetnum: 192.0.2.8"),
			"changed-shape",
		],
		["a web page", "<html><body>Service moved</body></html>\n", "changed-shape"],
	] as const)("tells %s, never no contact", (_name, text, kind) => {
		const read = () => {
			checkErrorLine(text);
			return readAnswer("ripe", text);
		};
		expect(read).toThrow(expect.objectContaining({ name: "SourceFault", kind }));
	});

	it.each([
		["refers to a server that is no registry", "refer: 127.0.0.1:25\n", "refused"],
		["says nothing of a registry", "inetnum: 192.0.0.0 - 192.255.255.255\nstatus: ALLOCATED\n", "changed-shape"],
	] as const)("fails when IANA %s", (_name, text, kind) => {
		expect(() => readReferral(text)).toThrow(expect.objectContaining({ name: "SourceFault", kind }));
		expect(readReferral("inetnum: 240.0.0.0 - 255.255.255.255\nstatus: RESERVED\n")).toBeNull();
	});

	it("tells what else an answer shows: a mailbox in doubt, one that is not readable, the organisation's", async () => {
		const record = (registry: RegistryName, text: string) => {
			const answer = readAnswer(registry, text);
			return answer.kind === "record" ? answer.record : null;
		};
		const doubt =
			"is 'abuse@polder.example'\n% Abuse-mailbox validation failed. Please refer to ORG-X for further information.";
		expect(record("ripe", ripeAnswer.replace("is 'abuse@polder.example'", doubt))).toMatchObject({ suspect: true });
		expect(record("ripe", ripeAnswer.replace("abuse@polder.example", "abuse\u200b(at)polder.example"))).toMatchObject({
			mailboxes: [],
			unreadable: "abuse (at)polder.example",
		});
		const own = `${arinAnswer}\nRAbuseHandle: NET1-ARIN\nRAbuseEmail: net@dike.example\n`;
		expect(record("arin", own)).toMatchObject({
			mailboxes: ["net@dike.example"],
			others: [{ operator: "Dike Inc.", mailboxes: ["abuse@dike.example"], path: ["contact ABUSE1-ARIN"] }],
		});
	});

	it("counts people in answers, though it asks for none, and stops before the registry blocks us", async () => {
		const person = "\nperson: Somebody\nnic-hdl: P1-TEST\n\nrole: Noc\nnic-hdl: N1-TEST\n";
		const pace = { concurrency: 1, count: 1000, perMs: 1, shared: { registry: "test", personalPerDay: 3 } };
		const text = ripeAnswer.replace(/org:.*\n/, "") + person;
		const { find, asked } = await source("whois.ripe.net", saying(text), { paceByRegistry: { ripe: pace } });
		await find("192.0.2.7");
		await find("192.0.2.8");
		await expect(find("192.0.2.9")).rejects.toMatchObject({ kind: "rate-limited", until: "2026-11-22T00:00:00.000Z" });
		expect(asked).toHaveLength(2);
	});

	it("tells an answer for another network, and one that is too long", async () => {
		const other = await source("whois.ripe.net", saying(ripeAnswer.replaceAll("192.0.2.", "198.51.100.")));
		await expect(other.find("192.0.2.7")).rejects.toMatchObject({ kind: "changed-shape" });
		const long = await source("whois.ripe.net", saying(ripeAnswer + "remarks: x\n".repeat(20_000)));
		await expect(long.find("192.0.2.7")).rejects.toMatchObject({ kind: "changed-shape" });
	});

	it("leaves a server alone after it said that it is asked too often", async () => {
		const { find, asked } = await source("whois.ripe.net", saying("%ERROR:201: access denied\n"));
		await expect(find("192.0.2.7")).rejects.toMatchObject({ kind: "refused" });
		const until = "2026-11-21T12:01:00.000Z";
		await expect(find("192.0.2.8")).rejects.toMatchObject({ kind: "rate-limited", until });
		expect(asked).toHaveLength(1);
	});

	it("tells a server that is not there", async () => {
		const { find } = await source("whois.ripe.net", (_line, socket) => socket.resetAndDestroy());
		await expect(find("192.0.2.7")).rejects.toMatchObject({ kind: "unreachable" });
	});

	it("knows the public servers", () => {
		expect(publicServers.ripe).toEqual({ host: "whois.ripe.net", port: 43 });
	});

	describe("the box round whoiser", () => {
		const box = (port: number) => ({
			host: "127.0.0.1",
			port,
			query: "x",
			deadlineMs: 400,
			memoryMb: 32,
			maxBytes: 100_000,
		});

		it("ends a slow drip at the deadline", async () => {
			const server = await serve((_line, socket) => {
				const drip = setInterval(() => socket.write("% wait\n"), 50);
				socket.on("close", () => clearInterval(drip));
			});
			const start = performance.now();
			await expect(askWhois(box(server.port), signal)).rejects.toMatchObject({ kind: "time-out" });
			expect(performance.now() - start).toBeLessThan(2500);
		});

		it("does not fill the memory with an answer that never ends", async () => {
			const chunk = Buffer.alloc(1024 * 1024, "x");
			const server = await serve((_line, socket) => {
				const more = () => {
					while (!socket.destroyed && socket.write(chunk));
				};
				socket.on("drain", more);
				more();
			});
			const before = process.memoryUsage().rss;
			const asking = askWhois({ ...box(server.port), deadlineMs: 3000, memoryMb: 16 }, signal);
			await expect(asking).rejects.toMatchObject({ name: "SourceFault" });
			expect(process.memoryUsage().rss - before).toBeLessThan(256 * 1024 * 1024);
		});

		it("asks one line only", async () => {
			const server = await serve((_line, socket) => socket.end("x"));
			for (const query of ["x\r\ny", "x\ny", "", "é", "x".repeat(201)]) {
				expect(() => askWhois({ ...box(server.port), query }, signal)).toThrow(TypeError);
			}
			expect(server.asked).toEqual([]);
		});

		it("stops at an abort", async () => {
			const abort = new AbortController();
			const server = await serve(() => abort.abort());
			const asking = askWhois({ ...box(server.port), deadlineMs: 5000 }, abort.signal);
			await expect(asking).rejects.toMatchObject({ name: "AbortError" });
		});
	});
});

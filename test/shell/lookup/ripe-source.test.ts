import type { ServerResponse } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { parseRegisteredRange } from "../../../src/core/contact/parse-registered-range.ts";
import type { AddressRange } from "../../../src/core/report/target.ts";
import { memoryBudgets } from "../../../src/lookup/memory-budgets.ts";
import { type RipeSourceOptions, ripeSource } from "../../../src/lookup/ripe-rest/ripe-source.ts";
import { httpServer, type Loopback, sendJson } from "./loopback.ts";

const range = (text: string) => parseRegisteredRange(text) as AddressRange;
const signal = new AbortController().signal;

/** An object as the REST service writes it. */
const object = (type: string, abuse: object | null, ...attributes: [string, string][]) => ({
	type,
	link: { type: "locator", href: "https://rest.example/x" },
	source: { id: "ripe" },
	attributes: { attribute: attributes.map(([name, value]) => ({ name, value })) },
	...(abuse === null ? {} : { "abuse-contact": abuse }),
});
const objects = (...list: object[]) => ({ service: { name: "search" }, objects: { object: list } });
const polder = { key: "PN1-TEST", email: "abuse@polder.example", suspect: false, "org-id": "ORG-SPONSOR-TEST" };

const allocation = object(
	"inetnum",
	polder,
	["inetnum", "192.0.2.0 - 192.0.2.255"],
	["netname", "NL-POLDER"],
	["country", "NL"],
	["org", "ORG-POLD1-TEST"],
	["mnt-by", "RIPE-NCC-HM-MNT"],
);
const assignment = (abuse: object | null) =>
	object("inetnum", abuse, ["inetnum", "192.0.2.64 - 192.0.2.127"], ["netname", "KLANT"], ["country", "BE"]);
const world = object("inetnum", null, ["inetnum", "0.0.0.0 - 255.255.255.255"], ["netname", "IANA-BLK"]);
const route = (origin = "AS64496") => object("route", null, ["route", "192.0.2.0/24"], ["origin", origin]);
const organisation = object(
	"organisation",
	polder,
	["organisation", "ORG-POLD1-TEST"],
	["org-name", "Polder B.V."],
	["country", "NL"],
	["abuse-c", "PN1-TEST"],
);

/** The recorded answers by what is asked. */
function recorded(path: string): unknown {
	if (path.includes("flags=one-more")) return undefined;
	return objects(world, allocation, assignment(polder), route(), organisation);
}

describe("RIPE's REST service", () => {
	let server: Loopback | null = null;
	afterEach(async () => {
		await server?.close();
		server = null;
	});
	async function source(
		reply: (path: string, response: ServerResponse) => void,
		change: Partial<RipeSourceOptions> = {},
	) {
		server = await httpServer(reply);
		const made = ripeSource({
			clock: () => "2026-11-21T12:00:00.000Z",
			baseUrl: server.url,
			timeoutMs: 2000,
			maxBytes: 100_000,
			maxObjects: 100,
			maxSurveyBytes: 1_000_000,
			budgets: memoryBudgets(),
			pace: { concurrency: 4, count: 1000, perMs: 1 },
			retries: 0,
			retryDelayMs: 1,
			...change,
		});
		return { made, find: (text: string) => made.find(range(text), signal), asked: server.asked };
	}

	it("puts the contact, the countries and the AS together, in one question", async () => {
		const { find, asked } = await source((path, response) => sendJson(response, recorded(path)));
		expect(await find("192.0.2.70")).toEqual({
			kind: "contact",
			contact: {
				range: range("192.0.2.64/26"),
				leaf: false,
				operator: "Polder B.V.",
				mailboxes: ["abuse@polder.example"],
				unreadable: null,
				suspect: false,
				others: [],
				netname: "KLANT",
				organisationCountry: "NL",
				rangeCountry: "BE",
				delegatedCountry: null,
				asn: 64496,
				source: "ripe",
				path: [
					"inetnum 192.0.2.64 - 192.0.2.127",
					"inetnum 192.0.2.0 - 192.0.2.255",
					"org ORG-POLD1-TEST",
					"role PN1-TEST",
				],
				asOf: "2026-11-21T12:00:00.000Z",
			},
		});
		expect(asked).toEqual([
			"/search.json?source=ripe&query-string=192.0.2.70&type-filter=inetnum&type-filter=route&flags=all-less&flags=no-personal&flags=no-grouping&abuse-contact=true",
		]);
	});

	it("tells what else the answer shows: a mailbox in doubt, one that is not readable, the contacts round it", async () => {
		const own = { key: "KL1-TEST", email: "noc(at)klant.example", suspect: true };
		const customer = object(
			"inetnum",
			own,
			["inetnum", "192.0.2.64 - 192.0.2.127"],
			["netname", "KLANT"],
			["abuse-c", "KL1-TEST"],
			["org", "ORG-KL1-TEST"],
		);
		const theirs = object(
			"organisation",
			{ ...own, key: "KL2-TEST", email: "abuse@klant.example" },
			["organisation", "ORG-KL1-TEST"],
			["org-name", "Klant B.V."],
			["country", "BE"],
		);
		const beyond = object("inetnum", { ...own, key: "NCC1-TEST", email: "ncc@registry.example" }, [
			"inetnum",
			"192.0.0.0 - 192.0.255.255",
		]);
		const { find } = await source((_path, response) =>
			sendJson(response, objects(beyond, allocation, customer, theirs, organisation)),
		);
		expect(await find("192.0.2.70")).toMatchObject({
			contact: {
				operator: "Klant B.V.",
				mailboxes: [],
				unreadable: "noc(at)klant.example",
				suspect: true,
				organisationCountry: "BE",
				asn: null,
				path: ["inetnum 192.0.2.64 - 192.0.2.127", "role KL1-TEST"],
				// The climb ends at what the registry gave out.
				others: [
					{
						operator: "Klant B.V.",
						mailboxes: ["abuse@klant.example"],
						path: ["organisation ORG-KL1-TEST", "role KL2-TEST"],
					},
					{
						operator: "NL-POLDER",
						mailboxes: ["abuse@polder.example"],
						path: ["inetnum 192.0.2.0 - 192.0.2.255", "role PN1-TEST"],
					},
				],
			},
		});
	});

	it("says no AS when routes differ", async () => {
		const { find } = await source((_path, response) =>
			sendJson(response, objects(allocation, route("AS64496"), route("AS64497"), organisation)),
		);
		expect(await find("192.0.2.70")).toMatchObject({ contact: { asn: null } });
	});

	it("finds out for a wide question alone whether something lies inside", async () => {
		const inside = await source((path, response) =>
			sendJson(response, path.includes("one-more") ? objects(assignment(null)) : recorded(path)),
		);
		expect(await inside.find("192.0.2.64/28")).toMatchObject({ contact: { leaf: false } });
		expect(inside.asked[1]).toContain("query-string=192.0.2.64%2F26&type-filter=inetnum&limit=1&flags=one-more");
		await server?.close();
		const none = await source((path, response) => sendJson(response, recorded(path)));
		expect(await none.find("192.0.2.64/28")).toMatchObject({ contact: { leaf: true } });
		await server?.close();
		const unknown = await source((path, response) => {
			if (path.includes("one-more")) response.writeHead(500).end();
			else sendJson(response, recorded(path));
		});
		expect(await unknown.find("192.0.2.64/28")).toMatchObject({ contact: { leaf: false } });
		const single = object("inetnum", polder, ["inetnum", "192.0.2.70 - 192.0.2.70"]);
		await server?.close();
		const host = await source((_path, response) => sendJson(response, objects(allocation, single, organisation)));
		expect(await host.find("192.0.2.70")).toMatchObject({ contact: { leaf: true } });
		expect(host.asked).toHaveLength(1);
	});

	it("makes sure that there is no contact where an answer names nobody at all", async () => {
		const nobody = objects(world, assignment(null));
		const none = await source((path, response) =>
			sendJson(
				response,
				path.startsWith("/abuse")
					? { parameters: { "primary-key": { value: "x" } }, "abuse-contacts": { key: "", email: "" } }
					: nobody,
			),
		);
		expect(await none.find("192.0.2.70")).toMatchObject({
			kind: "contact",
			contact: {
				mailboxes: [],
				unreadable: null,
				organisationCountry: null,
				path: ["inetnum 192.0.2.64 - 192.0.2.127"],
			},
		});
		expect(none.asked[1]).toBe("/abuse-contact/192.0.2.70.json");
		await server?.close();
		const elsewhere = await source((path, response) =>
			sendJson(
				response,
				path.startsWith("/abuse")
					? { parameters: { "primary-key": { value: "x" } }, "abuse-contacts": polder }
					: nobody,
			),
		);
		expect(await elsewhere.find("192.0.2.70")).toMatchObject({ contact: { mailboxes: ["abuse@polder.example"] } });
		await server?.close();
		const unknown = await source((path, response) =>
			sendJson(response, path.startsWith("/abuse") ? undefined : nobody),
		);
		expect(await unknown.find("192.0.2.70")).toEqual({ kind: "not-covered" });
		await server?.close();
		// Where somebody is named, nobody is what the others have.
		const somebody = await source((_path, response) => sendJson(response, objects(assignment(null), organisation)));
		expect(await somebody.find("192.0.2.70")).toMatchObject({ contact: { mailboxes: [] } });
		expect(somebody.asked).toHaveLength(1);
	});

	it("does not cover what it does not manage, and then asks no more", async () => {
		const { find, asked } = await source((_path, response) => sendJson(response, objects(world)));
		expect(await find("9.9.9.9")).toEqual({ kind: "not-covered" });
		expect(asked).toHaveLength(1);
		await server?.close();
		const nothing = await source((_path, response) => sendJson(response, undefined));
		expect(await nothing.find("2a00::1")).toEqual({ kind: "not-covered" });
		expect(await nothing.made.findAsn(64500, signal)).toEqual({ kind: "not-covered" });
	});

	it("answers for an AS number", async () => {
		const named: [string, string][] = [
			["aut-num", "AS64496"],
			["as-name", "POLDER-AS"],
			["org", "ORG-POLD1-TEST"],
		];
		const { made, asked } = await source((_path, response) =>
			sendJson(response, objects(object("aut-num", polder, ...named), organisation)),
		);
		expect(await made.findAsn(64496, signal)).toMatchObject({
			contact: {
				asn: 64496,
				mailboxes: ["abuse@polder.example"],
				organisationCountry: "NL",
				operator: "Polder B.V.",
				netname: "POLDER-AS",
				path: ["aut-num AS64496", "org ORG-POLD1-TEST", "role PN1-TEST"],
			},
		});
		expect(asked).toHaveLength(1);
		await server?.close();
		const nobody = await source((path, response) =>
			sendJson(response, path.startsWith("/abuse") ? undefined : objects(object("aut-num", null, ...named))),
		);
		expect(await nobody.made.findAsn(64496, signal)).toEqual({ kind: "not-covered" });
		expect(nobody.asked[1]).toBe("/abuse-contact/AS64496.json");
	});

	it("counts people in its answers, though it asked for none, and stops before the registry blocks us", async () => {
		const people = Array.from({ length: 3 }, (_, at) => object("person", null, ["person", `Somebody ${at}`]));
		const role = object("role", null, ["role", "Abuse"], ["abuse-mailbox", "abuse@polder.example"]);
		const pace = { concurrency: 1, count: 1000, perMs: 1, shared: { registry: "test", personalPerDay: 6 } };
		const { find, asked } = await source(
			(_path, response) => sendJson(response, objects(allocation, organisation, role, ...people)),
			{ pace },
		);
		await find("192.0.2.1");
		await find("192.0.2.2");
		await expect(find("192.0.2.3")).rejects.toMatchObject({
			kind: "rate-limited",
			until: "2026-11-22T00:00:00.000Z",
		});
		expect(asked).toHaveLength(2);
	});

	it.each([
		[
			"an abuse contact without an email",
			(path: string) => path.startsWith("/search"),
			objects(object("inetnum", { key: "x" }, ["inetnum", "192.0.2.0 - 192.0.2.255"])),
		],
		["a search without objects", (path: string) => path.startsWith("/search"), { result: [] }],
		[
			"a network that is not readable",
			(path: string) => path.startsWith("/search"),
			objects(object("inetnum", polder, ["inetnum", "192.0.2/24 to 255"])),
		],
		["a list where an object was", () => true, []],
	])("calls %s a changed shape, never no contact", async (_name, when, body) => {
		const { find } = await source((path, response) => sendJson(response, when(path) ? body : recorded(path)));
		await expect(find("192.0.2.70")).rejects.toMatchObject({ name: "SourceFault", kind: "changed-shape" });
	});

	it.each([
		["no JSON", 200, "<html>", "changed-shape"],
		["a forbidden", 403, "", "refused"],
		["an error", 503, "", "unreachable"],
		["a bad request", 400, "{}", "changed-shape"],
	])("tells %s", async (_name, status, body, kind) => {
		const { find } = await source((_path, response) => response.writeHead(status).end(body));
		await expect(find("192.0.2.70")).rejects.toMatchObject({ kind });
	});

	it("tells 429, and then leaves the server alone for the time it asked for", async () => {
		const { find, asked } = await source((_path, response) => response.writeHead(429, { "retry-after": "60" }).end());
		const until = "2026-11-21T12:01:00.000Z";
		await expect(find("192.0.2.70")).rejects.toMatchObject({ kind: "rate-limited", until });
		await expect(find("192.0.2.71")).rejects.toMatchObject({ kind: "rate-limited", until });
		expect(asked).toHaveLength(1);
	});

	it("ends a slow drip at the deadline for the whole answer", async () => {
		const { find } = await source(
			(_path, response) => {
				response.writeHead(200);
				const drip = setInterval(() => response.write(" "), 20);
				response.on("close", () => clearInterval(drip));
			},
			{ timeoutMs: 200 },
		);
		await expect(find("192.0.2.70")).rejects.toMatchObject({ kind: "time-out" });
	});

	it("stops reading an answer that is too large", async () => {
		const { find } = await source((_path, response) => {
			response.writeHead(200);
			const chunk = "x".repeat(65_536);
			const more = () => {
				while (!response.destroyed && response.write(chunk));
			};
			response.on("drain", more);
			more();
		});
		await expect(find("192.0.2.70")).rejects.toMatchObject({ kind: "changed-shape" });
	});

	it("tries again after a broken connection, not after a refusal", async () => {
		let failures = 2;
		const { find, asked } = await source(
			(path, response) => {
				if (failures-- > 0) response.destroy();
				else sendJson(response, recorded(path));
			},
			{ retries: 2 },
		);
		expect(await find("192.0.2.70")).toMatchObject({ kind: "contact" });
		expect(asked.slice(0, 3)).toEqual(Array(3).fill(asked[0]));
		await server?.close();
		const refused = await source((_path, response) => response.writeHead(403).end(), { retries: 2 });
		await expect(refused.find("192.0.2.70")).rejects.toMatchObject({ kind: "refused" });
		expect(refused.asked).toHaveLength(1);
	});

	it("leaves a server alone that failed several times in a row", async () => {
		const { find, asked } = await source((_path, response) => response.destroy());
		for (let at = 0; at < 10; at++) {
			await expect(find(`192.0.2.${at}`)).rejects.toMatchObject({ name: "SourceFault", kind: "unreachable" });
		}
		expect(asked).toHaveLength(6);
	});

	it("follows no redirect", async () => {
		const { find } = await source((_path, response) => {
			response.writeHead(302, { location: "http://127.0.0.1:9/" }).end();
		});
		await expect(find("192.0.2.70")).rejects.toMatchObject({ kind: "refused" });
	});

	it("stops at an abort, with the abort", async () => {
		const abort = new AbortController();
		const { made } = await source(() => abort.abort());
		await expect(made.find(range("192.0.2.70"), abort.signal)).rejects.toMatchObject({ name: "AbortError" });
	});

	it("does not try again after an abort", async () => {
		const abort = new AbortController();
		const { made, asked } = await source(
			(_path, response) => {
				response.destroy();
				abort.abort();
			},
			{ retries: 2, retryDelayMs: 5000 },
		);
		await expect(made.find(range("192.0.2.70"), abort.signal)).rejects.toMatchObject({ name: "AbortError" });
		expect(asked).toHaveLength(1);
	});

	it("asks as many at a time as its pace says", async () => {
		let open = 0;
		let most = 0;
		const { find } = await source(
			(path, response) => {
				most = Math.max(most, ++open);
				setImmediate(() => {
					open--;
					sendJson(response, recorded(path));
				});
			},
			{ pace: { concurrency: 2, count: 1000, perMs: 1 } },
		);
		await Promise.all(Array.from({ length: 12 }, (_, at) => find(`192.0.2.${64 + at}`)));
		expect(most).toBeLessThanOrEqual(2);
	});
});

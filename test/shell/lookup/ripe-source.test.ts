import type { ServerResponse } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { parseRegisteredRange } from "../../../src/core/contact/parse-registered-range.ts";
import type { AddressRange } from "../../../src/core/report/target.ts";
import { type RipeSourceOptions, ripeSource } from "../../../src/lookup/ripe-rest/ripe-source.ts";
import { httpServer, type Loopback, sendJson } from "./loopback.ts";

const range = (text: string) => parseRegisteredRange(text) as AddressRange;
const signal = new AbortController().signal;

/** An object as the REST service writes it. */
const object = (type: string, ...attributes: [string, string][]) => ({
	type,
	link: { type: "locator", href: "https://rest.example/x" },
	source: { id: "ripe" },
	attributes: { attribute: attributes.map(([name, value]) => ({ name, value })) },
});
const objects = (...list: object[]) => ({ service: { name: "search" }, objects: { object: list } });
const abuse = (key: string, email: string) => ({
	service: "abuse-contact",
	parameters: { "primary-key": { value: "192.0.2.64 - 192.0.2.127" } },
	"abuse-contacts": { key, email, suspect: false, "org-id": "ORG-SPONSOR-TEST" },
});

const allocation = object(
	"inetnum",
	["inetnum", "192.0.2.0 - 192.0.2.255"],
	["netname", "NL-POLDER"],
	["country", "NL"],
	["org", "ORG-POLD1-TEST"],
);
const assignment = object("inetnum", ["inetnum", "192.0.2.64 - 192.0.2.127"], ["netname", "KLANT"], ["country", "BE"]);
const world = object("inetnum", ["inetnum", "0.0.0.0 - 255.255.255.255"], ["netname", "IANA-BLK"]);
const route = object("route", ["route", "192.0.2.0/24"], ["origin", "AS64496"]);
const organisation = object(
	"organisation",
	["organisation", "ORG-POLD1-TEST"],
	["org-name", "Polder B.V."],
	["country", "NL"],
	["abuse-c", "PN1-TEST"],
);

/** The recorded answers by what is asked. */
function recorded(path: string): unknown {
	if (path.startsWith("/abuse-contact/")) return abuse("PN1-TEST", "abuse@polder.example");
	if (path === "/ripe/organisation/ORG-POLD1-TEST.json") return objects(organisation);
	if (path.includes("flags=one-more")) return undefined;
	return objects(world, allocation, assignment, route);
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
			pace: { concurrency: 4, count: 1000, perMs: 1 },
			retries: 0,
			retryDelayMs: 1,
			...change,
		});
		return { made, find: (text: string) => made.find(range(text), signal), asked: server.asked };
	}

	it("puts the contact, the countries, the AS and the leaf together", async () => {
		const { find, asked } = await source((path, response) => sendJson(response, recorded(path)));
		expect(await find("192.0.2.70")).toEqual({
			kind: "contact",
			contact: {
				range: range("192.0.2.64/26"),
				leaf: true,
				operator: "Polder B.V.",
				mailboxes: ["abuse@polder.example"],
				organisationCountry: "NL",
				rangeCountry: "BE",
				asn: 64496,
				source: "ripe",
				path: ["inetnum 192.0.2.64 - 192.0.2.127", "org ORG-POLD1-TEST", "role PN1-TEST"],
				asOf: "2026-11-21T12:00:00.000Z",
			},
		});
		expect(asked[0]).toBe(
			"/search.json?source=ripe&query-string=192.0.2.70&type-filter=inetnum&type-filter=route&flags=all-less&flags=no-referenced",
		);
		expect(asked[1]).toBe("/abuse-contact/192.0.2.70.json");
		expect(asked[3]).toContain("query-string=192.0.2.64%2F26&type-filter=inetnum&limit=1&flags=one-more");
		await find("192.0.2.71");
		expect(asked.filter((path) => path.includes("organisation"))).toHaveLength(1);
	});

	it("is no leaf when something lies inside, or when that cannot be found out", async () => {
		const inside = await source((path, response) =>
			sendJson(response, path.includes("one-more") ? objects(assignment) : recorded(path)),
		);
		expect(await inside.find("192.0.2.70")).toMatchObject({ contact: { leaf: false } });
		await server?.close();
		const unknown = await source((path, response) => {
			if (path.includes("one-more")) response.writeHead(500).end();
			else sendJson(response, recorded(path));
		});
		expect(await unknown.find("192.0.2.70")).toMatchObject({ contact: { leaf: false } });
	});

	it("takes an empty mailbox for no contact", async () => {
		const { find } = await source((path, response) =>
			sendJson(response, path.startsWith("/abuse") ? abuse("", "") : recorded(path)),
		);
		expect(await find("192.0.2.70")).toMatchObject({ kind: "contact", contact: { mailboxes: [] } });
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
		const autNum = object("aut-num", ["aut-num", "AS64496"], ["as-name", "POLDER-AS"], ["org", "ORG-POLD1-TEST"]);
		const { made, asked } = await source((path, response) =>
			sendJson(response, path.includes("aut-num") ? objects(autNum) : recorded(path)),
		);
		expect(await made.findAsn(64496, signal)).toMatchObject({
			contact: { asn: 64496, mailboxes: ["abuse@polder.example"], organisationCountry: "NL", operator: "Polder B.V." },
		});
		expect(asked[1]).toBe("/abuse-contact/AS64496.json");
	});

	it.each([
		[
			"an abuse contact without an email",
			(path: string) => path.startsWith("/abuse"),
			{ "abuse-contacts": { key: "x" } },
		],
		["a search without objects", (path: string) => path.startsWith("/search"), { result: [] }],
		[
			"a network that is not readable",
			(path: string) => path.startsWith("/search"),
			objects(object("inetnum", ["inetnum", "192.0.2/24 to 255"])),
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
		await expect(find("192.0.2.70")).rejects.toMatchObject({ kind: "rate-limited" });
		await expect(find("192.0.2.71")).rejects.toMatchObject({ kind: "rate-limited" });
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

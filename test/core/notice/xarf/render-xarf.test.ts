import { readdirSync, readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Category } from "../../../../src/core/case/event.ts";
import { ownAddresses } from "../../../../src/core/notice/own-addresses.ts";
import { renderXarf, type XarfInput } from "../../../../src/core/notice/xarf/render-xarf.ts";
import { rangesIn } from "../../../../src/core/report/find-addresses.ts";
import type { Finding } from "../../../../src/core/report/finding.ts";
import { makeFinding } from "../make-finding.ts";

const seen = { firstSeen: "2026-11-20T08:00:00.000Z", lastSeen: "2026-11-21T09:30:00.000Z" };
const uuid = (id: number) => `00000000-0000-5000-8000-${String(id).padStart(12, "0")}`;

function input(category: Category, title = "Open gateways"): XarfInput {
	const hotline = { name: "Security Meldpunt", from: "meldpunt@Meldpunt.example" };
	return { category, title, hotline, reportId: uuid };
}

interface Shown {
	readonly report: Record<string, unknown>;
	readonly evidence: string;
}

/** The report on one finding; null when there is none, which is then counted. */
function shown(finding: Finding, given: XarfInput): Shown | null {
	const { files, left } = renderXarf([finding], given);
	expect(files.length + left).toBe(1);
	if (files[0] === undefined) return null;
	expect(files[0].name).toBe(`xarf-${finding.id}.json`);
	const report = JSON.parse(files[0].content) as Record<string, unknown>;
	const items = (report.evidence ?? []) as { payload: string }[];
	const evidence = items.map(({ payload }) => Buffer.from(payload, "base64").toString()).join("");
	return { report, evidence };
}

const gateway = (change: Partial<Finding> = {}) =>
	makeFinding("192.0.2.1", {
		...seen,
		port: 8443,
		details: { service: "Citrix Gateway", cve: "CVE-2019-19781" },
		...change,
	});

describe("a vulnerability", () => {
	it("with a CVE, a service and a port is vulnerability/cve", () => {
		const finding = gateway({
			details: { service: "Citrix Gateway", version: "13.0.47.24", tag: "cve-2019-19781;vpn" },
		});
		expect(shown(finding, input("vulnerability"))).toEqual({
			report: {
				...{ xarf_version: "4.2.0", report_id: uuid(finding.id), timestamp: seen.lastSeen },
				reporter: { org: "Security Meldpunt", contact: "meldpunt@Meldpunt.example", domain: "meldpunt.example" },
				sender: { org: "Security Meldpunt", contact: "meldpunt@Meldpunt.example", domain: "meldpunt.example" },
				...{ source_identifier: "192.0.2.1", source_port: 8443, category: "vulnerability", type: "cve" },
				...{ service: "Citrix Gateway", service_version: "13.0.47.24", service_port: 8443, cve_id: "CVE-2019-19781" },
				description: "Open gateways",
				evidence: [{ content_type: "text/plain", description: "Columns of the report", payload: expect.any(String) }],
			},
			evidence: "service: Citrix Gateway\nversion: 13.0.47.24\ntag: cve-2019-19781;vpn\n",
		});
	});

	it("names all CVEs of its row, ten at most", () => {
		const cves = Array.from({ length: 12 }, (_, index) => `CVE-2024-${1000 + index}`);
		const report = shown(gateway({ details: { product: "X", cves: cves.join(",") } }), input("vulnerability"))?.report;
		expect(report).toMatchObject({ cve_id: cves[0], cve_ids: cves.slice(0, 10) });
	});

	it("has the CVE that the case is about, when its row names none", () => {
		const finding = gateway({ details: { service: "Citrix" } });
		expect(shown(finding, input("vulnerability", "Citrix CVE-2023-4966"))?.report.cve_id).toBe("CVE-2023-4966");
		expect(shown(finding, input("vulnerability", "Citrix CVE-2023-4966 and CVE-2023-4967"))).toBeNull();
		const own = shown(gateway(), input("vulnerability", "Citrix CVE-2023-4966"))?.report;
		expect(own?.cve_id).toBe("CVE-2019-19781");
	});

	it.each<[string, Partial<Finding>]>([
		["a CVE", { details: { service: "Citrix Gateway", tag: "XCVE-2019-19781 CVE-2019-19781a" } }],
		["a service", { details: { cve: "CVE-2019-19781" } }],
		["a port", { port: null }],
		["a port that is one", { port: 0 }],
		["a time", { firstSeen: null, lastSeen: null }],
	])("without %s has no report", (_, change) => {
		expect(shown(gateway(change), input("vulnerability"))).toBeNull();
	});

	it("of a network or a range has no report: it is about no one system", () => {
		for (const target of ["192.0.2.0/28", "192.0.2.1-192.0.2.9"])
			expect(shown({ ...gateway(), target: makeFinding(target).target }, input("vulnerability"))).toBeNull();
	});
});

describe("an infection", () => {
	const bot = (change: Partial<Finding> = {}) =>
		makeFinding("2001:db8::1", { ...seen, protocol: "tcp", port: 0, ...change });

	it("is connection/infected_host, without the other end", () => {
		const details = { dst_ip: "198.51.100.7", "destination.fqdn": "sinkhole.example", family: "zeus to 198.51.100.7" };
		const found = shown(bot({ details }), input("infection", "Bots calling 198.51.100.7"));
		expect(found?.report).toMatchObject({
			...{ source_identifier: "2001:db8::1", category: "connection", type: "infected_host", protocol: "tcp" },
			...{ bot_type: "malicious", first_seen: seen.firstSeen, last_seen: seen.lastSeen },
			description: "Bots calling […]",
		});
		expect(found?.report).not.toHaveProperty("source_port");
		expect(found?.evidence).toBe("family: zeus to […]\n");
	});

	it("without details has no evidence, and without a last time none of that", () => {
		const report = shown(bot({ lastSeen: null, protocol: "udp" }), input("infection"))?.report;
		expect(report).toMatchObject({ timestamp: seen.firstSeen, protocol: "udp" });
		expect(Object.keys(report ?? {})).not.toEqual(expect.arrayContaining(["evidence"]));
		expect(report).not.toHaveProperty("last_seen");
	});

	it.each<[string, Partial<Finding>]>([
		["a protocol", { protocol: null }],
		["a protocol that the schema has", { protocol: "icmp" }],
		["a first time", { firstSeen: null }],
	])("without %s has no report", (_, change) => {
		expect(shown(bot(change), input("infection"))).toBeNull();
	});
});

describe("content", () => {
	it.each<[Category, Record<string, string>]>([
		["phishing", { type: "phishing" }],
		["fraud-shop", { type: "fraud", fraud_type: "shopping" }],
		["malware", { type: "malware" }],
	])("of %s is about a URL", (category, typed) => {
		const named = shown(makeFinding("https://login.bank.example/a?b=c", seen), input(category))?.report;
		expect(named).toMatchObject({
			...{ category: "content", source_identifier: "login.bank.example", domain: "login.bank.example" },
			...{ url: "https://login.bank.example/a?b=c", ...typed },
		});
		const numbered = shown(makeFinding("http://192.0.2.1/a", { ...seen, port: 80 }), input(category))?.report;
		expect(numbered).toMatchObject({ source_identifier: "192.0.2.1", source_port: 80, url: "http://192.0.2.1/a" });
		expect(numbered).not.toHaveProperty("domain");
		for (const target of ["192.0.2.1", "login.bank.example"])
			expect(shown(makeFinding(target, seen), input(category))).toBeNull();
	});

	it("has no domain where the schema would not take it", () => {
		const report = shown(makeFinding("https://shop.xn--p1ai/", seen), input("phishing"))?.report;
		expect(report).not.toHaveProperty("domain");
		expect(report).toMatchObject({ source_identifier: "shop.xn--p1ai" });
	});
});

describe("reports", () => {
	it("are none for other categories", () => {
		expect(shown(gateway(), input("other"))).toBeNull();
	});

	it("are about a host by its name", () => {
		const host = { ...gateway(), target: makeFinding("vpn.polder.example").target };
		expect(shown(host, input("vulnerability"))?.report.source_identifier).toBe("vpn.polder.example");
	});

	it("stand in the order of the findings, and count those without", () => {
		const findings = [gateway(), gateway({ port: null }), gateway()];
		const { files, left } = renderXarf(findings, input("vulnerability"));
		expect(files.map(({ name }) => name)).toEqual([findings[0], findings[2]].map((some) => `xarf-${some?.id}.json`));
		expect(left).toBe(1);
	});
});

const schemaFolder = process.env.MELDKAMER_SAMPLES && `${process.env.MELDKAMER_SAMPLES}/xarf`;

const categories = ["vulnerability", "infection", "phishing", "fraud-shop", "malware", "other"] as const;
const target = fc.constantFrom(
	...["192.0.2.1", "192.0.2.77", "2001:db8::9", "192.0.2.16/28", "host.polder.example", "https://a.polder.example/x"],
	...["http://192.0.2.5:8080/a.exe", "https://shop.xn--p1ai/"],
);
const time = fc.option(fc.constantFrom(seen.firstSeen, seen.lastSeen));
const cellText = fc.oneof(
	fc.string({ unit: "binary", maxLength: 80 }),
	fc.constantFrom("Citrix Gateway", "CVE-2019-19781", "CVE-2020-0001,CVE-2020-0002", "198.51.100.7", "x 203.0.113.9 y"),
);
const anyFinding = fc
	.record({
		target,
		port: fc.option(fc.integer({ min: 0, max: 65_535 })),
		protocol: fc.constantFrom("tcp", "udp", "icmp", null),
		firstSeen: time,
		lastSeen: time,
		details: fc.dictionary(fc.constantFrom("service", "version", "cve", "dst_ip", "banner", "C&C"), cellText),
	})
	.map(({ target: text, ...rest }) => makeFinding(text, rest));
const anyCase = fc.tuple(
	fc.constantFrom(...categories),
	cellText,
	fc.array(anyFinding, { minLength: 1, maxLength: 4 }),
);

/** The rules of the schemas that our reports could break, in our own words. */
function rulesOf(report: Record<string, unknown>): string[] {
	const text = (name: string) => (typeof report[name] === "string" ? (report[name] as string) : "");
	const [category, type] = [text("category"), text("type")];
	const known = [
		"vulnerability/cve",
		"connection/infected_host",
		"content/phishing",
		"content/fraud",
		"content/malware",
	];
	const port = (value: unknown) => Number.isInteger(value) && (value as number) >= 1 && (value as number) <= 65_535;
	const wrong: Record<string, boolean> = {
		version: !/^4\.\d+\.\d+$/.test(text("xarf_version")),
		id: !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text("report_id")),
		time: new Date(text("timestamp")).toISOString() !== text("timestamp"),
		source: text("source_identifier") === "",
		port: "source_port" in report && !port(report.source_port),
		type: !known.includes(`${category}/${type}`),
		description: text("description").length > 1_000,
		url: category === "content" && !URL.canParse(text("url")),
		cve: type === "cve" && !/^CVE-\d{4}-\d+$/.test(text("cve_id")),
		servicePort: type === "cve" && !port(report.service_port),
		service: type === "cve" && (text("service") === "" || text("service").length > 200),
		bot: type === "infected_host" && (!/^(tcp|udp)$/.test(text("protocol")) || text("first_seen") === ""),
	};
	return Object.keys(wrong).filter((name) => wrong[name]);
}

describe("all reports", () => {
	it("keep the rules of X-ARF, and say nothing of others", () => {
		fc.assert(
			fc.property(anyCase, ([category, title, findings]) => {
				const own = ownAddresses(findings);
				const { files, left } = renderXarf(findings, input(category, title));
				expect(files.length + left).toBe(findings.length);
				for (const { content } of files) {
					const report = JSON.parse(content) as Record<string, unknown>;
					expect(rulesOf(report)).toEqual([]);
					const evidence = ((report.evidence ?? []) as { payload: string }[]).map(({ payload }) => payload);
					const all = [content, ...evidence.map((payload) => Buffer.from(payload, "base64").toString())].join("\n");
					// A version is none, although it looks like one.
					const foreign = rangesIn(all.replace(/^.*version.*$/gim, "")).filter((range) => !own.covers(range));
					expect(foreign).toEqual([]);
				}
			}),
			{ numRuns: 1_000 },
		);
	});

	it.skipIf(schemaFolder === undefined)("are valid by the published schemas", () => {
		const validate = publishedSchemas();
		let seenTypes = 0;
		fc.assert(
			fc.property(anyCase, ([category, title, findings]) => {
				for (const { content } of renderXarf(findings, input(category, title)).files) {
					expect(validate(JSON.parse(content))).toEqual([]);
					seenTypes += 1;
				}
			}),
			{ numRuns: 2_000 },
		);
		expect(seenTypes).toBeGreaterThan(300);
		for (const name of readdirSync(`${schemaFolder}/samples/v4`))
			expect(validate(JSON.parse(readFileSync(`${schemaFolder}/samples/v4/${name}`, "utf8"))), name).toEqual([]);
		expect(
			validate({ ...JSON.parse(renderXarf([gateway()], input("vulnerability")).files[0]?.content ?? ""), cve_id: "x" }),
		).not.toEqual([]);
	});
});

/** What the master schema, with those of the types, says of a report. */
function publishedSchemas(): (report: unknown) => unknown[] {
	const folder = `${schemaFolder}/schemas/v4`;
	const ajv = new Ajv2020({ strict: false, allErrors: true });
	ajv.addFormat("uuid", /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i);
	ajv.addFormat("date-time", /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/);
	ajv.addFormat("email", /^[^@\s]+@[^@\s]+$/);
	ajv.addFormat("hostname", /^[a-z0-9-]+(\.[a-z0-9-]+)*$/i);
	ajv.addFormat("uri", (text) => URL.canParse(text) && /^[!-~]*$/.test(text));
	ajv.addFormat("date", /^\d{4}-\d\d-\d\d$/);
	ajv.addFormat("ipv4", /^\d+\.\d+\.\d+\.\d+$/);
	ajv.addFormat("ipv6", /^[0-9a-f:]+$/i);
	const read = (path: string) => JSON.parse(readFileSync(`${folder}/${path}`, "utf8")) as { $id: string };
	for (const name of readdirSync(`${folder}/types`)) if (name.endsWith(".json")) ajv.addSchema(read(`types/${name}`));
	ajv.addSchema(read("xarf-core.json"));
	const validate = ajv.compile(read("xarf-v4-master.json"));
	return (report) => (validate(report) ? [] : (validate.errors ?? []));
}

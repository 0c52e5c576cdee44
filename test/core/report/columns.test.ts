import { describe, expect, it } from "vitest";
import {
	displayHeaders,
	hasKnownHeader,
	normalizeHeader,
	planColumns,
	planWithoutHeader,
} from "../../../src/core/report/columns.ts";

const plan = (header: string, chosen: number | null = null) => planColumns(header.split(","), chosen);

describe("planColumns", () => {
	it.each([
		"ip",
		"IP",
		" Ip ",
		"\ufeffip",
		"IP address",
		"ip-adres",
		"IP-adres",
		"ipadres",
		"Source IP",
		"source.ip",
		"source_ip",
		"address",
		"indicator",
		"doelwit",
		"host",
		"hostnaam",
		"url",
		"domain",
		"Domeinnaam",
	])("knows %j as the target", (header) => {
		expect(plan(`id,${header},note`)).toMatchObject({ target: 1 });
	});

	it("takes src_ip wherever it stands, and shows nothing of the other end", () => {
		const found = plan(
			"dst_ip,dst_port,dst_hostname,ip,src_port,src_ip,protocol,timestamp,src_hostname,http_host,url,tag",
		);
		expect(found).toEqual({
			target: 5,
			fallbacks: [8],
			port: 4,
			protocol: 6,
			time: 7,
			details: [3, 8, 9, 10, 11],
		});
	});

	it("takes ip where there is no src_ip, with url and host name for rows without", () => {
		expect(plan("timestamp,url,host,ip,port,protocol")).toEqual({
			target: 3,
			fallbacks: [1, 2],
			port: 4,
			protocol: 5,
			time: 0,
			details: [1, 2],
		});
	});

	it("never takes a dst column, also not as the last resort", () => {
		expect(plan("dst_ip,dst_hostname,tag")).toBeNull();
		expect(plan("src_ip,dst_ip,src_hostname,dst_hostname")?.fallbacks).toEqual([2]);
		expect(plan("destination_ip,note")).toBeNull();
	});

	it("prefers a URL to a host name, and the source's port with a source", () => {
		expect(plan("host,url")).toMatchObject({ target: 1, fallbacks: [0] });
		expect(plan("source_ip,port,source_port")).toMatchObject({ port: 2 });
		expect(plan("source_ip,poort")).toMatchObject({ port: 1 });
		expect(plan("ip,source_port,port")).toMatchObject({ port: 2 });
	});

	it("follows the volunteer's choice, and only that", () => {
		expect(plan("ip,server,url", 1)).toMatchObject({ target: 1, fallbacks: [], details: [0, 2] });
		expect(plan("naam,server,nota", 1)).toMatchObject({ target: 1 });
		expect(plan("naam,server", 2)).toBeNull();
		expect(plan("naam,server", -1)).toBeNull();
	});

	it("gives at most thirty details and none that would reach an object's prototype", () => {
		const many = Array.from({ length: 50 }, (_, index) => `c${index}`).join(",");
		expect(plan(`ip,${many}`)?.details).toHaveLength(30);
		expect(plan("ip,__proto__,tag")?.details).toEqual([2]);
	});
});

describe("headers", () => {
	it("are compared without case, marks and separators", () => {
		expect(normalizeHeader("\ufeff IP-Adres (v4) ")).toBe("ip_adres_v4");
	});

	it("are known or not", () => {
		expect(hasKnownHeader(["x", "SRC_IP"])).toBe(true);
		expect(hasKnownHeader(["x", "Poort"])).toBe(true);
		expect(hasKnownHeader(["x", "192.0.2.1"])).toBe(false);
	});

	it("are shown with a number where they are empty or repeated", () => {
		expect(displayHeaders(["\ufeffip", "", "tag", "tag", "tag", "x".repeat(80)])).toEqual([
			"ip",
			"column 2",
			"tag",
			"tag (2)",
			"tag (3)",
			"x".repeat(60),
		]);
	});

	it("may be missing: then only the target is known", () => {
		expect(planWithoutHeader(2)).toEqual({
			target: 2,
			fallbacks: [],
			port: null,
			protocol: null,
			time: null,
			details: [],
		});
	});
});

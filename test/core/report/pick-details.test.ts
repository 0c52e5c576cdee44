import { describe, expect, it } from "vitest";
import { parseTarget } from "../../../src/core/report/parse-target.ts";
import { pickDetails } from "../../../src/core/report/pick-details.ts";

function details(target: string, cells: string[]): Record<string, string> {
	const parsed = parseTarget(target);
	if (!parsed.ok) throw new Error(parsed.reason);
	const headers = cells.map((_, index) => `h${index}`);
	return pickDetails(cells, { columns: cells.map((_, index) => index), headers, target: parsed.target });
}

describe("pickDetails", () => {
	it("trims, cuts and leaves empty cells out", () => {
		expect(details("192.0.2.1", [" a ", "", "  ", "x".repeat(900)])).toEqual({ h0: "a", h3: "x".repeat(500) });
	});

	it("drops a cell that names somebody else's address, anywhere in it", () => {
		expect(
			details("192.0.2.1", [
				"198.51.100.7",
				"seen from 198.51.100.7:80.",
				"http://198.51.100.7/x",
				"GET / 2001:db8::7",
				"ok",
			]),
		).toEqual({ h4: "ok" });
	});

	it.each([
		"198[.]51[.]100[.]7",
		"198.51.100(dot)7",
		"198 dot 51 dot 100 dot 7",
		"198\\.51\\.100\\.7",
		"hxxp://198[.]51[.]100[.]7/x",
		"198%2E51%2E100%2E7",
		"198.51.\u200b100.7",
		"１９８．５１．１００．７",
		"198。51。100。7",
		"198.051.100.007",
		"2001[:]db8[:][:]7",
		"2001%3adb8%3A%3a7",
		"www...198.51.100.7",
		"198.51.100.0/24",
		"192.0.2.1 - 198.51.100.7",
	])("drops a cell that names somebody else's address as %s", (cell) => {
		expect(details("192.0.2.1", [cell, "ok"])).toEqual({ h1: "ok" });
	});

	it("keeps a cell that names the target itself in such a spelling", () => {
		const cells = ["192[.]0[.]2[.]1", "hxxp://192(dot)0(dot)2(dot)1/x", "192.000.002.001", "::ffff:192.0.2.1"];
		expect(Object.values(details("192.0.2.1", cells))).toEqual(cells);
	});

	it("keeps a cell with a host name or a word that has a dotted quad in it, and what only looks like an address", () => {
		const cells = ["4.3.2.1.dsl.example.nl", "v1.2.3.4", "3a:4f:00:11:22:33:44:55", "2026-11-05 10:06:00"];
		expect(Object.values(details("192.0.2.1", cells))).toEqual(cells);
	});

	it("keeps a cell that names only the target's own addresses", () => {
		expect(details("192.0.2.0/24", ["http://192.0.2.9/x", "192.0.3.1"])).toEqual({ h0: "http://192.0.2.9/x" });
		expect(details("http://192.0.2.1/x", ["192.0.2.1"])).toEqual({ h0: "192.0.2.1" });
		expect(details("example.nl", ["www.example.nl", "192.0.2.1"])).toEqual({ h0: "www.example.nl" });
		expect(details("http://example.nl/", ["192.0.2.1"])).toEqual({});
	});

	it("looks at what is left after cutting, where one address may have become another", () => {
		const cell = `${"x".repeat(490)} 192.0.2.123`;
		expect(cell.slice(0, 500)).toMatch(/ 192\.0\.2\.1$/);
		expect(details("192.0.2.123", [cell])).toEqual({});
	});

	it("has no column that the row lacks", () => {
		const parsed = parseTarget("192.0.2.1");
		if (!parsed.ok) throw new Error(parsed.reason);
		expect(pickDetails(["a"], { columns: [0, 1], headers: ["x", "y"], target: parsed.target })).toEqual({ x: "a" });
	});
});

import { describe, expect, it } from "vitest";
import { parseTarget } from "../../../src/core/report/parse-target.ts";
import { parseRange } from "../../../src/core/report/range.ts";
import { isSpecialUse, isSpecialUseTarget } from "../../../src/core/report/special-use.ts";
import type { AddressRange, Target } from "../../../src/core/report/target.ts";

const range = (text: string) => parseRange(text) as AddressRange;
function target(text: string): Target {
	const parsed = parseTarget(text);
	if (!parsed.ok) throw new Error(parsed.reason);
	return parsed.target;
}

describe("special-use space", () => {
	it.each([
		"0.0.0.1",
		"10.1.2.3",
		"100.64.0.1",
		"100.127.255.255",
		"127.0.0.1",
		"169.254.1.1",
		"172.31.255.255",
		"192.0.0.8",
		"192.0.2.1",
		"192.88.99.1",
		"192.168.1.1",
		"198.19.255.255",
		"198.51.100.1",
		"203.0.113.255",
		"224.0.0.1",
		"239.255.255.255",
		"240.0.0.1",
		"255.255.255.255",
		"::",
		"::1",
		"64:ff9b::808:808",
		"64:ff9b:1::1",
		"100::1",
		"2001::1",
		"2001:10::1",
		"2001:20::1",
		"2001:db8::1",
		"2002:c000:201::1",
		"3fff::1",
		"5f00::1",
		"fc00::1",
		"fd12::1",
		"fe80::1",
		"ff02::1",
		"4000::1",
		"9000::1",
	])("holds %s", (text) => {
		expect(isSpecialUse(range(text), [])).toBe(true);
	});

	it.each([
		"8.8.8.8",
		"100.63.255.255",
		"100.128.0.0",
		"172.15.255.255",
		"172.32.0.0",
		"192.0.1.1",
		"192.0.3.0",
		"192.169.0.0",
		"198.17.255.255",
		"198.20.0.0",
		"203.0.112.255",
		"223.255.255.255",
		"2001:200::1",
		"2001:db7::1",
		"2001:db9::1",
		"2003::1",
		"2a00::1",
		"3ffe::1",
	])("does not hold %s", (text) => {
		expect(isSpecialUse(range(text), [])).toBe(false);
	});

	it("counts a network that only touches it", () => {
		expect(isSpecialUse(range("192.0.0.0/16"), [])).toBe(true);
		expect(isSpecialUse({ version: 4, first: 0x09ffffffn, last: 0x0a000000n }, [])).toBe(true);
	});

	it("opens what a setting allows, as long as all of the target lies in it", () => {
		const allowed = [range("192.0.2.0/24"), range("2001:db8::/32")];
		expect(isSpecialUse(range("192.0.2.0/25"), allowed)).toBe(false);
		expect(isSpecialUse(range("2001:db8:5::/48"), allowed)).toBe(false);
		expect(isSpecialUse(range("192.0.0.0/16"), allowed)).toBe(true);
		expect(isSpecialUse(range("10.0.0.1"), allowed)).toBe(true);
	});

	it("looks at the host of a URL, and at names that lead nowhere", () => {
		expect(isSpecialUseTarget(target("http://127.0.0.1/"), [])).toBe(true);
		expect(isSpecialUseTarget(target("http://8.8.8.8/"), [])).toBe(false);
		expect(isSpecialUseTarget(target("http://printer.local/"), [])).toBe(true);
		expect(isSpecialUseTarget(target("http://www.example.nl/"), [])).toBe(false);
		expect(isSpecialUseTarget(target("nas.home.arpa"), [])).toBe(true);
		expect(isSpecialUseTarget(target("a.localhost"), [])).toBe(true);
		expect(isSpecialUseTarget(target("www.notlocal.nl"), [])).toBe(false);
		expect(isSpecialUseTarget(target("10.0.0.0/8"), [])).toBe(true);
		expect(isSpecialUseTarget(target("1.1.1.1"), [])).toBe(false);
	});
});

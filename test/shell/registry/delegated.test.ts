import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { delegatedReader } from "../../../src/registry/build/delegated.ts";
import { countryOf } from "../../../src/registry/country-code.ts";
import { builtFrom, rangeOf } from "./built-from.ts";

function read(text: string) {
	const reader = delegatedReader();
	for (const line of text.split("\n")) reader.line(line);
	const statistics = reader.end();
	return {
		count: statistics.count,
		country(range: string) {
			const { version, first, last } = rangeOf(range);
			return countryOf(statistics.country(version, first, last));
		},
	};
}

const statistics = `2|ripencc|1764000000|9|19830705|20261124|+0100
ripencc|*|ipv4|*|5|summary
ripencc|*|asn|*|1|summary
ripencc|NL|ipv4|198.51.100.0|96|20120504|allocated|a
ripencc|NL|ipv4|198.51.100.96|32|20120504|assigned|b
ripencc|DE|ipv4|198.51.100.128|64|20120504|allocated|c
ripencc||ipv4|198.51.100.192|64||available
ripencc|EU|ipv4|203.0.113.0|256|20120504|allocated|d
ripencc|NL|asn|64500|1|20120504|allocated|a
ripencc|FR|ipv6|2001:db8::|32|20120504|allocated|e
`;

describe("the delegated statistics", () => {
	it("name the holder's country for a whole range, with numbers that are no power of two", () => {
		const { count, country } = read(statistics);
		expect(count).toBe(4);
		expect(country("198.51.100.95")).toBe("NL");
		// One holder's two blocks, side by side.
		expect(country("198.51.100.0 - 198.51.100.127")).toBe("NL");
		expect(country("198.51.100.0 - 198.51.100.128")).toBeNull();
		expect(country("198.51.100.128 - 198.51.100.191")).toBe("DE");
		expect(country("198.51.100.192")).toBeNull();
		expect(country("203.0.113.1")).toBeNull();
		expect(country("192.0.2.1")).toBeNull();
		expect(country("2001:db8::/48")).toBe("FR");
		expect(country("2001:db9::1")).toBeNull();
	});

	it("pass over lines that are none", () => {
		const { count } = read(
			"ripencc|NL|ipv4|198.51.100.0|many||allocated\nripencc|NL|ipv4|x|1||allocated\n|||||\n\nripencc|NL|ipv4|255.255.255.0|512||allocated|x\nripencc|NL|ipv6|2001:db8::|129||allocated",
		);
		expect(count).toBe(0);
	});

	it("stand on each contact, and decide what belongs to a country", async () => {
		const objects = [
			"inetnum: 198.51.100.0 - 198.51.100.255\nnetname: WIDE\ncountry: SE\nmnt-by: RIPE-NCC-HM-MNT",
			"inetnum: 198.51.100.0 - 198.51.100.31\nnetname: ONE\ncountry: SE\nmnt-by: X-MNT",
			"inetnum: 198.51.100.128 - 198.51.100.143\nnetname: TWO\ncountry: SE\nmnt-by: X-MNT",
		];
		const files = { "delegated-ripencc-extended-latest": statistics };
		const { find, index } = await builtFrom(objects, { files });
		expect((await find("198.51.100.1"))?.delegatedCountry).toBe("NL");
		expect((await find("198.51.100.129"))?.delegatedCountry).toBe("DE");
		expect((await find("198.51.100.255"))?.delegatedCountry).toBeNull();
		expect(index.info.counts.delegated).toBe(4);
		expect(index.info.sources.map(({ name }) => name)).toContain("delegated-ripencc-extended-latest");
		const dutch = await builtFrom(objects, { files, country: "NL" });
		expect(await dutch.find("198.51.100.1")).toEqual({ ...(await find("198.51.100.1")), asOf: dutch.index.asOf });
		expect(await dutch.find("198.51.100.129")).toBeNull();
		expect(await dutch.find("198.51.100.255")).toBeNull();
	});
});

const samples = process.env.MELDKAMER_SAMPLES ?? "";

describe.skipIf(samples === "" || !existsSync(join(samples, "registry")))("real files of the registry", () => {
	const unpacked = (name: string) => gunzipSync(readFileSync(join(samples, "registry", name))).toString("latin1");

	it("give the country of nearly every block of the statistics of 2013", () => {
		const text = unpacked("delegated-ripencc-extended-2013.gz");
		const { count, country } = read(text);
		const lines = text.split("\n").map((line) => line.split("|"));
		const inUse = lines.filter(
			([, , type, , , , status]) => type !== "asn" && /^(allocated|assigned)$/.test(status ?? ""),
		);
		const named = inUse.filter(([, cc]) => /^[A-Z]{2}$/.test(cc ?? "") && cc !== "EU");
		expect(count).toBe(named.length);
		for (const [, cc = "", type, start = ""] of named) {
			expect(country(type === "ipv4" ? start : `${start}/128`)).toBe(cc === "UK" ? "GB" : cc);
		}
	});

	it("give the mailboxes of real roles", async () => {
		const names = ["simple", "multiple_addresses", "trailing_comment"];
		const roles = names.map((name) => unpacked(`role_${name}.txt.gz`).replace(/^source:.*$/m, "source: RIPE"));
		const handles = roles.map((text) => /^nic-hdl:\s*(\S+)/m.exec(text)?.[1]);
		const objects = handles.map(
			(handle, at) => `inetnum: 198.51.100.${at} - 198.51.100.${at}\nnetname: NET\nabuse-c: ${handle}`,
		);
		const files = { "ripe.db.role": roles.join("\n\n") };
		const { find } = await builtFrom(objects, { files });
		for (const at of names.keys()) {
			const contact = await find(`198.51.100.${at}`);
			expect(contact?.mailboxes.length).toBeGreaterThan(0);
			for (const mailbox of contact?.mailboxes ?? []) expect(roles[at]?.toLowerCase()).toContain(mailbox.toLowerCase());
		}
	});
});

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createReportReader } from "../../../src/intake/report-reader.ts";
import type { PackedAddresses } from "../../../src/ports/contact-source.ts";
import { piecesOf } from "./reading.ts";
import { expectSame } from "./tallying.ts";

describe("a report counted by target comes to what the reader comes to", () => {
	const folder = join(import.meta.dirname, "../../fixtures/reports");

	it.each(readdirSync(folder))("%s", async (name) => {
		await expectSame(readFileSync(join(folder, name)));
	});

	it("for any rows: addresses of both versions, networks, names, special ones, broken ones, repeated ones", async () => {
		const octet = fc.nat(255);
		const address = fc.oneof(
			fc.tuple(fc.constantFrom(20, 10, 192, 203), octet, octet, fc.nat(3)).map((parts) => parts.join(".")),
			fc
				.tuple(fc.constantFrom("2a00", "2001", "2002", "3fff", "fe80", "4000"), fc.nat(3))
				.map(([a, b]) => `${a}:db8::${b}`),
			fc.constantFrom(
				"::ffff:20.0.0.1",
				"::FFFF:1400:1",
				"2a00:0:0:0:0:0:0:1",
				"2A00::1",
				"20.0.0.1",
				"020.0.0.1",
				"20.1",
			),
			fc.constantFrom("20.0.0.0/28", "20.0.0.1/32", "20.0.0.1-20.0.0.9", "20.0.0[.]1", "[2a00::1]:443", "20.0.0.1:443"),
			fc.constantFrom("www.example.nl", "https://www.example.nl/x", "", "-", "???", "2a00::1%eth0", "1::2::3"),
		);
		const row = fc.tuple(address, fc.constantFrom("", "80", "443", "x"), fc.constantFrom("tcp", "udp", "6", "", "?"));
		await fc.assert(
			fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 40 }), async (rows) => {
				await expectSame(`ip,port,protocol\n${rows.map((cells) => cells.join(",")).join("\n")}\n`);
			}),
			{ numRuns: 200 },
		);
	});

	it("for an address with many ports, and for ports and protocols without end", async () => {
		const rows = Array.from({ length: 3_000 }, (_, n) => `20.0.0.${n % 3},${n % 700},p${n % 5}`);
		const odd = Array.from({ length: 40_000 }, (_, n) => `20.0.0.${n % 3},${n % 2},q${n % 19_000}`);
		await expectSame(`ip,port,protocol\n${rows.join("\n")}\n`);
		await expectSame(`ip,port,protocol\n${odd.join("\n")}\n`, { pieceBytes: 65_536 });
	});

	it("for networks and names with several ports", async () => {
		const rows = Array.from({ length: 60 }, (_, n) => `${["20.0.0.0/28", "www.example.nl"][n % 2]},${n % 5},tcp`);
		await expectSame(`ip,port,protocol\n${rows.join("\n")}\n`);
	});

	it("for more addresses than its tables begin with", async () => {
		const rows = Array.from({ length: 6_000 }, (_, n) => {
			const at = n % 5_500;
			return n % 3 === 0 ? `2a00:${at.toString(16)}::1` : `20.${at >> 8}.${at & 255}.7`;
		});
		await expectSame(`ip\n${rows.join("\n")}\n`);
	});

	it("in the worker thread, too; what cannot be read is told as the reader tells it", async () => {
		const reader = createReportReader();
		const inputOf = (text: string) => ({
			...{ fileName: "r.csv", totalBytes: text.length, column: null, allowedSpecialUse: [] },
			bytes: piecesOf(new TextEncoder().encode(text), 10),
		});
		const { signal } = new AbortController();
		const taken: PackedAddresses[] = [];
		const take = (batch: PackedAddresses) => void taken.push(batch);
		const text = "ip,port\n20.0.0.1,80\n20.0.0.1,81\n2a00::1,\n10.0.0.1,\n20.0.0.0/28,\n";
		expect(await reader.tally(inputOf(text), take, signal)).toMatchObject({
			kind: "read",
			tally: {
				summary: { rows: 5, findings: 4, uniqueTargets: 3, problemRows: 1 },
				...{ findings4: Uint32Array.of(2), findings6: Uint32Array.of(1), names: [] },
				networks4: { words: Uint32Array.of(0x14000000, 0x1400000f), findings: Uint32Array.of(1) },
			},
		});
		expect(taken).toEqual([{ v4: Uint32Array.of(0x14000001), v6: Uint32Array.of(0x2a000000, 0, 0, 1) }]);
		expect(await reader.tally(inputOf(""), take, signal)).toMatchObject({ kind: "unreadable", reason: "empty" });
	});
});

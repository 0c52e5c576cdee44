import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeZip, type ZipPart } from "./make-zip.ts";
import { type ReadingOptions, readHere } from "./reading.ts";

const csv = "ip,port\n192.0.2.1,443\n192.0.2.2,80\n";
const report: ZipPart = { name: "report.csv", content: csv };

async function outcome(parts: readonly ZipPart[], options?: ReadingOptions) {
	const { result } = await readHere(makeZip(parts), options);
	return result.kind === "unreadable" ? result.reason : result.kind;
}

describe("a zipped report", () => {
	it("is read, packed or stored, whatever its name", async () => {
		for (const part of [report, { ...report, stored: true }, { ...report, name: "../../etc/passwd" }]) {
			const { findings, result } = await readHere(makeZip([part]), { pieceBytes: 10 });
			expect(findings.map(({ target }) => target.text)).toEqual(["192.0.2.1", "192.0.2.2"]);
			expect(result).toMatchObject({ summary: { format: "zip+csv", encoding: "utf-8", rows: 2 } });
		}
	});

	it("may be a list, in another encoding", async () => {
		const { result } = await readHere(makeZip([{ name: "l", content: Buffer.from("192.0.2.1\n", "utf16le") }]));
		expect(result).toMatchObject({ summary: { format: "zip+list", encoding: "utf-16le" } });
	});

	it("may lie beside folders, leftovers of a system and files that are no report", async () => {
		const others = [
			{ name: "folder/", content: "", stored: true },
			{ name: "__MACOSX/._report.csv", content: csv },
			{ name: "folder/.DS_Store", content: csv },
			{ name: "readme.txt", content: "Dear volunteer,\nplease read this.\n" },
			{ name: "picture.png", content: new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 0]) },
			{ name: "empty", content: "" },
			{ name: "long.txt", content: "words and words\n".repeat(5000) },
		];
		expect(await outcome([...others, report])).toBe("read");
		expect(await outcome(others)).toBe("archive-without-report");
	});

	it("asks for a column like any other", async () => {
		expect(await outcome([{ name: "a", content: "naam;server\na;192.0.2.1\n" }])).toBe("column-needed");
	});

	it("is refused with its reason", async () => {
		expect(await outcome([])).toBe("archive-without-report");
		expect(await outcome([{ name: "folder/", content: "", stored: true }])).toBe("archive-without-report");
		expect(await outcome([report, { ...report, name: "second.csv" }])).toBe("several-reports");
		expect(await outcome([{ ...report, encrypted: true }])).toBe("encrypted-archive");
		expect(await outcome([report, { name: "x", content: csv, encrypted: true }])).toBe("encrypted-archive");
		expect(await outcome([{ ...report, method: 12 }])).toBe("broken-archive");
		expect(await outcome([{ ...report, declaredCrc: 1 }])).toBe("broken-archive");
		expect(await outcome([{ ...report, declaredSize: 1000 }])).toBe("broken-archive");
		expect(await outcome([report], { limits: { maxArchiveBytes: 20 } })).toBe("too-large");
	});

	it("is refused as a bomb by what it unpacks to, whatever it declares", async () => {
		const swollen = `ip\n${"192.0.2.1\n".repeat(300_000)}`;
		expect(await outcome([{ name: "a", content: swollen }])).toBe("bomb");
		expect(await outcome([{ ...report, declaredSize: 5 }])).toBe("bomb");
		expect(await outcome([report], { limits: { maxUnpackedBytes: 10 } })).toBe("bomb");
		const honest = { limits: { maxRatio: 1e6, maxUnpackedBytes: 1e6 } };
		expect(await outcome([{ name: "a", content: swollen }], honest)).toBe("bomb");
		expect(await outcome([report, { ...report, name: "b" }], { limits: { maxArchiveEntries: 1 } })).toBe("bomb");
	});

	it("is refused when it is cut off or damaged, and never makes the reader fall over", async () => {
		const whole = makeZip([report, { name: "readme.txt", content: "text\n".repeat(100) }]);
		await fc.assert(
			fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(255), fc.boolean(), async (at, byte, cut) => {
				const damaged = Buffer.from(whole);
				damaged[at] = byte;
				const { result } = await readHere(cut ? whole.subarray(0, at) : damaged);
				expect(["read", "unreadable", "column-needed"]).toContain(result.kind);
			}),
			{ numRuns: 150 },
		);
		expect((await readHere(whole.subarray(0, 60))).result).toMatchObject({ reason: "broken-archive" });
	});
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readHere } from "./reading.ts";

const text = "ip,note\n192.0.2.1,café €\n192.0.2.2,naïef\n";
const utf8 = Buffer.from(text, "utf8");
const utf16le = Buffer.from(text, "utf16le");
const utf16be = Buffer.from(utf16le).swap16();
const windows1252 = Buffer.from(text.replace("€", "\u0080"), "latin1");
const mark = { utf8: [0xef, 0xbb, 0xbf], le: [0xff, 0xfe], be: [0xfe, 0xff] };

describe("the encoding of a report", () => {
	it.each([
		["utf-8", utf8],
		["utf-8", Buffer.concat([Buffer.from(mark.utf8), utf8])],
		["utf-16le", utf16le],
		["utf-16le", Buffer.concat([Buffer.from(mark.le), utf16le])],
		["utf-16be", utf16be],
		["utf-16be", Buffer.concat([Buffer.from(mark.be), utf16be])],
		["windows-1252", windows1252],
	])("is told as %s, in pieces of any size", async (encoding, bytes) => {
		for (const pieceBytes of [1, 3, 7, 65_536]) {
			const { findings, result } = await readHere(bytes, { pieceBytes });
			expect(result).toMatchObject({ summary: { encoding, columns: { target: "ip" } } });
			expect(findings.map(({ details }) => details.note)).toEqual(["café €", "naïef"]);
		}
	});

	it("may change to windows-1252 late, in pieces that cut a character", async () => {
		const rows = Array.from({ length: 9000 }, (_, at) => `192.0.2.${at % 256},${at},a`).join("\n");
		const late = Buffer.concat([Buffer.from(`ip,port,note\n${rows}\n192.0.2.1,60000,`), Buffer.from([0xe9, 0x0a])]);
		for (const pieceBytes of [1024, late.length - 1]) {
			const { findings, result } = await readHere(late, { pieceBytes });
			expect(result).toMatchObject({ summary: { encoding: "windows-1252", rows: 9001 } });
			expect(findings.at(-1)?.details).toEqual({ note: "é" });
		}
	});

	it("stays UTF-8 once it had some, with a mark for what is broken", async () => {
		const mixed = Buffer.concat([Buffer.from("ip,note\n192.0.2.1,é\n192.0.2.2,"), Buffer.from([0xe9, 0x0a])]);
		const { findings, result } = await readHere(mixed, { pieceBytes: 20 });
		expect(result).toMatchObject({ summary: { encoding: "utf-8" } });
		expect(findings.map(({ details }) => details.note)).toEqual(["é", "\ufffd"]);
	});

	it("is none for an empty or binary file", async () => {
		expect((await readHere("")).result).toMatchObject({ reason: "empty" });
		expect((await readHere(" \n\t\n")).result).toMatchObject({ reason: "empty" });
		const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13]);
		expect((await readHere(png)).result).toMatchObject({ reason: "binary" });
	});

	it.each(["<?xml version='1.0'?>\n<a/>", "%PDF-1.7\n", "Received: from a by b\nSubject: x\n\n192.0.2.1\n"])(
		"does not matter for another format: %s",
		async (other) => {
			expect((await readHere(other)).result).toMatchObject({ reason: "unknown-format" });
		},
	);

	it("never makes the reader fall over, whatever the bytes", async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.uint8Array({ maxLength: 400 }),
				fc.integer({ min: 1, max: 50 }),
				async (bytes, pieceBytes) => {
					const { result, findings, problems } = await readHere(bytes, { pieceBytes });
					if (result.kind !== "read") return;
					expect(findings.length).toBe(result.summary.findings);
					expect(problems.length).toBe(result.summary.problemRows);
				},
			),
			{ numRuns: 200 },
		);
	});
});

import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { readHere } from "./reading.ts";

describe("a plain list", () => {
	it("has a target per line or several, with comments, and loses no first word", async () => {
		const { findings, problems, result } = await readHere(await readFile("test/fixtures/reports/list.txt"));
		expect(findings.map(({ target, port, line }) => [target.text, port, line])).toEqual([
			["192.0.2.1", null, 2],
			["192.0.2.2", null, 3],
			["https://shop.example.nl/kassa", null, 4],
			["192.0.2.3", null, 5],
			["192.0.2.4", null, 5],
			["192.0.2.16-192.0.2.20", null, 6],
			["2001:db8::/48", null, 7],
			["2001:db8::5", 8443, 9],
		]);
		expect(problems).toEqual([
			{ reason: "leading-zero", line: 10, column: null, text: "010.0.0.1" },
			{ reason: "single-label-host", line: 11, column: null, text: "notahost" },
		]);
		expect(result).toMatchObject({ summary: { format: "list", rows: 10, columns: {} } });
	});

	it("may stand on one line with commas", async () => {
		const { findings, result } = await readHere("192.0.2.1, 192.0.2.2, 192.0.2.3\n");
		expect(findings).toHaveLength(3);
		expect(result).toMatchObject({ summary: { format: "list" } });
	});

	it("keeps a second word that was meant as a target as a problem", async () => {
		const { problems } = await readHere("192.0.2.1 010.0.0.1 192.0.2.2\n");
		expect(problems).toMatchObject([{ reason: "leading-zero" }]);
	});

	it("keeps a line of nothing but separators as a problem", async () => {
		const { problems } = await readHere("192.0.2.1\n;\n192.0.2.2\n");
		expect(problems).toMatchObject([{ reason: "not-a-target", line: 2 }]);
	});

	it("is unreadable without any target", async () => {
		expect((await readHere("Dear team\nhere is nothing\n")).result).toMatchObject({ reason: "no-target" });
	});

	it("is given up at a line without an end", async () => {
		const { result } = await readHere(`192.0.2.1\n${"x".repeat(200_000)}`, { limits: { maxRecord: 1000 } });
		expect(result).toMatchObject({ reason: "record-too-long", line: 2 });
	});
});

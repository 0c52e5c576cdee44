import { describe, expect, it } from "vitest";
import { problemCells, problemHead, problemLines } from "../../../src/core/thread/problem-rows.ts";
import { en, nl } from "./texts-both.ts";

describe("the list of problems", () => {
	it("has line, column and reason, in the language", () => {
		expect(problemHead(nl)).toEqual(["Regel", "Kolom", "Reden"]);
		expect(problemCells({ line: 1234, column: "ip", reason: "empty-target" }, nl)).toEqual([
			...["1.234", "ip", "geen adres in de regel"],
		]);
		expect(problemCells({ line: 2, column: null, reason: "broken-quote" }, en)).toEqual(["2", "", "broken quote"]);
	});

	it("shows nothing of an address in a column's name", () => {
		for (const column of ["192.0.2.7", "ip 192.0.2.7", "2001:db8::7", "192[.]0[.]2[.]7"]) {
			const [, shown] = problemCells({ line: 1, column, reason: "too-long" }, en);
			expect(shown).toContain("[…]");
			expect(shown).not.toMatch(/192|2001/);
		}
	});

	it("is a file whose cells no spreadsheet runs, one line each, the number as a number", () => {
		const problems = [
			{ line: 12345, column: "=1+1", reason: "special-use" },
			{ line: 3, column: '@x, "y"\n', reason: "not-a-target" },
			{ line: 4, column: null, reason: "leading-zero" },
			{ line: 5, column: null, reason: "leading-zero" },
		] as const;
		expect(problemLines(problems, en)).toEqual([
			'12345,\'=1+1,"special-use address (private, loopback, documentation …)"\r\n',
			'3,"\'@x, ""y""","not an address, network, URL or host name"\r\n',
			"4,,leading zero in the address\r\n",
			"5,,leading zero in the address\r\n",
		]);
		expect(problemLines([], en)).toEqual([]);
	});
});

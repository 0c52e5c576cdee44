import { describe, expect, it } from "vitest";
import { progressLines } from "../../../src/cli/progress-lines.ts";
import type { UpdateProgress } from "../../../src/core/registry/registry-status.ts";
import { createTexts } from "../../../src/text/texts.ts";

const texts = createTexts("en", "Europe/Amsterdam");
const at = (done: number, file = "ripe.db.role.gz"): UpdateProgress => ({
	...{ phase: "fetching", file, fileDone: done, fileTotal: 10_000_000, done, total: 40_000_000 },
	...{ rate: 2_000_000, secondsLeft: 15 },
});

function terminal(given: { isTTY: boolean; columns?: number }) {
	let ms = 0;
	const written: string[] = [];
	const output = { ...given, write: (text: string) => void written.push(text) };
	const lines = progressLines(output, texts, () => ms);
	const pass = (by: number) => {
		ms += by;
	};
	return { lines, written, pass };
}

describe("progress in a terminal", () => {
	it("is one line that is rewritten and never wider than the window, with bar, rate and time left", () => {
		const { lines, written, pass } = terminal({ isTTY: true, columns: 120 });
		for (const done of [1_000_000, 2_000_000, 10_000_000]) {
			lines.show(at(done));
			pass(100);
		}
		lines.show(at(3_000_000));
		lines.end();
		expect(written[0]).toBe(
			"\r▱▱▱▱▱▱▱▱▱▱▱▱▱▱▱▱▱▱▱▱ 2 %  Fetching ripe.db.role.gz, 1 MB of 10 MB · in all 1 MB of 40 MB · 2 MB/s · about 15 s left\u001B[K",
		);
		expect(written.join("")).not.toContain("\n");
		expect(written.at(-1)).toBe("\r\u001B[K");
		const narrow = terminal({ isTTY: true, columns: 40 });
		narrow.lines.show(at(1_000_000));
		expect(narrow.written[0]?.replace(/^\r/, "").replace("\u001B[K", "")).toHaveLength(39);
	});

	it("is rewritten ten times a second at most", () => {
		const { lines, written, pass } = terminal({ isTTY: true });
		for (let count = 0; count < 1_000; count++) {
			lines.show(at(count));
			pass(1);
		}
		expect(written.length).toBeLessThanOrEqual(10);
	});
});

describe("progress elsewhere", () => {
	it("is a plain line for each file and phase, and now and then one in between", () => {
		const { lines, written, pass } = terminal({ isTTY: false });
		for (let second = 0; second < 40; second++) {
			lines.show(at(second * 100_000));
			pass(1_000);
		}
		lines.show(at(0, "ripe.db.route.gz"));
		lines.end();
		expect(written).toHaveLength(4);
		for (const line of written) expect(line).toMatch(/^[▰▱]{20} \d+ % {2}Fetching .+\n$/);
		expect(written.join("")).not.toContain("\u001B");
	});
});

import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

const core = new URL("../../../src/core/", import.meta.url);

it("core reads no clock and rolls no dice", () => {
	const files = readdirSync(core, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));
	expect(files.length).toBeGreaterThan(5);
	for (const name of files) {
		const text = readFileSync(new URL(name, core), "utf8");
		expect.soft(text.match(/\bDate\.now\b|\bnew Date\(\s*\)|\bDate\(\)|\bMath\.random\b/), name).toBeNull();
	}
});

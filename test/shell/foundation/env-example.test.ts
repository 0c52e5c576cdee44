import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readConfig } from "../../../src/config.ts";

const example = readFileSync(new URL("../../../.env.example", import.meta.url), "utf8");
const source = readFileSync(new URL("../../../src/config.ts", import.meta.url), "utf8");

/** The settings of `.env.example`, each with the comment above it. */
function explained(): { name: string; value: string; comment: string }[] {
	return example.split("\n\n").flatMap((block) => {
		const setting = /^# ([A-Z][A-Z0-9_]*)=(.*)$/m.exec(block);
		if (setting === null) return [];
		return [{ name: setting[1] ?? "", value: setting[2] ?? "", comment: block.slice(0, setting.index) }];
	});
}

describe(".env.example", () => {
	it("names exactly the settings that config.ts reads, in its order", () => {
		const schema = source.slice(source.indexOf("z.object({"), source.indexOf("export interface Config"));
		const names = [...schema.matchAll(/^\t([A-Z][A-Z0-9_]*):/gm)].map((match) => match[1] ?? "");
		expect(names.length).toBeGreaterThan(10);
		expect(
			explained()
				.map((setting) => setting.name)
				.toSorted(),
		).toEqual(names.toSorted());
	});

	it("explains each in a sentence of its own", () => {
		for (const { name, comment } of explained()) expect.soft(comment.length, name).toBeGreaterThan(30);
	});

	it("shows the defaults as they are, and examples that would be taken", () => {
		const defaults: Record<string, unknown> = { ...readConfig({}) };
		for (const { name, value, comment } of explained()) {
			const read: Record<string, unknown> = { ...readConfig({ [name]: value }) };
			if (comment.includes("Default: none.")) expect.soft(read[name], name).not.toEqual(defaults[name]);
			else expect.soft(read[name], name).toEqual(defaults[name]);
		}
	});
});

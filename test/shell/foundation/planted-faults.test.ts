import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { plantFolder } from "./planted-folder.ts";

/** Runs a tool once in a planted folder. Gives its exit status and all it said. */
async function runOn(files: Readonly<Record<string, string>>, program: string, args: readonly string[]) {
	const folder = await plantFolder(files);
	try {
		const result = spawnSync(join(folder.path, "node_modules", ".bin", program), args, {
			cwd: folder.path,
			encoding: "utf8",
		});
		return { status: result.status, output: `${result.stdout}${result.stderr}` };
	} finally {
		await folder.remove();
	}
}

describe("the import rules", () => {
	const cruise = (files: Readonly<Record<string, string>>) =>
		runOn(files, "depcruise", ["--config", ".dependency-cruiser.cjs", "src"]);

	it("take a house in order", async () => {
		const result = await cruise({
			"src/main.ts": 'export * from "./app/tick.ts";\n',
			"src/ports/clock.ts": "export interface Clock { now(): string }\n",
			"src/app/tick.ts":
				'import type { Clock } from "../ports/clock.ts";\nexport const tick = (c: Clock) => c.now();\n',
		});
		expect(result).toMatchObject({ status: 0 });
	});

	const faults: Readonly<Record<string, readonly [path: string, text: string, rule: string]>> = {
		"core to an SDK": ["src/core/sdk.ts", 'export { Hono } from "hono";\n', "core-is-pure"],
		"core to a type of an SDK": ["src/core/type.ts", 'export type { Pool } from "pg";\n', "core-is-pure"],
		"core to an SDK that is not installed": ["src/core/absent.ts", 'export * from "discord.js";\n', "core-is-pure"],
		"core to Node": ["src/core/node.ts", 'export { readFile } from "node:fs/promises";\n', "core-is-pure"],
		"core to ports": ["src/core/port.ts", 'export type { Clock } from "../ports/clock.ts";\n', "core-is-pure"],
		"app to an SDK": ["src/app/sdk.ts", 'export { Hono } from "hono";\n', "app-knows-ports-and-core"],
		"a shell to app": ["src/jobs/app.ts", 'export * from "../app/sdk.ts";\n', "shells-stand-apart"],
		"one chat to another": ["src/chat/local/a.ts", 'export * from "../discord/b.ts";\n', "shells-stand-apart"],
		"anything to the root": ["src/jobs/root.ts", 'export * from "../main.ts";\n', "only-the-root-sees-all"],
		"a circle": ["src/core/round.ts", 'export * from "./turn.ts";\n', "no-cycles"],
		"an SDK away from home": ["src/mail/pg.ts", 'export { default as pg } from "pg";\n', "sdk-at-home-in-db"],
		"a file that nobody imports": ["src/core/alone.ts", "export const alone = 1;\n", "no-orphans"],
	};
	let output = "";
	beforeAll(async () => {
		const planted = Object.values(faults).filter(([, , rule]) => rule !== "no-orphans");
		const result = await cruise({
			...Object.fromEntries(Object.values(faults).map(([path, text]) => [path, text])),
			"src/main.ts": planted.map(([path]) => `import "./${path.slice(4)}";\n`).join(""),
			"src/ports/clock.ts": "export interface Clock { now(): string }\n",
			"src/chat/discord/b.ts": "export const b = 1;\n",
			"src/core/turn.ts": 'export * from "./round.ts";\n',
		});
		expect(result.status).not.toBe(0);
		output = result.output;
	});

	it.each(Object.entries(faults))("refuse %s", (_what, [path, , rule]) => {
		expect(output).toContain(`${rule}: ${path}`);
	});
});

describe("the lint", () => {
	const faults: Readonly<Record<string, readonly [text: string, rule: string]>> = {
		"a floating promise": [
			"async function f(): Promise<void> {}\nexport function g(): void {\n\tf();\n}\n",
			"no-floating-promises",
		],
		"a promise where a yes or no is asked for": [
			"async function f(): Promise<boolean> {\n\treturn true;\n}\nexport const g = (): number => (f() ? 1 : 2);\n",
			"no-misused-promises",
		],
		"a switch that leaves a case out": [
			'export function f(x: "a" | "b"): void {\n\tswitch (x) {\n\t\tcase "a":\n\t\t\tbreak;\n\t}\n}\n',
			"switch-exhaustiveness-check",
		],
		"a clock in core": ["export const f = (): number => performance.now();\n", "no-restricted-globals"],
		"a setting read past config.ts": ["export const f = (): unknown => process.env.HOME;\n", "no-process-env"],
	};
	const lint = (files: Readonly<Record<string, string>>) =>
		runOn(files, "oxlint", ["--type-aware", "--deny-warnings", "--format", "unix", "src"]);

	it("takes code in order", async () => {
		expect(await lint({ "src/core/a.ts": "export const a = (n: number): number => n + 1;\n" })).toMatchObject({
			status: 0,
		});
	});

	let output = "";
	beforeAll(async () => {
		const files = Object.values(faults).map(([text, rule]) => [`src/core/${rule}.ts`, text]);
		const result = await lint(Object.fromEntries(files));
		expect(result.status).not.toBe(0);
		output = result.output;
	});

	it.each(Object.entries(faults))("refuses %s", (_what, [, rule]) => {
		const lines = output.split("\n").filter((line) => line.includes(`src/core/${rule}.ts:`));
		expect(lines.join("\n")).toContain(`(${rule})`);
	});
});

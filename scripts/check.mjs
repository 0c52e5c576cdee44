// The one gate: runs every check, also after one failed, and ends in one line that says "clean" or what is not.
// With --tested the tests are left out: whoever calls it so has just run them with coverage.

import { spawnSync } from "node:child_process";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const bin = (name) => join(root, "node_modules", ".bin", process.platform === "win32" ? `${name}.cmd` : name);
/** @type {[string, string, string[]][]} */
const checks = [
	["format and lint", "biome", ["ci", "--error-on-warnings", "."]],
	["promises and switches", "oxlint", ["--type-aware", "--deny-warnings"]],
	["types", "tsc", ["-p", "tsconfig.json"]],
	["types of the page", "tsc", ["-p", "src/chat/local/page/tsconfig.json"]],
	["types of the browser tests", "tsc", ["-p", "test/e2e/tsconfig.json"]],
	["import rules", "depcruise", ["--config", ".dependency-cruiser.cjs", "src", "commands", "test", "bench"]],
	["dead code", "knip", []],
	...(process.argv.includes("--tested") ? [] : [["tests and coverage", "vitest", ["run", "--coverage"]]]),
];

const failed = [];
for (const [name, program, args] of checks) {
	console.log(`\n── ${name} (${program} ${args.join(" ")})`);
	const result = spawnSync(bin(program), args, {
		cwd: root,
		stdio: "inherit",
		shell: process.platform === "win32",
	});
	if (result.status !== 0) failed.push(name);
}

console.log(failed.length === 0 ? "\ncheck: clean" : `\ncheck: failed: ${failed.join(", ")}`);
process.exitCode = failed.length === 0 ? 0 : 1;

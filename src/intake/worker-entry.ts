import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const compiled = join("dist", "src", "intake", "read-worker.js");

/**
 * The file that the worker thread runs. A compiled program has it beside this module. Run from the TypeScript sources
 * (tests, a bundle of them) it is the compiled one in `dist/` of the package that `from` lies in, because Node 20 runs
 * no TypeScript. Throws when it was not built.
 */
export function findWorkerEntry(from: string): URL {
	const beside = new URL("./read-worker.js", from);
	if (existsSync(beside)) return beside;
	for (let folder = dirname(fileURLToPath(from)); ; folder = dirname(folder)) {
		const built = join(folder, compiled);
		if (existsSync(built)) return pathToFileURL(built);
		if (folder === dirname(folder)) throw new Error(`${compiled} is missing: run "npm run setup" first`);
	}
}

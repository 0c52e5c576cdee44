// Module hooks for run-ts.mjs: takes the types out of a `.ts` file on loading.

import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { transform } from "esbuild";

export async function load(url, context, nextLoad) {
	if (!url.startsWith("file:") || !url.endsWith(".ts")) return nextLoad(url, context);
	const { code } = await transform(await readFile(fileURLToPath(url), "utf8"), {
		loader: "ts",
		format: "esm",
		target: "node20",
		sourcemap: "inline",
		sourcefile: url,
		tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } },
	});
	return { format: "module", source: code, shortCircuit: true };
}

import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";

/**
 * The file of a worker thread built from the sources as they are now, so that a test never meets an older `dist/`.
 * It lies inside the package, where its imports are found.
 */
export async function buildWorker(source: string): Promise<{ entry: URL; remove: () => Promise<void> }> {
	const folder = await mkdtemp(join(process.cwd(), "node_modules", ".test-worker-"));
	const outfile = join(folder, "worker.mjs");
	await build({
		entryPoints: [source],
		bundle: true,
		packages: "external",
		platform: "node",
		format: "esm",
		outfile,
		logLevel: "silent",
	});
	return { entry: pathToFileURL(outfile), remove: () => rm(folder, { recursive: true, force: true }) };
}

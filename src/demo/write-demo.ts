import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { demoRegistryFiles } from "./demo-registry.ts";
import { demoReport } from "./demo-report.ts";

/** Where the demo's files lie. */
export interface DemoFiles {
	readonly report: string;
	/** Fits the setting REGISTRY_DIR. */
	readonly registry: string;
}

/** Writes the demo's report and registry into a folder, which is made if need be; overwrites what is there. */
export async function writeDemo(directory: string): Promise<DemoFiles> {
	const { fileName, text } = demoReport();
	const files: DemoFiles = { report: join(directory, fileName), registry: join(directory, "registry") };
	await mkdir(files.registry, { recursive: true });
	await writeFile(files.report, text);
	for (const [name, content] of Object.entries(demoRegistryFiles())) {
		await writeFile(join(files.registry, name), content);
	}
	return files;
}

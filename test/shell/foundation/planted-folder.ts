import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../..", import.meta.url));

export interface PlantedFolder {
	readonly path: string;
	remove(): Promise<void>;
}

const toolSettings = ["package.json", "package-lock.json", "tsconfig.json", "tsconfig.build.json", "scripts/setup.mjs"];

/** A temporary folder with the repository's tool settings and packages, and `files` (path → text) as its only sources. */
export async function plantFolder(files: Readonly<Record<string, string>>): Promise<PlantedFolder> {
	const path = await mkdtemp(join(tmpdir(), "meldkamer-planted-"));
	for (const name of [...toolSettings, ".dependency-cruiser.cjs", ".oxlintrc.json"])
		await cp(join(root, name), join(path, name));
	await symlink(join(root, "node_modules"), join(path, "node_modules"));
	for (const [name, text] of Object.entries(files)) {
		await mkdir(dirname(join(path, name)), { recursive: true });
		await writeFile(join(path, name), text);
	}
	return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

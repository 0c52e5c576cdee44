// Writes prisma/migrations/<stamp>_<name>/migration.sql from the difference between the migrations and schema.prisma.
// Use: node scripts/new-migration.mjs <name>
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const name = process.argv[2] ?? "";
if (!/^[a-z][a-z0-9_]{1,60}$/.test(name)) {
	process.stderr.write("Give the migration a name of small letters, digits and underscores.\n");
	process.exit(2);
}

// Inside the package, so that its dependencies are found.
const bundle = join(root, ".build", `new-migration-${process.pid}.mjs`);
await build({
	entryPoints: [join(root, "src/db/schema-difference.ts")],
	bundle: true,
	platform: "node",
	format: "esm",
	packages: "external",
	outfile: bundle,
});
try {
	const { schemaDifference } = await import(pathToFileURL(bundle).href);
	const script = await schemaDifference(readFileSync(join(root, "prisma/schema.prisma"), "utf8"));
	if (script === null) {
		process.stdout.write("The migrations already give schema.prisma; nothing written.\n");
	} else {
		const stamp = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
		const folder = join(root, "prisma/migrations", `${stamp}_${name}`);
		mkdirSync(folder, { recursive: true });
		writeFileSync(join(folder, "migration.sql"), script);
		process.stdout.write(`${folder}\n`);
	}
} finally {
	rmSync(bundle, { force: true });
}

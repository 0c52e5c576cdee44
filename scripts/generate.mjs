// Generates the Prisma client into src/db/generated; does nothing when it is already there for this schema.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const require = createRequire(join(root, "package.json"));
const generated = join(root, "src/db/generated");
const stampFile = join(generated, ".stamp");

const prismaPackage = require.resolve("prisma/package.json");
const stamp = createHash("sha256")
	.update(readFileSync(join(root, "prisma/schema.prisma")))
	.update(JSON.parse(readFileSync(prismaPackage, "utf8")).version)
	.digest("hex");

const upToDate =
	existsSync(join(generated, "client.ts")) && existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp;

if (!upToDate) {
	const result = spawnSync(process.execPath, [join(dirname(prismaPackage), "build/index.js"), "generate"], {
		cwd: root,
		encoding: "utf8",
		env: {
			...process.env,
			// Generating does not run the schema engine, but Prisma would download one; naming any program keeps it offline.
			PRISMA_SCHEMA_ENGINE_BINARY: process.env.PRISMA_SCHEMA_ENGINE_BINARY ?? process.execPath,
			PRISMA_HIDE_UPDATE_MESSAGE: "1",
			CHECKPOINT_DISABLE: "1",
		},
	});
	if (result.status !== 0) {
		process.stderr.write(`${result.stdout ?? ""}${result.stderr ?? ""}\n`);
		process.stderr.write("The database client could not be generated from prisma/schema.prisma.\n");
		process.exit(1);
	}
	writeFileSync(stampFile, stamp);
}

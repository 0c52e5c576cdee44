// Bundles the local chat's page into dist/page/. Says nothing when all is well; does nothing when nothing changed.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const source = join(root, "src", "chat", "local", "page");
const target = join(root, "dist", "page");
const stamp = join(target, ".stamp");
const copied = ["index.html", "favicon.svg"];

/** Of everything that goes in: the page, what it imports from outside its folder, this script and the lock file. */
function fingerprint() {
	const hash = createHash("sha256");
	const files = [
		...readdirSync(source)
			.sort()
			.map((name) => join(source, name)),
		join(root, "src", "chat", "local", "wire.ts"),
		join(root, "package-lock.json"),
		fileURLToPath(import.meta.url),
	];
	for (const file of files) hash.update(file.slice(root.length)).update("\0").update(readFileSync(file)).update("\0");
	return hash.digest("hex");
}

const now = fingerprint();
const outputs = [...copied, "main.js", "page.css"];
const fresh =
	existsSync(stamp) && readFileSync(stamp, "utf8") === now && outputs.every((name) => existsSync(join(target, name)));

if (!fresh) {
	const { build } = await import("esbuild");
	mkdirSync(target, { recursive: true });
	await build({
		entryPoints: [join(source, "main.tsx"), join(source, "page.css")],
		outdir: target,
		entryNames: "[name]",
		bundle: true,
		format: "esm",
		// light-dark() stays as it is from these on; before them the page would have to carry every colour twice.
		target: ["chrome123", "firefox128", "safari17.5"],
		jsx: "automatic",
		jsxImportSource: "preact",
		tsconfig: join(source, "tsconfig.json"),
		minify: true,
		legalComments: "none",
		logLevel: "error",
		charset: "utf8",
	});
	for (const name of copied) writeFileSync(join(target, name), readFileSync(join(source, name)));
	writeFileSync(stamp, now);
}

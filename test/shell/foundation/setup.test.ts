import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type PlantedFolder, plantFolder } from "./planted-folder.ts";

/** A folder that is set up, and the same before that; tests work on copies. */
let ready: string;
let fresh: string;
let planted: PlantedFolder;
let folder: string;
const at = (path: string) => join(folder, path);

beforeAll(async () => {
	planted = await plantFolder({
		"src/cli.ts": "export const answer: number = 1;\n",
		"src/old.ts": "export const old = true;\n",
		"prisma/schema.prisma": "// a schema\n",
		"scripts/generate.mjs":
			'import { mkdirSync, writeFileSync } from "node:fs";\n' +
			'mkdirSync("src/db/generated", { recursive: true });\n' +
			'writeFileSync("src/db/generated/client.ts", "export {};\\n");\n',
		"scripts/build-page.mjs": 'import { mkdirSync } from "node:fs";\nmkdirSync("dist/page", { recursive: true });\n',
		// Stands in for npm, so that no test touches the packages: it only leaves a note.
		"npm.js":
			'import { writeFileSync } from "node:fs";\nwriteFileSync("npm-was-here", process.argv.slice(2).join(" "));\n',
		// As the real ones, without the types of Node, which cost a second a time.
		"tsconfig.json":
			'{ "compilerOptions": { "target": "es2023", "lib": ["es5"], "module": "nodenext", "types": [] } }\n',
		"tsconfig.build.json":
			'{ "extends": "./tsconfig.json", "compilerOptions": { "rootDir": "." }, "include": ["src"] }\n',
	});
	fresh = planted.path;
	ready = `${fresh}-ready`;
	await copyOf(fresh, ready);
	expect((await setUp()).status).toBe(0);
});
afterAll(async () => {
	await rm(ready, { recursive: true, force: true });
	await planted.remove();
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Makes a copy to work on: the next `setUp` runs there. */
async function copyOf(source: string, path = `${source}-copy`): Promise<void> {
	await cp(source, path, { recursive: true, verbatimSymlinks: true });
	folder = path;
}

/** Runs the set-up to its end. Gives its exit status, what it said, and how long it took in ms. */
async function setUp(): Promise<{ status: number | null; said: string; ms: number }> {
	const begin = performance.now();
	const child = spawn(process.execPath, ["scripts/setup.mjs"], {
		cwd: folder,
		env: { ...process.env, npm_execpath: at("npm.js") },
	});
	let said = "";
	let printed = "";
	child.stderr.on("data", (chunk) => {
		said += String(chunk);
	});
	child.stdout.on("data", (chunk) => {
		printed += String(chunk);
	});
	const status = await new Promise<number | null>((resolve) => child.on("close", resolve));
	expect(printed).toBe("");
	return { status, said, ms: performance.now() - begin };
}

describe("the set-up", () => {
	it("does every step once, then nothing, in less than two seconds", async () => {
		await copyOf(fresh);
		const first = await setUp();
		expect(first.status).toBe(0);
		expect(first.said.trimEnd().split("\n")).toEqual([
			"setup: writing the database client (prisma generate)",
			"setup: building (tsc)",
			"setup: building the page of the local chat",
		]);
		expect(existsSync(at("dist/src/cli.js"))).toBe(true);
		const second = await setUp();
		expect(second).toMatchObject({ status: 0, said: "" });
		expect(second.ms).toBeLessThan(2000);
	});

	it("notices changed sources and leaves no stale file", async () => {
		await copyOf(ready);
		await writeFile(at("src/cli.ts"), "export const answer: number = 2;\n");
		await rm(at("src/old.ts"));
		const { said } = await setUp();
		expect(said).toContain("building (tsc)");
		expect(said).not.toContain("prisma");
		expect(await readFile(at("dist/src/cli.js"), "utf8")).toContain("answer = 2");
		expect(existsSync(at("dist/src/old.js"))).toBe(false);
	});

	it("leaves the build alone when only the page changed", async () => {
		await copyOf(ready);
		await mkdir(at("src/chat/local/page"), { recursive: true });
		await writeFile(at("src/chat/local/page/main.tsx"), "export {};\n");
		expect((await setUp()).said).toBe("setup: building the page of the local chat\n");
	});

	it("notices a changed schema", async () => {
		await copyOf(ready);
		await writeFile(at("prisma/schema.prisma"), "// another schema\n");
		expect((await setUp()).said).toContain("prisma generate");
	});

	it("notices another Node", async () => {
		await copyOf(ready);
		const stamp = await readFile(at(".setup-stamp.json"), "utf8");
		await writeFile(at(".setup-stamp.json"), stamp.replace(/node \d+/, "node 18"));
		expect((await setUp()).said).toContain("npm ci");
		expect(await readFile(at("npm-was-here"), "utf8")).toContain("ci --ignore-scripts");
	});

	it("installs when the lock asks for other packages than are there", async () => {
		await copyOf(ready);
		const lock = await readFile(at("package-lock.json"), "utf8");
		await writeFile(at("package-lock.json"), lock.replace(/"integrity": "sha512-..../, '"integrity": "sha512-0000'));
		expect((await setUp()).said).toContain("npm ci");
		expect(existsSync(at("npm-was-here"))).toBe(true);
	});

	it("says how to go on when package.json and the lock disagree", async () => {
		await copyOf(ready);
		const manifest = await readFile(at("package.json"), "utf8");
		await writeFile(at("package.json"), manifest.replace('"dependencies": {', '"dependencies": {"left-pad": "1.3.0",'));
		expect(await setUp()).toMatchObject({
			status: 1,
			said: "setup: package.json and package-lock.json disagree. Run `npm install`, then try again.\n",
		});
	});

	it("says how to go on when this Node is too old", async () => {
		await copyOf(ready);
		const manifest = await readFile(at("package.json"), "utf8");
		await writeFile(at("package.json"), manifest.replace(/"node": ".*"/, '"node": ">=99.1"'));
		const { status, said } = await setUp();
		expect(status).toBe(1);
		expect(said).toMatch(/^setup: This is Node .*; Meldkamer needs 99\.1 or newer\. Install Node .*\n$/);
	});

	it("keeps the last build when the source does not compile, and tries again", async () => {
		await copyOf(ready);
		await writeFile(at("src/cli.ts"), "export const answer = ;\n");
		const broken = await setUp();
		expect(broken.status).toBe(1);
		expect(broken.said).toContain("src/cli.ts(1,23): error TS1109");
		expect(broken.said.trimEnd().split("\n").at(-1)).toBe(
			"setup: The source does not compile; see above. Mend it, then try again.",
		);
		expect(await readFile(at("dist/src/cli.js"), "utf8")).toContain("answer = 1");
		expect((await setUp()).status).toBe(1);
	});

	it("lets two at once do the work once", async () => {
		await copyOf(fresh);
		const both = await Promise.all([setUp(), setUp()]);
		expect(both.map((one) => one.status)).toEqual([0, 0]);
		expect(both.filter((one) => one.said.includes("building (tsc)"))).toHaveLength(1);
		expect(existsSync(at(".setup-lock"))).toBe(false);
	});

	it("goes on after one that died", async () => {
		await copyOf(fresh);
		const dead = spawn(process.execPath, ["-e", ""]);
		await new Promise((resolve) => dead.on("close", resolve));
		await writeFile(at(".setup-lock"), String(dead.pid));
		expect((await setUp()).status).toBe(0);
		expect(existsSync(at(".setup-lock"))).toBe(false);
	});
});

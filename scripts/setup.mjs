// Gets a clone ready to run: packages, Prisma client, dist/. Plain Node, no package needed, silent and quick when
// nothing changed. Runs before every script of package.json; it speaks on stderr, so that their output stays their own.

import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
	cpSync,
	existsSync,
	linkSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync,
	statSync,
	writeFileSync,
} from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const at = (path) => join(root, path);
const stampFile = at(".setup-stamp.json");
const lockFile = at(".setup-lock");
const lockWaitMs = 15 * 60_000;
const runtime = `node ${process.versions.node.split(".")[0]} ${process.platform} ${process.arch}`;

/** A set-up that cannot go on. `message` says what happened and what to do. */
class SetupError extends Error {}

function say(text) {
	process.stderr.write(`setup: ${text}\n`);
}

function readJson(path) {
	try {
		return JSON.parse(readFileSync(path, "utf8"));
	} catch {
		return null;
	}
}

function requireNode() {
	const wanted = readJson(at("package.json")).engines.node.match(/(\d+)\.(\d+)/);
	const [major, minor] = process.versions.node.split(".").map(Number);
	const [wantedMajor, wantedMinor] = [Number(wanted[1]), Number(wanted[2])];
	if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return;
	throw new SetupError(
		`This is Node ${process.versions.node}; Meldkamer needs ${wantedMajor}.${wantedMinor} or newer. Install Node 22 or 24 and try again.`,
	);
}

/** Files under `paths` (relative to the root), sorted; a missing path gives none. */
function listFiles(paths, skip) {
	/** @type {string[]} */
	const found = [];
	const visit = (path) => {
		if (skip(relative(root, path))) return;
		const stat = statSync(path, { throwIfNoEntry: false });
		if (stat?.isFile()) found.push(path);
		if (stat?.isDirectory()) for (const name of readdirSync(path)) visit(join(path, name));
	};
	for (const path of paths) visit(at(path));
	return found.sort();
}

/** One hash over the names and the contents, so that a checkout's new modification times rebuild nothing. */
function hashOf(paths, skip = () => false) {
	const hash = createHash("sha256").update(runtime);
	for (const file of listFiles(paths, skip)) {
		const bytes = readFileSync(file);
		hash.update(`\n${relative(root, file)} ${bytes.length}\n`).update(bytes);
	}
	return hash.digest("hex");
}

/**
 * Whether node_modules is what package-lock.json asks for, by npm's own record of what it installed (it writes that
 * last, so that an install cut short has none). Optional packages may be missing: they are for other platforms.
 */
function packagesAreInstalled(stamp) {
	const wanted = readJson(at("package-lock.json"))?.packages ?? {};
	const installed = readJson(at("node_modules/.package-lock.json"))?.packages;
	if (installed === undefined || (stamp.runtime !== undefined && stamp.runtime !== runtime)) return false;
	return Object.entries(wanted).every(([path, entry]) => {
		if (path === "") return true;
		const there = installed[path];
		return there === undefined ? entry.optional === true : there.integrity === entry.integrity;
	});
}

/** `npm ci` refuses such a pair too, but in many more words. */
function requireMatchingLock() {
	const manifest = readJson(at("package.json"));
	const locked = readJson(at("package-lock.json"))?.packages?.[""] ?? {};
	const text = (source) =>
		["dependencies", "devDependencies", "optionalDependencies"]
			.flatMap((kind) => Object.entries(source[kind] ?? {}).map(([name, range]) => `${kind} ${name} ${range}`))
			.sort()
			.join("\n");
	if (text(manifest) === text(locked)) return;
	throw new SetupError("package.json and package-lock.json disagree. Run `npm install`, then try again.");
}

/** Runs a program quietly; its own words come out only when it fails. */
function run(command, args, whatToDo) {
	const result = spawnSync(command, args, { cwd: root, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
	if (result.status === 0) return;
	const said = `${result.stdout ?? ""}${result.stderr ?? ""}`.trim().split("\n");
	process.stderr.write(
		`${said.slice(0, 40).join("\n")}\n${said.length > 40 ? `… ${said.length - 40} more lines\n` : ""}`,
	);
	throw new SetupError(result.error === undefined ? whatToDo : `${whatToDo} (${result.error.code})`);
}

function install() {
	say("installing packages (npm ci); the first time this takes about a minute");
	// Install scripts are not run: no package here needs one, and npm asks for leave to run them from version 11 on.
	const args = ["ci", "--ignore-scripts", "--include=dev", "--no-audit", "--no-fund"];
	const failed = "The packages could not be installed. Check that the npm registry can be reached, then try again.";
	const npm = process.env.npm_execpath;
	if (npm?.endsWith(".js")) run(process.execPath, [npm, ...args], failed);
	else run(process.platform === "win32" ? "npm.cmd" : "npm", args, failed);
}

function generate() {
	say("writing the database client (prisma generate)");
	run(process.execPath, [at("scripts/generate.mjs")], "The database client could not be written; see above.");
}

/** Builds beside dist/ and then swaps, so that no stale file stays and a failed build changes nothing. */
function build() {
	say("building (tsc)");
	for (const name of readdirSync(root))
		if (name.startsWith(".dist-")) rmSync(at(name), { recursive: true, force: true });
	const fresh = at(`.dist-${process.pid}`);
	// Without checking types, which takes longer than all else and is what `npm run check` is for.
	const args = [at("node_modules/typescript/bin/tsc"), "-p", at("tsconfig.build.json"), "--noCheck", "--outDir", fresh];
	try {
		run(process.execPath, args, "The source does not compile; see above. Mend it, then try again.");
		// The page lies in dist/ too and is not missing while its own step has not run.
		if (existsSync(at("dist/page"))) cpSync(at("dist/page"), join(fresh, "page"), { recursive: true });
		const old = at(`.dist-old-${process.pid}`);
		if (existsSync(at("dist"))) renameSync(at("dist"), old);
		renameSync(fresh, at("dist"));
		rmSync(old, { recursive: true, force: true });
	} finally {
		rmSync(fresh, { recursive: true, force: true });
	}
}

function buildPage() {
	say("building the page of the local chat");
	run(process.execPath, [at("scripts/build-page.mjs")], "The page of the local chat could not be built; see above.");
}

const generated = join("src", "db", "generated");
const page = join("src", "chat", "local", "page");
const tools = ["package-lock.json", "tsconfig.json", "tsconfig.build.json"];

/** In this order. Each is due when its output is missing or its key is not the one of the last time. */
const steps = [
	{
		name: "generate",
		key: () => hashOf(["prisma/schema.prisma", "prisma.config.ts", "scripts/generate.mjs", "package-lock.json"]),
		output: "src/db/generated",
		run: generate,
	},
	{
		name: "build",
		key: () =>
			hashOf(
				["src", "commands", "prisma/schema.prisma", "scripts/generate.mjs", ...tools],
				(path) => path === generated || path === page,
			),
		output: "dist/src/cli.js",
		run: build,
	},
	{
		name: "page",
		key: () => hashOf(["src/chat/local", "src/core", "src/ports", "scripts/build-page.mjs", "package-lock.json"]),
		output: "dist/page",
		run: buildPage,
	},
];

function isDue(step, stamp) {
	return !existsSync(at(step.output)) || stamp[step.name] !== step.key();
}

function writeStamp(stamp) {
	const draft = `${stampFile}.${process.pid}`;
	writeFileSync(draft, JSON.stringify(stamp));
	renameSync(draft, stampFile);
}

function isAlive(pid) {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return error.code === "EPERM";
	}
}

/** Removes the lock of a set-up that died, unless somebody else just did and took it anew. */
function breakLock(deadPid) {
	const aside = `${lockFile}.broken-${process.pid}`;
	try {
		renameSync(lockFile, aside);
		if (Number(readFileSync(aside, "utf8")) !== deadPid) linkSync(aside, lockFile);
	} catch (error) {
		if (error.code !== "ENOENT" && error.code !== "EEXIST") throw error;
	}
	rmSync(aside, { force: true });
}

/** Who holds the lock; 0 when it was just given back. */
function lockHolder() {
	try {
		return Number(readFileSync(lockFile, "utf8"));
	} catch {
		return 0;
	}
}

/** Made under another name and linked, so that it never stands there without its holder's number. */
function tryLock() {
	const draft = `${lockFile}.${process.pid}`;
	writeFileSync(draft, String(process.pid));
	try {
		linkSync(draft, lockFile);
		return true;
	} catch (error) {
		if (error.code === "EEXIST") return false;
		throw error;
	} finally {
		rmSync(draft, { force: true });
	}
}

function takeLock() {
	const until = Date.now() + lockWaitMs;
	for (let told = false; !tryLock(); ) {
		const holder = lockHolder();
		if (holder > 0 && !isAlive(holder)) breakLock(holder);
		else if (Date.now() > until)
			throw new SetupError(
				"Another set-up has been running for long. If there is none, delete .setup-lock and try again.",
			);
		else if (!told) {
			told = true;
			say("waiting for another set-up of this folder");
		}
		Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
	}
}

function setUp() {
	requireNode();
	requireMatchingLock();
	const before = readJson(stampFile) ?? {};
	const isReady = before.runtime === runtime && !steps.some((step) => isDue(step, before));
	if (isReady && packagesAreInstalled(before)) return;
	takeLock();
	try {
		// Read again: the set-up that was waited for may have done it all.
		const stamp = readJson(stampFile) ?? {};
		if (!packagesAreInstalled(stamp)) install();
		stamp.runtime = runtime;
		writeStamp(stamp);
		for (const step of steps) {
			if (!isDue(step, stamp)) continue;
			const key = step.key();
			step.run();
			stamp[step.name] = key;
			writeStamp(stamp);
		}
	} finally {
		rmSync(lockFile, { force: true });
	}
}

try {
	setUp();
} catch (error) {
	say(
		error instanceof SetupError
			? error.message
			: `The set-up of this folder stopped: ${error.message}. Mend that, then try again.`,
	);
	process.exitCode = 1;
}

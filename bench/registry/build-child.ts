import { createReadStream } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { buildIndex } from "../../src/registry/build/build-index.ts";

export interface BuildOutcome {
	readonly ms: number;
	readonly peakRssMb: number;
}

/** What no build can do without: every file read and unpacked. */
async function unpack(folder: string): Promise<void> {
	const nowhere = () => new Writable({ write: (_piece, _encoding, done) => done() });
	for (const name of await readdir(folder))
		if (name.endsWith(".gz")) await pipeline(createReadStream(join(folder, name)), createGunzip(), nowhere());
}

const [, , kind = "", from = "", to = ""] = process.argv;
const start = performance.now();
if (kind === "ours") await buildIndex({ from, to, country: null });
else await unpack(from);
const outcome: BuildOutcome = { ms: performance.now() - start, peakRssMb: process.resourceUsage().maxRSS / 1024 };
process.stdout.write(JSON.stringify(outcome));

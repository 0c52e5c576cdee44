import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const types = {
	"index.html": "text/html; charset=utf-8",
	"main.js": "text/javascript; charset=utf-8",
	"page.css": "text/css; charset=utf-8",
	"favicon.svg": "image/svg+xml",
} as const;

export interface PageFile {
	readonly type: string;
	readonly bytes: Uint8Array<ArrayBuffer>;
}

/** The nearest folder upwards with a package.json; the same from `src/` and from `dist/src/`. */
function packageRoot(): string {
	let folder = dirname(fileURLToPath(import.meta.url));
	while (!existsSync(join(folder, "package.json"))) {
		const parent = dirname(folder);
		if (parent === folder) throw new Error("no package.json above the local chat");
		folder = parent;
	}
	return folder;
}

/** The built page by path (`/`, `/page.js` …). Throws when `scripts/build-page.mjs` has not run. */
export async function readPageFiles(): Promise<ReadonlyMap<string, PageFile>> {
	const folder = join(packageRoot(), "dist", "page");
	if (!existsSync(join(folder, "main.js"))) throw new Error("the chat page is not built: run npm run setup");
	const entries = Object.entries(types).map(async ([name, type]): Promise<[string, PageFile]> => {
		const bytes = new Uint8Array(await readFile(join(folder, name)));
		return [name === "index.html" ? "/" : `/${name}`, { type, bytes }];
	});
	return new Map(await Promise.all(entries));
}

import { argv } from "node:process";
import { asideBuilder } from "../../src/registry/update/aside-builder.ts";
import { updateRegistry } from "../../src/registry/update/update-registry.ts";

// A process that updates one registry folder and nothing else, to be killed: `<home> <url>`.
const [, , home = "", url = ""] = argv;
const result = await updateRegistry({
	...{ home, url, from: null, country: null, acceptSmaller: false, builder: asideBuilder },
	clock: () => new Date().toISOString(),
	signal: new AbortController().signal,
	onProgress: () => {},
	onFault: () => {},
});
process.stdout.write(`${JSON.stringify(result)}\n`);

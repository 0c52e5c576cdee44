// Lets Node 20 run TypeScript from its sources: `node --import ./scripts/run-ts.mjs FILE.ts …`. Worker threads and forked
// processes inherit the flag, and `import.meta.url` stays that of the source. For programs of test/ and bench/ only.

import { register } from "node:module";

process.setSourceMapsEnabled(true);
register("./ts-hooks.mjs", import.meta.url);

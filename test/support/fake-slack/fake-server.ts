import { createServer } from "node:http";
import { answerParent } from "../answer-parent.ts";
import { listenOnLoopback } from "../listen-on-loopback.ts";
import { createApi } from "./api-server.ts";
import { loadSlackSchemas } from "./check-blocks.ts";
import { createControl } from "./control.ts";
import { defaultFakeSlackOptions, type FakeSlackOptions } from "./fake-options.ts";
import { createFileServer } from "./file-server.ts";
import { createHttpLine } from "./http-line.ts";
import { createSocketLine } from "./socket-line.ts";
import { createWorld } from "./world.ts";

// The fake's own process. Its parent asks over the IPC channel, and it ends when the parent does.

const options = JSON.parse(process.argv[2] ?? "{}") as FakeSlackOptions;
const world = createWorld({ ...defaultFakeSlackOptions, ...options });
await loadSlackSchemas();
const api = createServer(createApi(world));
const files = createServer(createFileServer(world));
const sockets = createSocketLine(world, api);
const [apiPort, filesPort] = [await listenOnLoopback(api), await listenOnLoopback(files)];
world.urls = {
	api: `http://127.0.0.1:${apiPort}/api/`,
	files: `http://127.0.0.1:${filesPort}`,
	socket: `ws://127.0.0.1:${apiPort}/link/`,
	httpPort: await freePort(),
};
const http = createHttpLine(world);
const lines = world.options.mode === "http" ? { ...http, sockets } : { line: sockets.line, forge: null, sockets };

const { ids, people, botToken, appToken, signingSecret, urls } = world;
const ready = { ids, people, botToken, appToken, signingSecret, urls, options: world.options };
answerParent(createControl(world, lines), ready);

/** One that nothing listens on: the bot is to. */
async function freePort(): Promise<number> {
	const probe = createServer();
	const port = await listenOnLoopback(probe);
	await new Promise((resolve) => probe.close(resolve));
	return port;
}

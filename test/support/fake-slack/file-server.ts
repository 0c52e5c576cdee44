import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { canBotSee } from "./file-methods.ts";
import { filePayload } from "./file-payload.ts";
import { judgeHost } from "./judge-host.ts";
import { readBytes } from "./read-args.ts";
import { rollSlackTrouble } from "./roll-slack-trouble.ts";
import { count, type StoredFile, type World } from "./world.ts";

const loginPage = `<!DOCTYPE html><html lang="en-US"><head><title>Login | Slack</title></head>
<body><form id="signin_form" method="post"><input name="email" type="email"></form></body></html>`;

/** Slack's file host: downloads with the bearer (else a log-in page, as a 200), and the URLs that uploads go to. */
export function createFileServer(world: World): RequestListener {
	return (request, response) => {
		const url = new URL(request.url ?? "/", "http://localhost");
		judgeHost(world, request, world.urls.files);
		const isUpload = request.method === "POST";
		const name = isUpload ? "upload" : "file";
		count(world, name);
		const trouble = rollSlackTrouble(world, name);
		if (trouble?.kind === "drop-before") return void request.socket.destroy();
		if (trouble?.kind === "500" || trouble?.kind === "internal_error") return void response.writeHead(500).end();
		if (trouble?.kind === "429") {
			return void response.writeHead(429, { "Retry-After": `${trouble.retryAfterS ?? 1}` }).end();
		}
		const isCut = trouble?.kind === "drop-after";
		if (!isUpload) return download(world, request, response, url.pathname, isCut);
		upload(world, request, url.pathname)
			.then(([status, text]) => {
				if (isCut) return void request.socket.destroy();
				response.writeHead(status, { "Content-Type": "text/plain" }).end(text);
			})
			// The bot went away in the middle of its upload.
			.catch(() => request.socket.destroy());
	};
}

function download(world: World, request: IncomingMessage, response: ServerResponse, path: string, isCut: boolean) {
	const isKnown = request.headers.authorization === `Bearer ${world.botToken}` && !world.revokedTokens.has("bot");
	const file = fileAt(world, path);
	const isOpen = isKnown && world.scopes.has("files:read") && (!file || canBotSee(world, file));
	if (!isOpen || (world.options.loginPages && file && file.user !== world.ids.botUserId)) {
		return void response.writeHead(200, { "Content-Type": "text/html; charset=utf-8" }).end(loginPage);
	}
	if (!file || file.isDeleted) return void response.writeHead(404, { "Content-Type": "text/html" }).end("Not found");
	const { mimetype } = filePayload(world, file);
	response.writeHead(200, { "Content-Type": String(mimetype), "Content-Length": file.bytes.length });
	if (!isCut) return void response.end(file.bytes);
	response.write(file.bytes.subarray(0, file.bytes.length >> 1), () => request.socket.destroy());
}

function fileAt(world: World, path: string): StoredFile | undefined {
	return [...world.files.values()].find((file) => path.includes(`-${file.id}/`) && path.includes(`/${file.secret}/`));
}

async function upload(world: World, request: IncomingMessage, path: string): Promise<[number, string]> {
	const waiting = [...world.uploads.values()].find(({ secret }) => path === `/upload/v1/${secret}`);
	const raw = await readBytes(request);
	if (!waiting) return [404, "not found"];
	const type = request.headers["content-type"] ?? "";
	const bytes = type.startsWith("multipart/form-data") ? await firstFile(raw, type) : new Uint8Array(raw);
	if (bytes.length !== waiting.length) {
		world.violations.push(`upload: ${bytes.length} bytes of ${waiting.name}, announced as ${waiting.length}`);
	}
	waiting.bytes = bytes;
	return [200, `OK - ${bytes.length}`];
}

async function firstFile(raw: Buffer<ArrayBuffer>, type: string): Promise<Uint8Array> {
	const form = await new Response(raw, { headers: { "content-type": type } }).formData();
	for (const value of form.values()) {
		if (typeof value !== "string") return new Uint8Array(await value.arrayBuffer());
	}
	return new Uint8Array();
}

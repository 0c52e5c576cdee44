import { Hono } from "hono";
import type { Outbox } from "../../ports/outbox.ts";
import { downloadPolicy, refuse } from "./gate.ts";

const listLimit = 500;
const namePattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,199}\.eml$/;

/** RFC 6266 with RFC 5987 encoding; the plain form for old programs has no character that could end it. */
function attachmentHeader(fileName: string): string {
	const plain = fileName.replaceAll(/[^A-Za-z0-9._ -]/g, "_");
	const encoded = encodeURIComponent(fileName).replaceAll(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`);
	return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}

/** Always as a download of unknown type: what a mail says about its parts is not trusted. */
function download(bytes: Uint8Array, fileName: string): Response {
	return new Response(new Uint8Array(bytes), {
		headers: {
			"content-type": "application/octet-stream",
			"content-disposition": attachmentHeader(fileName),
			"content-security-policy": downloadPolicy,
		},
	});
}

/** The mail tab: what lies in the outbox, for reading only. */
export function mailRoutes(outbox: Outbox | null): Hono {
	const routes = new Hono();
	routes.get("/", async (c) => c.json(outbox === null ? [] : await outbox.list(listLimit)));
	routes.get("/:name/raw", async (c) => {
		const name = c.req.param("name");
		const bytes = outbox !== null && namePattern.test(name) ? await outbox.raw(name) : null;
		return bytes === null ? refuse(c, 404, { error: "not-found" }) : download(bytes, name);
	});
	routes.get("/:name/attachments/:index{[0-9]{1,3}}", async (c) => {
		const name = c.req.param("name");
		const index = Number(c.req.param("index"));
		const found = outbox !== null && namePattern.test(name) ? await outbox.attachment(name, index) : null;
		return found === null ? refuse(c, 404, { error: "not-found" }) : download(found.bytes, found.fileName);
	});
	return routes;
}

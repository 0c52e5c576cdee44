import type { IncomingMessage } from "node:http";
import { apiErrors } from "./api-error.ts";

/** A file of a multipart request; `field` is `files[0]`. */
export interface UploadedFile {
	readonly index: number;
	readonly fileName: string;
	readonly contentType: string;
	readonly bytes: Uint8Array;
}

export interface RequestBody {
	/** The JSON, or that of `payload_json`; undefined without a body. */
	readonly json: unknown;
	readonly files: readonly UploadedFile[];
}

/** Reads a request's body: JSON, or multipart with `payload_json` and `files[n]`. */
export async function readBody(request: IncomingMessage): Promise<RequestBody> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	const bytes = Buffer.concat(chunks);
	if (bytes.length === 0) return { json: undefined, files: [] };
	const contentType = request.headers["content-type"] ?? "";
	if (contentType.startsWith("application/json")) return { json: parseJson(bytes.toString("utf8")), files: [] };
	if (contentType.startsWith("multipart/form-data")) return readForm(bytes, contentType);
	throw apiErrors.badJson();
}

async function readForm(bytes: Buffer<ArrayBuffer>, contentType: string): Promise<RequestBody> {
	const form = await new Response(bytes, { headers: { "content-type": contentType } }).formData();
	const payload = form.get("payload_json");
	const files: UploadedFile[] = [];
	for (const [field, value] of form.entries()) {
		const index = /^files\[(\d+)\]$/.exec(field)?.[1];
		if (index === undefined || typeof value === "string") continue;
		files.push({
			index: Number(index),
			fileName: value.name,
			contentType: value.type || "application/octet-stream",
			bytes: new Uint8Array(await value.arrayBuffer()),
		});
	}
	return { json: typeof payload === "string" ? parseJson(payload) : {}, files };
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		throw apiErrors.badJson();
	}
}

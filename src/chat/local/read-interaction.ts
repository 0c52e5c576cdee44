import { z } from "zod";
import type { Attachment } from "../../ports/chat.ts";
import { UploadTooLarge } from "../../ports/upload-store.ts";
import type { InteractionHead } from "./wire.ts";

/** The body is not what the page sends. */
export class BadInteraction extends Error {}

/** The file ended before the size that was announced: the page went away. */
export class UploadCutOff extends Error {}

const maxHeadBytes = 64 * 1024;

const Head = z.object({
	kind: z.enum(["command", "form"]),
	as: z.string().max(100),
	channel: z.string().max(100),
	message: z.number().int().positive().nullable(),
	name: z.string().min(1).max(100),
	values: z.record(z.string().max(64), z.union([z.string().max(8000), z.number(), z.boolean()])),
	file: z
		.object({
			option: z.string().min(1).max(64),
			fileName: z.string().min(1).max(255),
			bytes: z.number().int().nonnegative(),
		})
		.nullable(),
});

/** Hands out bytes in the amounts that are asked for, without holding more than one chunk. */
function createByteSource(body: ReadableStream<Uint8Array>) {
	const reader = body.getReader();
	let held: Uint8Array = new Uint8Array();
	const next = async (): Promise<Uint8Array | null> => {
		if (held.length > 0) {
			const chunk = held;
			held = new Uint8Array();
			return chunk;
		}
		const { done, value } = await reader.read();
		return done ? null : value;
	};
	return {
		next,
		async exactly(bytes: number): Promise<Uint8Array> {
			const out = new Uint8Array(bytes);
			let filled = 0;
			while (filled < bytes) {
				const chunk = await next();
				if (chunk === null) throw new BadInteraction("body ends early");
				const part = chunk.subarray(0, bytes - filled);
				out.set(part, filled);
				filled += part.length;
				if (part.length < chunk.length) held = chunk.subarray(part.length);
			}
			return out;
		},
	};
}

type ByteSource = ReturnType<typeof createByteSource>;

async function* fileBytes(source: ByteSource, expected: number): AsyncGenerator<Uint8Array> {
	let seen = 0;
	try {
		for (let chunk = await source.next(); chunk !== null; chunk = await source.next()) {
			seen += chunk.length;
			if (seen > expected) throw new BadInteraction("more bytes than announced");
			yield chunk;
		}
	} catch (cause) {
		if (cause instanceof BadInteraction) throw cause;
		throw new UploadCutOff("upload was cut off", { cause });
	}
	if (seen < expected) throw new UploadCutOff("upload was cut off");
}

/** Path parts and control characters have no place in a name that others see. */
function safeFileName(name: string): string {
	const last = name.split(/[\\/]/).at(-1) ?? "";
	const clean = last.replaceAll(/\p{Cc}/gu, "").trim();
	return clean === "" || clean === "." || clean === ".." ? "file" : clean;
}

/**
 * Reads the head of an interaction and gives the file as a stream that was not yet read. Throws `BadInteraction` for another
 * shape, `UploadTooLarge` when the announced size is over `maxBytes`. The stream throws when more or fewer bytes come than that.
 */
export async function readInteraction(
	body: ReadableStream<Uint8Array> | null,
	maxBytes: number,
): Promise<{ head: InteractionHead; file: Attachment | null }> {
	if (body === null) throw new BadInteraction("no body");
	const source = createByteSource(body);
	const length = new DataView((await source.exactly(4)).buffer).getUint32(0);
	if (length > maxHeadBytes) throw new BadInteraction("head too long");
	const text = new TextDecoder("utf-8", { fatal: false }).decode(await source.exactly(length));
	const head = Head.safeParse(parseJson(text));
	if (!head.success) throw new BadInteraction("head has another shape");
	const announced = head.data.file;
	if (announced === null) return { head: head.data, file: null };
	if (announced.bytes > maxBytes) throw new UploadTooLarge(maxBytes);
	let opened = false;
	const file: Attachment = {
		fileName: safeFileName(announced.fileName),
		bytes: announced.bytes,
		open() {
			if (opened) throw new Error("an attachment can be read once");
			opened = true;
			return fileBytes(source, announced.bytes);
		},
	};
	return { head: head.data, file };
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}

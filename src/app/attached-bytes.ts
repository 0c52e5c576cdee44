import type { Attachment, Reply } from "../ports/chat.ts";
import type { Context } from "./context.ts";
import { fileTrouble } from "./file-trouble.ts";

/**
 * A small file that came with a command, in memory and nowhere else: of a larger one `maxBytes` and a bit more, so that its reader sees that it
 * is too large. Or what to answer when it did not come.
 */
export async function attachedBytes(
	context: Context,
	file: Attachment,
	maxBytes: number,
): Promise<{ readonly bytes: Uint8Array } | { readonly reply: Reply }> {
	const chunks: Uint8Array[] = [];
	let length = 0;
	try {
		for await (const chunk of file.open()) {
			chunks.push(chunk);
			length += chunk.length;
			if (length > maxBytes) break;
		}
	} catch (fault) {
		return { reply: fileTrouble(context, fault) };
	}
	return { bytes: Buffer.concat(chunks) };
}

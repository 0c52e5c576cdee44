import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import type { IntakeLimits } from "../limits.ts";
import { Unreadable } from "../unreadable.ts";

const ratioFrom = 1 << 20;

/** RFC 1952, 2.3.1: the magic number, and deflate, the only method there is. */
export function isGzip(head: Uint8Array): boolean {
	return head[0] === 0x1f && head[1] === 0x8b && head[2] === 8;
}

/**
 * What is in a gzip file, as a stream. Throws `Unreadable` as it comes to it: "bomb" for more than a report would be, counted and by what it
 * was packed into, "broken-archive" for what is damaged or cut off.
 */
export async function* gunzip(
	packed: AsyncIterable<Uint8Array>,
	{ maxUnpackedBytes, maxRatio }: Pick<IntakeLimits, "maxUnpackedBytes" | "maxRatio">,
): AsyncGenerator<Uint8Array> {
	let packedBytes = 0;
	let unpackedBytes = 0;
	let fault: { readonly of: unknown } | null = null;
	async function* counted() {
		try {
			for await (const chunk of packed) {
				packedBytes += chunk.length;
				yield chunk;
			}
		} catch (error) {
			// Not the archive's: the source of the bytes failed, or was stopped.
			fault = { of: error };
			throw error;
		}
	}
	const source = Readable.from(counted());
	const stream = source.pipe(createGunzip());
	source.on("error", (error) => stream.destroy(error));
	const chunks = stream[Symbol.asyncIterator]();
	try {
		for (;;) {
			const next = await chunks.next().catch(() => {
				throw fault === null ? new Unreadable("broken-archive") : (fault as { of: unknown }).of;
			});
			if (next.done === true) return;
			const chunk = next.value as Buffer;
			unpackedBytes += chunk.length;
			const swollen = unpackedBytes > ratioFrom && unpackedBytes / packedBytes > maxRatio;
			if (unpackedBytes > maxUnpackedBytes || swollen) throw new Unreadable("bomb");
			yield chunk;
		}
	} finally {
		source.destroy();
		stream.destroy();
	}
}

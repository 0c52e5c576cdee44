import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";

const chunkBytes = 256 * 1024;

/** The bytes of a file, unpacked when its name ends in `.gz`. `onBytes` hears how many bytes of the file itself came. */
export async function* readFileBytes(
	path: string,
	onBytes: (count: number) => void,
	signal: AbortSignal | undefined,
): AsyncGenerator<Buffer> {
	const file = createReadStream(path, { highWaterMark: chunkBytes });
	const bytes = path.endsWith(".gz") ? file.pipe(createGunzip({ chunkSize: chunkBytes })) : file;
	// `pipe` passes on no error of the file itself.
	file.on("error", (error) => bytes.destroy(error));
	let counted = 0;
	const count = () => {
		onBytes(file.bytesRead - counted);
		counted = file.bytesRead;
	};
	try {
		for await (const chunk of bytes as AsyncIterable<Buffer>) {
			signal?.throwIfAborted();
			count();
			yield chunk;
		}
		count();
	} finally {
		bytes.destroy();
		file.destroy();
	}
}

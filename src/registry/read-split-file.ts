import { isAscii } from "node:buffer";
import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";
import { type RpslObject, rpslReader } from "../core/contact/rpsl.ts";

/** Longer lines than this are no registry data; they end the reading, so that a broken file cannot fill the memory. */
const maxLineBytes = 1024 * 1024;

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** The files are Latin-1, with objects in UTF-8 among them: a line that is valid UTF-8 is read as that. */
function decoded(line: string): string {
	// biome-ignore lint/suspicious/noControlCharactersInRegex: anything outside ASCII is meant
	if (/^[\u0000-\u007f]*$/.test(line)) return line;
	try {
		return utf8.decode(Buffer.from(line, "latin1"));
	} catch {
		return line;
	}
}

/**
 * Hands the objects of one split file, plain or `.gz`, to `use`, in order, with only the attributes in `keep`. Their texts
 * are slices of what was read: who keeps one, keeps a copy.
 */
export async function readSplitFile(
	path: string,
	keep: ReadonlySet<string>,
	use: (object: RpslObject) => void,
): Promise<void> {
	const reader = rpslReader(keep);
	const push = (line: string) => {
		const object = reader.push(line);
		if (object !== null) use(object);
	};
	const file = createReadStream(path, { highWaterMark: 256 * 1024 });
	const bytes = path.endsWith(".gz") ? file.pipe(createGunzip({ chunkSize: 256 * 1024 })) : file;
	// `pipe` passes on no error of the file itself.
	file.on("error", (error) => bytes.destroy(error));
	let rest = "";
	let restIsAscii = true;
	for await (const chunk of bytes as AsyncIterable<Buffer>) {
		const ascii = isAscii(chunk);
		const plain: boolean = ascii && restIsAscii;
		const lines = (rest + chunk.toString("latin1")).split("\n");
		rest = lines.pop() ?? "";
		if (rest.length > maxLineBytes) throw new RangeError("a line is too long for registry data");
		restIsAscii = lines.length > 0 ? ascii : plain;
		for (const line of lines) push(plain ? line : decoded(line));
	}
	push(decoded(rest));
	const last = reader.end();
	if (last !== null) use(last);
}

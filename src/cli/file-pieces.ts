import { type FileHandle, open } from "node:fs/promises";

const pieceBytes = 256 * 1024;

async function readPiece(file: FileHandle, room: Uint8Array): Promise<Uint8Array> {
	const { bytesRead } = await file.read(room, 0, room.length);
	return room.subarray(0, bytesRead);
}

/**
 * The bytes of a file, read one piece ahead. Each piece is good until the next one is asked for: two stretches of memory are used in
 * turn, so that nothing piles up.
 */
export async function* filePieces(path: string): AsyncGenerator<Uint8Array> {
	const file = await open(path);
	let ahead: Promise<Uint8Array> | null = null;
	try {
		let [room, other] = [new Uint8Array(pieceBytes), new Uint8Array(pieceBytes)];
		ahead = readPiece(file, room);
		for (;;) {
			const piece = await ahead;
			if (piece.length === 0) return;
			ahead = readPiece(file, other);
			yield piece;
			[room, other] = [other, room];
		}
	} finally {
		// A read that is under way must end before the file is closed.
		await ahead?.catch(() => {});
		await file.close();
	}
}

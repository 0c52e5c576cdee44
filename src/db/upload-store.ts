import { randomUUID } from "node:crypto";
import { type UploadStore, UploadTooLarge } from "../ports/upload-store.ts";
import { cleanText } from "./clean-text.ts";
import type { Sql } from "./sql.ts";

const chunkBytes = 1024 * 1024;
const uuid = /^[0-9a-f-]{36}$/;

/**
 * Uploads as rows of at most 1 MB each. Not in one transaction: a slow sender must hold up nobody. An upload counts
 * once all of it is there; what a crash leaves half-way is dropped as an orphan.
 */
export function createUploadStore(sql: Sql): UploadStore {
	const drop: UploadStore["drop"] = async (id) => {
		if (uuid.test(id)) await sql.query("delete from uploads where id = $1::uuid", [id]);
	};
	return {
		drop,

		async save(fileName, bytes, maxBytes) {
			const id = randomUUID();
			await sql.query("insert into uploads (id, file_name, bytes, created_at) values ($1::uuid, $2, 0, now())", [
				id,
				cleanText(fileName),
			]);
			try {
				let total = 0;
				let seq = 0;
				for await (const chunk of chunked(bytes)) {
					total += chunk.byteLength;
					if (total > maxBytes) throw new UploadTooLarge(maxBytes);
					await sql.query(insertChunk, [id, seq, Buffer.from(chunk.buffer, 0, chunk.byteLength).toString("base64")]);
					seq += 1;
				}
				await sql.query("update uploads set bytes = $2, complete = true where id = $1::uuid", [id, total]);
				return { id, bytes: total };
			} catch (error) {
				await drop(id);
				throw error;
			}
		},

		async open(id) {
			if (!uuid.test(id)) return null;
			const [row] = await sql.query("select bytes from uploads where id = $1::uuid and complete", [id]);
			return row === undefined ? null : read(sql, id, Number(row.bytes));
		},

		async dropOrphans(olderThan) {
			const rows = await sql.query(
				`delete from uploads u where created_at < $1::timestamptz
					and not exists (select from cases c where c.upload_id = u.id::text)
				returning id`,
				[olderThan],
			);
			return rows.length;
		},
	};
}

// As base64 on the way: PGlite turns bytes into text and back one by one, which is several times slower.
const insertChunk = "insert into upload_chunks (upload_id, seq, bytes) values ($1::uuid, $2, decode($3, 'base64'))";
const readChunk = "select encode(bytes, 'base64') as bytes from upload_chunks where upload_id = $1::uuid and seq = $2";

async function* read(sql: Sql, id: string, bytes: number): AsyncIterable<Uint8Array> {
	for (let seq = 0, given = 0; given < bytes; seq++) {
		const [row] = await sql.query(readChunk, [id, seq]);
		if (typeof row?.bytes !== "string") throw new Error("the upload was dropped while it was being read");
		const chunk = Buffer.from(row.bytes, "base64");
		given += chunk.byteLength;
		yield chunk;
	}
}

/** The same bytes in pieces of exactly `chunkBytes`, the last one excepted. Copies each byte once. */
async function* chunked(bytes: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
	let buffer = new Uint8Array(chunkBytes);
	let used = 0;
	for await (const piece of bytes) {
		for (let at = 0; at < piece.byteLength; ) {
			const part = piece.subarray(at, at + chunkBytes - used);
			buffer.set(part, used);
			used += part.byteLength;
			at += part.byteLength;
			if (used === chunkBytes) {
				yield buffer;
				buffer = new Uint8Array(chunkBytes);
				used = 0;
			}
		}
	}
	if (used > 0) yield buffer.subarray(0, used);
}

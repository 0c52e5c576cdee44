import { crc32, deflateRawSync } from "node:zlib";

export interface ZipPart {
	readonly name: string;
	readonly content: string | Uint8Array;
	readonly stored?: boolean;
	readonly encrypted?: boolean;
	readonly method?: number;
	/** What the headers say instead of the truth. */
	readonly declaredSize?: number;
	readonly declaredCrc?: number;
}

/** Writes a zip archive (APPNOTE.TXT 4.3), also a dishonest one. */
export function makeZip(parts: readonly ZipPart[]): Buffer {
	const locals: Buffer[] = [];
	const directory: Buffer[] = [];
	let offset = 0;
	for (const part of parts) {
		const name = Buffer.from(part.name);
		const content = Buffer.from(part.content as Uint8Array);
		const data = part.stored ? content : deflateRawSync(content);
		const fields = commonFields(part, { content, data, name });
		const local = Buffer.concat([Buffer.from("PK\x03\x04"), fields, name, data]);
		const tail = Buffer.alloc(14);
		tail.writeUInt32LE(offset, 10);
		directory.push(Buffer.concat([Buffer.from("PK\x01\x02"), Buffer.from([20, 0]), fields, tail, name]));
		locals.push(local);
		offset += local.length;
	}
	const central = Buffer.concat(directory);
	const end = Buffer.alloc(22);
	end.write("PK\x05\x06", "latin1");
	end.writeUInt16LE(parts.length, 8);
	end.writeUInt16LE(parts.length, 10);
	end.writeUInt32LE(central.length, 12);
	end.writeUInt32LE(offset, 16);
	return Buffer.concat([...locals, central, end]);
}

function commonFields(part: ZipPart, is: { content: Buffer; data: Buffer; name: Buffer }): Buffer {
	const fields = Buffer.alloc(26);
	fields.writeUInt16LE(20, 0);
	fields.writeUInt16LE(part.encrypted ? 1 : 0, 2);
	fields.writeUInt16LE(part.method ?? (part.stored ? 0 : 8), 4);
	fields.writeUInt32LE(part.declaredCrc ?? crc32(is.content), 10);
	fields.writeUInt32LE(is.data.length, 14);
	fields.writeUInt32LE(part.declaredSize ?? is.content.length, 18);
	fields.writeUInt16LE(is.name.length, 22);
	return fields;
}

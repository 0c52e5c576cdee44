/** The bytes of uploads, until read. */
export interface UploadStore {
	/** Stores a stream and gives its id and size. Throws `UploadTooLarge` past `maxBytes`, leaving nothing behind. */
	save(fileName: string, bytes: AsyncIterable<Uint8Array>, maxBytes: number): Promise<{ id: string; bytes: number }>;
	/** The bytes in order; null when they are gone. */
	open(id: string): Promise<AsyncIterable<Uint8Array> | null>;
	drop(id: string): Promise<void>;
	/** Drops uploads that no case refers to and that are older than `olderThan`; gives how many. */
	dropOrphans(olderThan: string): Promise<number>;
}

export class UploadTooLarge extends Error {
	readonly maxBytes: number;
	constructor(maxBytes: number) {
		super(`upload is larger than ${maxBytes} bytes`);
		this.name = "UploadTooLarge";
		this.maxBytes = maxBytes;
	}
}

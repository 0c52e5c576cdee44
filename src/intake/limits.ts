/** What a report may cost. Every limit has a default that suits a volunteer's upload; tests and the demo set their own. */
export interface IntakeLimits {
	/** JavaScript heap of the worker thread; past it the thread is stopped, not the process. */
	readonly memoryMb: number;
	/** How long the worker may compute without a sign of life. Waiting for bytes or for the sink does not count. */
	readonly stallMs: number;
	/** Longest record, in UTF-16 units: a quote that never closes ends here. */
	readonly maxRecord: number;
	/** Quotes that may never close before the file is given up; each costs a second look at up to `maxRecord`. */
	readonly maxOpenQuotes: number;
	/** Problems that are handed over one by one; further ones are counted in the summary only. */
	readonly maxProblems: number;
	/** Zip: the archive as such, which is held in memory. */
	readonly maxArchiveBytes: number;
	readonly maxArchiveEntries: number;
	/** Zip: bytes after unpacking, counted as they come. */
	readonly maxUnpackedBytes: number;
	/** Zip: unpacked to packed bytes, once past 1 MiB unpacked. Real reports stay under 60. */
	readonly maxRatio: number;
}

export const defaultLimits: IntakeLimits = {
	memoryMb: 384,
	stallMs: 30_000,
	maxRecord: 1 << 20,
	maxOpenQuotes: 20,
	maxProblems: 100_000,
	maxArchiveBytes: 256 << 20,
	maxArchiveEntries: 1000,
	maxUnpackedBytes: 2048 * 2 ** 20,
	maxRatio: 200,
};

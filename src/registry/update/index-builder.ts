import type { IndexInfo } from "../index-format.ts";

/** How far a build is, in bytes of the files; `total` 0 = not known. */
export interface BuildStep {
	readonly phase: "building" | "writing" | "verifying";
	readonly done: number;
	readonly total: number;
}

export interface BuildInput {
	/** Folder with the files. */
	readonly from: string;
	/** The index's file. */
	readonly to: string;
	/** ISO 3166 alpha-2; null = all. */
	readonly country: string | null;
	readonly signal: AbortSignal;
	readonly onStep: (step: BuildStep) => void;
}

/** Makes an index and looks at one. */
export interface IndexBuilder {
	/** Makes the index and holds it against itself. Throws an `UpdateFault`; nothing of what was written need be kept then. */
	build(input: BuildInput): Promise<IndexInfo>;
	/** What an index says of itself; null when there is none that can be read. */
	describe(path: string): Promise<IndexInfo | null>;
}

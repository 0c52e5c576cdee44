/** How far a build is. `reading`: bytes of the files as they lie there; else steps. */
export interface BuildProgress {
	readonly phase: "reading" | "resolving" | "writing";
	readonly done: number;
	readonly total: number;
}

export interface BuildOptions {
	/** Folder with the RIPE database's split files, and the delegated statistics where they are at hand. */
	readonly from: string;
	/** The index: written beside it under another name, then renamed. */
	readonly to: string;
	/** ISO 3166 alpha-2: only networks of this country, with all that lies in them and above them. Null: all. */
	readonly country: string | null;
	/** At most about four times a second, and at the end of each phase. */
	readonly onProgress?: (progress: BuildProgress) => void;
	/** Ends the build with the signal's reason; what was written is removed. */
	readonly signal?: AbortSignal;
}

import type { Instant } from "../instant.ts";

/** What an index holds and where it came from. */
export interface IndexFacts {
	/** When the oldest of the files that it was built from was published. */
	readonly asOf: Instant;
	readonly builtAt: Instant;
	/** Objects that were read. */
	readonly objects: number;
	/** Registered ranges that can be found. */
	readonly ranges: number;
	/** Size of the index on disk. */
	readonly bytes: number;
	/** ISO 3166 alpha-2 of the only country in it; null = the whole region. */
	readonly country: string | null;
}

/** Why an update came to nothing. Each has a sentence of its own that says what to do. */
export const troubleCodes = [
	"bad-url",
	"busy",
	"certificate",
	"checksum-missing",
	"damaged",
	"fault",
	"fewer-objects",
	"files-missing",
	"half-size",
	"in-use",
	"no-space",
	"not-a-file",
	"not-built",
	"not-found",
	"not-verified",
	"not-writable",
	"redirected",
	"refused",
	"server-error",
	"stalled",
	"stopped",
	"too-large",
	"unreachable",
] as const;
export type TroubleCode = (typeof troubleCodes)[number];

export interface UpdateTrouble {
	readonly code: TroubleCode;
	/** The file that it is about; empty when it is about none. */
	readonly file: string;
	/** What else the sentence needs, by code: a host, a status, a number of minutes, a size. Empty when nothing. */
	readonly detail: string;
}

/** What one update came to. */
export type UpdateResult =
	| { readonly kind: "updated"; readonly index: IndexFacts }
	/** No file had changed, and the index was built from these. */
	| { readonly kind: "nothing-new"; readonly index: IndexFacts }
	| { readonly kind: "failed"; readonly trouble: UpdateTrouble };

export interface UpdateAttempt {
	readonly startedAt: Instant;
	readonly endedAt: Instant;
	readonly result: UpdateResult;
}

/** How far an update is. */
export interface UpdateProgress {
	readonly phase: "fetching" | "waiting" | "checking" | "building" | "writing" | "verifying";
	/** The file that is being worked on; empty for none in particular. */
	readonly file: string;
	/** Of that file, in bytes; `fileTotal` 0 = not known. */
	readonly fileDone: number;
	readonly fileTotal: number;
	/** Of the whole phase, in bytes; `total` 0 = not known, and an estimate while not every file was asked for. */
	readonly done: number;
	readonly total: number;
	/** Bytes per second of late; 0 = not known yet. */
	readonly rate: number;
	/** Seconds left of this phase; null = not known yet. */
	readonly secondsLeft: number | null;
}

/** How a registry folder stands. */
export interface RegistryStatus {
	/** What answers from it: an index, split files as they are, nothing, or something that can't be used. */
	readonly kind: "index" | "files" | "none" | "unusable";
	/** Null unless `kind` is `index`. */
	readonly index: IndexFacts | null;
	/** The last update that ended; null = none was ever tried here. */
	readonly lastAttempt: UpdateAttempt | null;
	/** The update that is under way, in this process or another; null = none. */
	readonly running: { readonly startedAt: Instant; readonly progress: UpdateProgress | null } | null;
}

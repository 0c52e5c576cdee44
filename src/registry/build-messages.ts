import type { BuildOptions, BuildProgress } from "./build/build-options.ts";
import type { IndexInfo } from "./index-format.ts";

/** What the worker thread gets. */
export type BuildInput = Pick<BuildOptions, "from" | "to" | "country">;

/** What it says. `plain`: the fault is a `RegistryFault`; another one's message is for the log. `code`: the system's, e.g. `ENOSPC`. */
export type FromBuilder =
	| { readonly type: "progress"; readonly progress: BuildProgress }
	| { readonly type: "built"; readonly info: IndexInfo }
	| {
			readonly type: "fault";
			readonly plain: boolean;
			readonly message: string;
			readonly code: string | null;
			readonly cause: string | null;
	  };

import type { BuildOptions, BuildProgress } from "./build/build-options.ts";
import type { IndexInfo } from "./index-format.ts";

/** What the worker thread gets. */
export type BuildInput = Pick<BuildOptions, "from" | "to" | "country">;

/** What it says. A fault's message is a `RegistryFault`'s, or another's, which nobody is shown. */
export type FromBuilder =
	| { readonly type: "progress"; readonly progress: BuildProgress }
	| { readonly type: "built"; readonly info: IndexInfo }
	| { readonly type: "fault"; readonly plain: boolean; readonly message: string };

import type { UpdateProgress } from "../../core/registry/registry-status.ts";
import { createPace } from "./pace.ts";

/** Tells how far it is; `rate` is added, and `secondsLeft` where it is not known. */
export type Report = (
	progress: Omit<UpdateProgress, "rate" | "secondsLeft"> & { readonly secondsLeft?: number },
) => void;

/** Adds the pace of each phase to what is reported. */
export function withPace(tell: (progress: UpdateProgress) => void): Report {
	let phase = "";
	let pace = createPace();
	return (progress) => {
		if (progress.phase !== phase) {
			phase = progress.phase;
			pace = createPace();
		}
		tell({ ...pace.at(progress.done, progress.total), ...progress });
	};
}

import { isNotReached } from "../case/not-reached.ts";
import type { Notice } from "../case/state.ts";

/** True for a mail that goes no further by itself and did not surely arrive, until something else is decided for its group. */
export function needsJudging(notice: Notice): boolean {
	return !notice.replaced && (notice.status === "unknown" || isNotReached(notice));
}

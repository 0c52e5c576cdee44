import type { Notice } from "../case/state.ts";

/** True for a mail that goes no further by itself and did not surely arrive. */
export function needsJudging(notice: Notice): boolean {
	return (
		notice.status === "unknown" ||
		notice.status === "refused" ||
		(notice.status === "deferred" && notice.retryAt === null)
	);
}

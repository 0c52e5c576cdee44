import type { Group } from "./group.ts";

/** True for a group that is not mailed by itself, or whose contact is doubted: a volunteer may want to decide on it. */
export function isOpenEnd(group: Pick<Group, "bucket" | "doubts">): boolean {
	return group.bucket !== null || group.doubts.length > 0;
}

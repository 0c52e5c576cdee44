import { aboutGroup } from "./about-group.ts";

/** Leaves a group out, with the reason. */
export const leaveOut = aboutGroup({
	verb: "leave-out",
	field: "reason",
	words: (t) => ({ title: t.leaveOutTitle, label: t.leaveOutReason, submit: t.leaveOutSubmit }),
	toCommand: (group, reason) => ({ type: "LeaveOut", group, reason }),
});

import { aboutGroup } from "./about-group.ts";

/** Records that somebody else takes care of a group, such as a foreign CERT. */
export const handOver = aboutGroup({
	verb: "hand-over",
	field: "to",
	words: (t) => ({ title: t.handOverTitle, label: t.handOverTo, submit: t.handOverSubmit }),
	toCommand: (group, to) => ({ type: "HandOver", group, to }),
});

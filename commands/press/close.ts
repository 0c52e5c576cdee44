import type { Press } from "../../src/app/command.ts";
import { pressCase } from "../../src/app/press-case.ts";

/** Closes the case; it can be reopened until its addresses are deleted. */
export const close: Press = {
	verb: "close",
	role: "volunteer",
	run: (pressed) => pressCase(pressed, { type: "Close" }),
};

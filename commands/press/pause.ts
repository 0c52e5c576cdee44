import type { Press } from "../../src/app/command.ts";
import { saidStopped } from "../../src/app/mailing-stop.ts";
import { pressCase } from "../../src/app/press-case.ts";

/** Stops the mailing after the mail that is under way. */
export const pause: Press = {
	verb: "pause",
	role: "volunteer",
	run: (pressed) => pressCase(pressed, { type: "PauseSending" }),
};

export const resume: Press = {
	verb: "resume",
	role: "volunteer",
	run: async (pressed) => (await saidStopped(pressed.context)) ?? pressCase(pressed, { type: "ResumeSending" }),
};

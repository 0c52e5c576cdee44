import type { Press } from "../../src/app/command.ts";
import { pressCase } from "../../src/app/press-case.ts";

/** Says which column holds the addresses. */
export const column: Press = {
	verb: "column",
	role: "volunteer",
	run: (pressed) => pressCase(pressed, { type: "ChooseColumn", column: Number(pressed.value ?? Number.NaN) }),
};

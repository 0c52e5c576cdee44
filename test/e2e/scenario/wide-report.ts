import { makeWide } from "../../support/scenario-wide.ts";

/** Enough operators that somebody can press Pause, or the power can fail, while they are mailed. */
export const wide = makeWide({ operators: 40, perOperator: 2 });

import { createTexts } from "../../../src/text/texts.ts";

export const nl = createTexts("nl", "Europe/Amsterdam");
export const en = createTexts("en", "Europe/Amsterdam");

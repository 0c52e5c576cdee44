import { deliverability as en } from "./en/deliverability.ts";
import { deliverability as nl } from "./nl/deliverability.ts";

/** What the doctor says of the mail, in both languages. */
export const deliverabilityTexts = { nl, en };

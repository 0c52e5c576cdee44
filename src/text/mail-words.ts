import { enMailWords as en } from "./en/mail.ts";
import { nlMailWords as nl } from "./nl/mail.ts";

/** The words of mails that are in no template. */
export const mailWords = { nl, en };

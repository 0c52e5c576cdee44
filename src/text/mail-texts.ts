import { enMail as en } from "./en/mail.ts";
import { nlMail as nl } from "./nl/mail.ts";

/** The wording of mails, in both languages. */
export const mailTexts = { nl, en };

import type { LeakAllowance, NoticeMail, WrittenMail } from "../ports/mail-writer.ts";

export interface ToWriter {
	readonly id: number;
	readonly mail: NoticeMail;
	readonly allowed: LeakAllowance;
}

export type FromWriter =
	| { readonly id: number; readonly written: WrittenMail }
	/** The reason of an `Unwritable`. */
	| { readonly id: number; readonly unwritable: string }
	| { readonly id: number; readonly fault: string };

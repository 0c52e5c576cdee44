import type { Contact } from "../core/contact/contact.ts";
import type { AddressRange } from "../core/report/target.ts";

/** Answers of live sources, by the range they are for. Survives a restart. */
export interface ContactCache {
	/** Answers newer than `since` whose range holds all of `range`, most specific first. */
	covering(range: AddressRange, since: string): Promise<Contact[]>;
	/** The answer that was given for exactly this question since `since`, or null. */
	answered(question: AddressRange, since: string): Promise<Contact | null>;
	/** `question` is the range that was asked for, `contact.range` the one that answered. */
	save(question: AddressRange, contact: Contact): Promise<void>;
	/** Deletes answers of before `before`: a question can be an affected address. */
	dropOlder(before: string): Promise<void>;
}

import { z } from "zod";
import { Bucket, ContactSourceName } from "../contact/contact.ts";
import { Doubt } from "../contact/resolution.ts";

/**
 * The findings of a case that share one operator (the same set of mailboxes) or one bucket reason.
 * `mailboxes` is empty when there is no contact; of what looks private the mailbox stands here masked (`j…@e….nl`) and the
 * name not at all; both in full only in the store. Holds no affected address.
 */
export const Group = z.object({
	/** 1, 2, 3 … within its case; stable over rounds. */
	id: z.number().int().positive(),
	/** Identity of the operator: sorted lower-case mailboxes joined by `,` (masked when private-looking); empty without contact. */
	operatorKey: z.string(),
	operator: z.string(),
	mailboxes: z.array(z.string()),
	/** The country that scope was judged on; null when nobody says. */
	country: z.string().nullable(),
	asn: z.number().int().nullable(),
	source: ContactSourceName.nullable(),
	/** Findings in this group in the current round. */
	findings: z.number().int().nonnegative(),
	/** null = to be mailed. */
	bucket: Bucket.nullable(),
	/** Who or what it was left out or handed over for, or why the lookup failed; one plain phrase. */
	reason: z.string().nullable(),
	/** Why somebody should look before it is mailed. */
	doubts: z.array(Doubt).default([]),
});
export type Group = z.infer<typeof Group>;

import { z } from "zod";
import { Instant } from "../instant.ts";

/** Why a security.txt is never mailed to by itself; worded by the text layer. */
export const SecurityTxtProblem = z.enum([
	"wrong-type",
	"wrong-charset",
	"not-utf-8",
	"too-large",
	"broken-signature",
	"no-contact",
	"expires-missing",
	"expires-twice",
	"expires-unreadable",
	"expired",
	"canonical-elsewhere",
	"other-domain",
]);
export type SecurityTxtProblem = z.infer<typeof SecurityTxtProblem>;

/** What is odd about a security.txt and takes nothing from what it says. */
export const SecurityTxtRemark = z.enum([
	"byte-order-mark",
	"odd-lines",
	"outside-signature",
	"languages-twice",
	"contact-without-scheme",
	"contact-over-http",
]);
export type SecurityTxtRemark = z.infer<typeof SecurityTxtRemark>;

/** One way to reach who runs a website. */
export const SecurityTxtContact = z.object({
	/** As it is written. Not checked to be harmless to open. */
	value: z.string(),
	kind: z.enum(["mail", "web", "phone", "other"]),
	/** The one mailbox that it names, as in `Contact`; also when it lacks `mailto:` (kind `other`). */
	mailbox: z.string().nullable(),
});
export type SecurityTxtContact = z.infer<typeof SecurityTxtContact>;

/** What the security.txt of a website says (RFC 9116). */
export const SecurityTxt = z.object({
	/** Where it was read, after redirects. */
	url: z.string(),
	/**
	 * Who can be mailed by itself, in the order of preference: one checked addr-spec for each `mailto:` that names exactly
	 * one, no duplicates. Empty when there is none, and when the file has a problem.
	 */
	mailboxes: z.array(z.string()),
	/** All that is there, in the order of preference (the first 20). */
	contacts: z.array(SecurityTxtContact),
	/** Null when missing or not readable; the first when there are several. */
	expires: Instant.nullable(),
	/** Empty = the file is as it should be. */
	problems: z.array(SecurityTxtProblem),
	remarks: z.array(SecurityTxtRemark),
	/** It is in OpenPGP's cleartext framework. The signature was not verified. */
	signed: z.boolean(),
	/** For display; URIs as written, the first five of each. */
	policy: z.array(z.string()),
	encryption: z.array(z.string()),
	/** Language tags (RFC 5646), at most ten. */
	languages: z.array(z.string()),
});
export type SecurityTxt = z.infer<typeof SecurityTxt>;

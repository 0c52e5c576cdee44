import { z } from "zod";
import type { RpslObject } from "../../core/contact/rpsl.ts";

/** The abuse contact of one resource. An empty `email` = nobody registered. */
const AbuseContact = z.object({
	key: z.string().nullish(),
	email: z.string(),
	suspect: z.boolean().nullish(),
});

/** `GET /abuse-contact/{resource}.json` (docs.db.ripe.net, RESTful API). */
export const AbuseContactAnswer = z.object({
	parameters: z.object({ "primary-key": z.object({ value: z.string().min(1) }) }),
	"abuse-contacts": AbuseContact,
});

/** `GET /search.json`: RPSL objects as lists of attributes; with `abuse-contact`, each with who is responsible for it. */
export const ObjectsAnswer = z.object({
	objects: z.object({
		object: z.array(
			z.object({
				type: z.string(),
				attributes: z.object({
					attribute: z.array(z.object({ name: z.string(), value: z.string().default("") })).min(1),
				}),
				"abuse-contact": AbuseContact.nullish(),
			}),
		),
	}),
});

/** Who is responsible, as the registry itself finds it. */
export interface Abuse {
	/** Handle of the role; empty when nobody is registered. */
	readonly key: string;
	/** As written; empty when nobody is registered. */
	readonly email: string;
	/** The registry could not reach the mailbox. */
	readonly suspect: boolean;
}

/** An object of the database; `abuse` is null when the answer names nobody for it. */
export interface Answered {
	readonly object: RpslObject;
	readonly abuse: Abuse | null;
}

export function toAbuse(contact: z.output<typeof AbuseContact>): Abuse {
	return { key: contact.key ?? "", email: contact.email, suspect: contact.suspect ?? false };
}

/** The answer's objects in the form of the database's own files. */
export function toAnswered(answer: z.output<typeof ObjectsAnswer>): Answered[] {
	return answer.objects.object.map(({ type, attributes, "abuse-contact": abuse }) => ({
		object: {
			type,
			key: attributes.attribute[0]?.value.trim() ?? "",
			attributes: attributes.attribute.map(({ name, value }) => [name.toLowerCase(), value.trim()] as const),
		},
		abuse: abuse ? toAbuse(abuse) : null,
	}));
}

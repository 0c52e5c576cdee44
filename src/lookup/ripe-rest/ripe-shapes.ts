import { z } from "zod";
import type { RpslObject } from "../../core/contact/rpsl.ts";

/** `GET /abuse-contact/{resource}.json` (docs.db.ripe.net, RESTful API). An empty `email` = nobody registered. */
export const AbuseContactAnswer = z.object({
	parameters: z.object({ "primary-key": z.object({ value: z.string().min(1) }) }),
	"abuse-contacts": z.object({ key: z.string().default(""), email: z.string() }),
});

/** `GET /search.json` and `GET /ripe/{type}/{key}.json`: RPSL objects as lists of attributes. */
export const ObjectsAnswer = z.object({
	objects: z.object({
		object: z.array(
			z.object({
				type: z.string(),
				attributes: z.object({
					attribute: z.array(z.object({ name: z.string(), value: z.string().default("") })).min(1),
				}),
			}),
		),
	}),
});

/** The answer's objects in the form of the database's own files. */
export function toRpsl(answer: z.output<typeof ObjectsAnswer>): RpslObject[] {
	return answer.objects.object.map(({ type, attributes }) => ({
		type,
		key: attributes.attribute[0]?.value ?? "",
		attributes: attributes.attribute.map(({ name, value }) => [name.toLowerCase(), value.trim()] as const),
	}));
}

import { z } from "zod";

/** A property of a vCard in JSON (jCard, RFC 7095): name, parameters, type, value. */
const Property = z.tuple([z.string(), z.record(z.string(), z.unknown()), z.string()], z.unknown());

const VCard = z.tuple([z.literal("vcard"), z.array(Property)]);

/** An entity (RFC 9083, 5.1), as far as contacts need it. Entities lie inside entities at ARIN. */
export interface RdapEntity {
	readonly handle?: string | null | undefined;
	readonly roles?: readonly string[] | null | undefined;
	readonly vcardArray?: z.output<typeof VCard> | null | undefined;
	readonly entities?: readonly RdapEntity[] | null | undefined;
}

const Entity: z.ZodType<RdapEntity> = z.lazy(() =>
	z.object({
		handle: z.string().nullish(),
		roles: z.array(z.string()).nullish(),
		vcardArray: VCard.nullish(),
		entities: z.array(Entity).nullish(),
	}),
);

/** Remarks (RFC 9083, 4.3) of a form that is known; others say nothing. */
const Remarks = z
	.array(z.object({ description: z.array(z.string()).nullish() }))
	.nullish()
	.catch(null);

/** An IP network (RFC 9083, 5.4). */
export const IpNetwork = z.object({
	startAddress: z.string().min(1),
	endAddress: z.string().min(1),
	name: z.string().nullish(),
	handle: z.string().nullish(),
	country: z.string().nullish(),
	entities: z.array(Entity).nullish(),
	remarks: Remarks,
});

/** An autonomous system (RFC 9083, 5.5). */
export const Autnum = z.object({
	startAutnum: z.number().int().nonnegative(),
	endAutnum: z.number().int().nonnegative(),
	name: z.string().nullish(),
	handle: z.string().nullish(),
	country: z.string().nullish(),
	entities: z.array(Entity).nullish(),
	remarks: Remarks,
});

/** A bootstrap file of IANA (RFC 9224, 4): for each service its ranges and its addresses. */
export const Bootstrap = z.object({
	services: z.array(z.tuple([z.array(z.string()), z.array(z.string()).min(1)])).min(1),
});

import { parseMailboxes } from "../../core/contact/parse-mailboxes.ts";
import { toCountry } from "../../core/contact/to-country.ts";
import type { RdapEntity } from "./rdap-shapes.ts";

type Entities = readonly RdapEntity[] | null | undefined;

const maxEntities = 500;

/** All entities, those of one level before those inside them. */
function inLevels(entities: Entities): RdapEntity[] {
	const all = [...(entities ?? [])];
	for (let at = 0; at < all.length && all.length < maxEntities; at++) all.push(...(all[at]?.entities ?? []));
	return all;
}

const properties = (entity: RdapEntity, name: string) =>
	(entity.vcardArray?.[1] ?? []).filter(([property]) => property.toLowerCase() === name);

const typesOf = (parameters: Readonly<Record<string, unknown>>) =>
	[parameters.type ?? []].flat().map((type) => String(type).toLowerCase());

/** Mailboxes marked `abuse`, else those without a mark; never one that is marked as something else. */
function mailboxesOf(entity: RdapEntity): string[] {
	const emails = properties(entity, "email").map(([, parameters, , value]) => ({ types: typesOf(parameters), value }));
	const marked = emails.filter(({ types }) => types.includes("abuse"));
	const chosen = marked.length > 0 ? marked : emails.filter(({ types }) => types.length === 0);
	const mailboxes = chosen.flatMap(({ value }) => (typeof value === "string" ? parseMailboxes(value) : []));
	return [...new Set(mailboxes)];
}

/** An `irt` object can bear the role too, for what it answers it was not asked. */
const isAbuse = ({ roles, handle }: RdapEntity) =>
	(roles ?? []).some((role) => role.toLowerCase() === "abuse") && !/^irt-/i.test(handle ?? "");

/** The first entity with the role `abuse` that has a mailbox: the network's own before one inside another entity (ARIN). */
export function abuseOf(entities: Entities): { readonly handle: string; readonly mailboxes: readonly string[] } | null {
	for (const entity of inLevels(entities).filter(isAbuse)) {
		const mailboxes = mailboxesOf(entity);
		if (mailboxes.length > 0) return { handle: entity.handle ?? "", mailboxes };
	}
	return null;
}

/** English names of countries, as some registries write them on the last line of an address, to ISO 3166 alpha-2. */
const codeByName = new Map<string, string>();
const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
const names = new Intl.DisplayNames(["en"], { type: "region", fallback: "none" });
for (const code of letters.flatMap((first) => letters.map((second) => first + second))) {
	const name = toCountry([code]) === null ? undefined : names.of(code);
	if (name !== undefined) codeByName.set(name.toUpperCase(), code);
}

/** The country in an address: the `cc` parameter (RFC 8605), the seventh part, or the last line of the label. */
function countryOfAddress(entity: RdapEntity): string | null {
	for (const [, parameters, , value] of properties(entity, "adr")) {
		const label = typeof parameters.label === "string" ? parameters.label.split("\n").at(-1) : undefined;
		const seventh = Array.isArray(value) ? value[6] : undefined;
		for (const text of [parameters.cc, seventh, label]) {
			if (typeof text !== "string" || text.trim() === "") continue;
			const country = toCountry([text]) ?? codeByName.get(text.trim().toUpperCase());
			if (country !== undefined) return country;
		}
	}
	return null;
}

/** The registrant that is an organisation; a registrant that says nothing of its kind counts only when no other does. */
export function registrantOf(entities: Entities): { readonly name: string | null; readonly country: string | null } {
	const registrants = (entities ?? []).filter(({ roles }) =>
		(roles ?? []).some((role) => role.toLowerCase() === "registrant"),
	);
	const kindOf = (entity: RdapEntity) => properties(entity, "kind")[0]?.[3];
	const registrant = registrants.find((entity) => kindOf(entity) === "org");
	if (registrant === undefined) return { name: null, country: null };
	const name = properties(registrant, "fn")[0]?.[3];
	return { name: typeof name === "string" && name !== "" ? name : null, country: countryOfAddress(registrant) };
}

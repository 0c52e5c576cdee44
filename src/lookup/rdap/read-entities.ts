import type { OtherContact } from "../../core/contact/contact.ts";
import { operatorKey } from "../../core/contact/parse-mailboxes.ts";
import { readMailboxField } from "../../core/contact/read-mailbox-field.ts";
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

/** What stands in the properties marked `abuse`, else in those without a mark; never in one that is marked as something else. */
function writtenIn(entity: RdapEntity): string[] {
	const emails = properties(entity, "email").map(([, parameters, , value]) => ({ types: typesOf(parameters), value }));
	const marked = emails.filter(({ types }) => types.includes("abuse"));
	const chosen = marked.length > 0 ? marked : emails.filter(({ types }) => types.length === 0);
	return chosen.flatMap(({ value }) => (typeof value === "string" && value.trim() !== "" ? [value.trim()] : []));
}

/** An `irt` object can bear the role too, for what it answers it was not asked. */
const isAbuse = ({ roles, handle }: RdapEntity) =>
	(roles ?? []).some((role) => role.toLowerCase() === "abuse") && !/^irt-/i.test(handle ?? "");

const nameOf = (entity: RdapEntity): string => {
	const name = properties(entity, "fn")[0]?.[3];
	return typeof name === "string" ? name : "";
};

/** Contacts for abuse in an answer. */
export interface AbuseEntities {
	/** Of the first one; empty when none can be read. */
	readonly mailboxes: readonly string[];
	/** What stands where its mailbox should. */
	readonly unreadable: string | null;
	readonly handle: string | null;
	/** The further ones with other mailboxes. */
	readonly others: readonly OtherContact[];
}

const maxOthers = 4;

/** The entities with the role `abuse`: the network's own before those inside another entity (ARIN's organisations). */
export function abuseOf(entities: Entities): AbuseEntities {
	const found = inLevels(entities)
		.filter(isAbuse)
		.map((entity) => ({ entity, ...readMailboxField(writtenIn(entity)) }));
	const [first, ...rest] = found.filter(({ mailboxes }) => mailboxes.length > 0);
	if (first === undefined) {
		const written = found.find(({ unreadable }) => unreadable !== null);
		return {
			mailboxes: [],
			unreadable: written?.unreadable ?? null,
			handle: written?.entity.handle ?? null,
			others: [],
		};
	}
	const seen = new Set([operatorKey(first.mailboxes)]);
	const others: OtherContact[] = [];
	for (const { entity, mailboxes } of rest) {
		const key = operatorKey(mailboxes);
		if (seen.has(key) || others.length === maxOthers) continue;
		seen.add(key);
		others.push({ operator: nameOf(entity), mailboxes, path: [`entity ${entity.handle ?? ""}`] });
	}
	return { mailboxes: first.mailboxes, unreadable: null, handle: first.entity.handle ?? "", others };
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
	return { name: nameOf(registrant) || null, country: countryOfAddress(registrant) };
}

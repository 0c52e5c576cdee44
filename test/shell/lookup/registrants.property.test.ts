import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseRpsl, rpslValues } from "../../../src/core/contact/rpsl.ts";
import type { RdapEntity } from "../../../src/lookup/rdap/rdap-shapes.ts";
import { abuseOf } from "../../../src/lookup/rdap/read-entities.ts";
import { readAnswer } from "../../../src/lookup/whois/read-answer.ts";

/** Registrants, and whoever else stands in an answer for another purpose, are told apart by the domain of their mailbox. */
const notForAbuse = "person.example";
const forAbuse = "abuse.example";

const mailbox = (domain: string) => fc.nat(99).map((number) => `m${number}@${domain}`);
const somebodyElse = fc.tuple(
	fc.subarray(["registrant", "administrative", "technical", "billing", "noc", "sponsor", "registrar", "notifications"]),
	mailbox(notForAbuse),
	fc.constantFrom("", "abuse", "work", "voice"),
);

const entityOf = (roles: readonly string[], email: string, type: string, inside: RdapEntity[] = []): RdapEntity => ({
	handle: `H-${email}`,
	roles,
	vcardArray: ["vcard", [["email", type === "" ? {} : { type }, "text", email]]],
	entities: inside,
});

const somebody = somebodyElse.map(([roles, email, type]) => entityOf(roles, email, type));
const abuse = mailbox(forAbuse).map((email) => entityOf(["abuse"], email, ""));
const nested = fc
	.tuple(somebodyElse, fc.array(fc.oneof(somebody, abuse), { maxLength: 3 }))
	.map(([[roles, email, type], inside]) => entityOf(roles, email, type, inside));

describe("a registrant is never a contact", () => {
	it("in RDAP, wherever it stands and however its mailbox is marked", () => {
		fc.assert(
			fc.property(fc.array(fc.oneof(somebody, abuse, nested), { maxLength: 5 }), (entities) => {
				const { mailboxes, unreadable, others } = abuseOf(entities);
				const given = [...mailboxes, ...others.flatMap((other) => other.mailboxes)];
				for (const each of given) expect(each).toMatch(/@abuse\.example$/);
				expect(unreadable).toBeNull();
			}),
		);
	});

	it("in WHOIS of RIPE, APNIC and AFRINIC, in whatever attribute it stands", () => {
		const attribute = fc.constantFrom(
			"e-mail",
			"notify",
			"upd-to",
			"mnt-nfy",
			"admin-c",
			"remarks",
			"registrant",
			"irt-nfy",
		);
		const type = fc.constantFrom("person", "role", "irt", "organisation", "mntner");
		const object = fc
			.tuple(type, fc.array(fc.tuple(attribute, mailbox(notForAbuse)), { minLength: 1, maxLength: 4 }))
			.map(([name, lines]) => [`${name}: Somebody`, ...lines.map(([key, value]) => `${key}: ${value}`)].join("\n"));
		fc.assert(
			fc.property(fc.array(object, { maxLength: 4 }), fc.boolean(), (objects, known) => {
				const range = "192.0.2.0 - 192.0.2.255";
				const line = known
					? `% Abuse contact for '${range}' is 'desk@${forAbuse}'`
					: `% No abuse contact registered for ${range}`;
				const text = [line, `inetnum: ${range}\nnetname: NET\nnotify: x@${notForAbuse}`, ...objects].join("\n\n");
				const answer = readAnswer("ripe", `${text}\n`);
				expect(answer).toMatchObject({
					kind: "record",
					record: { mailboxes: known ? [`desk@${forAbuse}`] : [], unreadable: null, others: [] },
				});
				expect(parseRpsl(text).flatMap((each) => rpslValues(each, "notify"))).not.toEqual([]);
			}),
		);
	});
});

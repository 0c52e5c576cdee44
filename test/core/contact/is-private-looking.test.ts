import { describe, expect, it } from "vitest";
import { isPrivateLooking } from "../../../src/core/contact/is-private-looking.ts";

describe("isPrivateLooking", () => {
	it.each([
		"jan.jansen@ziggo.nl",
		"jjansen@xs4all.nl",
		"someone1975@gmail.com",
		"abuse.mijnbedrijf@gmail.com",
		"1234@hotmail.com",
	])("%s: a consumer's mailbox", (mailbox) => expect(isPrivateLooking(mailbox)).toBe("consumer-mail-domain"));

	it.each([
		"jan.jansen@example.nl",
		"J.Jansen@example.nl",
		"j.w.f.jansen@example.nl",
		"jan_de_vries@example.nl",
		"jan.willem-alexander@example.nl",
		"jan.jansen2@example.nl",
		"kees@example.nl",
		"anne-marie@example.nl",
	])("%s: names a person", (mailbox) => expect(isPrivateLooking(mailbox)).toBe("names-a-person"));

	it.each([
		"abuse@ziggo.nl",
		"abuse@xs4all.nl",
		"noc-abuse@home.nl",
		"abuse@example.nl",
		"abuse.desk@example.nl",
		"abusedesk@example.nl",
		"networkabuse@example.nl",
		"ip-maint@example.nl",
		"team.support@example.nl",
		"noc2@example.nl",
		"null@example.com",
		"security&abuse@example.nl",
		"example.desk.utrecht@example.nl",
		"bedrijf.utrecht@bedrijf.example",
		"cert@example.nl",
		"beheer.ict@example.nl",
		"protect@example.nl",
	])("%s: a role", (mailbox) => expect(isPrivateLooking(mailbox)).toBeNull());
});

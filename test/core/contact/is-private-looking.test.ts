import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isPrivateLooking } from "../../../src/core/contact/is-private-looking.ts";

const consumerDomains = new Set(["ziggo.nl", "home.nl", "solcon.nl", "t-online.de", "gmail.com"]);
const judged = (mailbox: string, operator = "Polder Internet B.V.") =>
	isPrivateLooking(mailbox, { operator, consumerDomains });

describe("isPrivateLooking", () => {
	it.each([
		"jan.jansen@ziggo.nl",
		"J.Jansen@ZIGGO.nl",
		"leverink1975@gmail.com",
		"abuse.mijnbedrijf@gmail.com",
		"abuse2@gmail.com",
		"info@gmail.com",
		"support@gmail.com",
		"1234@gmail.com",
		"leverink@klant.home.nl",
	])("%s: a consumer's mailbox", (mailbox) => expect(judged(mailbox)).toBe("consumer-mail-domain"));

	it("lets the roles of a provider on its own consumer domain pass, and what it keeps for itself anyhow", () => {
		for (const mailbox of [
			"abuse@ziggo.nl",
			"Abuse@home.nl",
			"noc@solcon.nl",
			"hostmaster@gmail.com",
			"cert@t-online.de",
		])
			expect(judged(mailbox)).toBeNull();
		expect(judged("netwerkbeheer@solcon.nl", "Solcon Internetdiensten B.V.")).toBeNull();
		expect(judged("netzbetrieb@t-online.de", "T-Online Netze AG")).toBeNull();
		expect(judged("netwerkbeheer@solcon.nl", "Leverink B.V.")).toBe("consumer-mail-domain");
		expect(judged("jan.jansen@solcon.nl", "Solcon Internetdiensten B.V.")).toBe("consumer-mail-domain");
		expect(judged("solcon@solcon.nl", "Solcon Internetdiensten B.V.")).toBe("consumer-mail-domain");
	});

	it.each([
		"jan.jansen@polder.example",
		"J.Jansen@polder.example",
		"j.w.f.leverink@polder.example",
		"jan_de_vries@polder.example",
		"jansen-j@polder.example",
		"jan.jansen2@polder.example",
		"jjansen@polder.example",
		"jansenj@polder.example",
		"jandevries@polder.example",
		"pvdberg@polder.example",
		"jdevries@polder.example",
		"vandijk@polder.example",
		"pieterjan@polder.example",
		"kees@polder.example",
		"anne-marie@polder.example",
		"van.leverink@polder.example",
		"stefano.leverink@polder.example",
		"jan+abuse@polder.example",
		"jan@jansen.example",
		"jansen@jansen.example",
		"jan.beheer@polder.example",
		"noc-willem@polder.example",
		"j.post@polder.example",
		"leverink.post@polder.example",
		"j.leverink.noc@polder.example",
	])("%s: names a person", (mailbox) => expect(judged(mailbox)).toBe("names-a-person"));

	it.each([
		"leverink@polder.example",
		"jdv@polder.example",
		"pj@polder.example",
		"cumulus@polder.example",
		"s1048576@student.polder.example",
		"123456@polder.example",
		"_@polder.example",
		"coreen@polder.example",
		"jansupport@polder.example",
		"boateng@polder.example",
	])("%s: no role can be read from it", (mailbox) => expect(judged(mailbox)).toBe("names-no-role"));

	it.each([
		"abuse@polder.example",
		"ABUSE@polder.example",
		"abuse.desk@polder.example",
		"abusedesk@polder.example",
		"networkabuse@polder.example",
		"abuse+ripe@polder.example",
		"abuse+4711@ticket.polder.example",
		"abuse-utrecht@polder.example",
		"abuse-c@polder.example",
		"ip-maint@polder.example",
		"team.support@polder.example",
		"noc2@polder.example",
		"24x7noc@polder.example",
		"nocnl@polder.example",
		"eunoc@polder.example",
		"as64500@polder.example",
		"as64500-noc@polder.example",
		"null@polder.example",
		"r&d@polder.example",
		"security&abuse@polder.example",
		"werkplekbeheer@polder.example",
		"kwelderabuse@polder.example",
		"ictbeheer@polder.example",
		"rechenzentrum@polder.example",
		"securite@polder.example",
		"post@polder.example",
		"it@polder.example",
		"hr@polder.example",
		"polder@polder.example",
		"polder.internet@polder.example",
		"polder-ams1@polder.example",
		"poldernoc@polder.example",
		"polderinternet@polder.example",
		"desk.polder@polder.example",
		"protect@polder.example",
	])("%s: a role", (mailbox) => expect(judged(mailbox)).toBeNull());

	it("takes the organisation's own name for a role only where it is surely a firm's", () => {
		expect(judged("leverink@leverink.example", "Leverink B.V.")).toBeNull();
		expect(judged("leverink@leverink.example", "Leverink")).toBe("names-no-role");
		expect(judged("leverink@leverink.example", "")).toBe("names-no-role");
		expect(judged("noc.jansen@jansen.example", "Jansen B.V.")).toBeNull();
		expect(judged("noc.jansen@jansen.example", "Jansen Drie")).toBe("names-a-person");
	});

	it.each([
		["abuse@jandevries.example", "Jan de Vries"],
		["abuse@vriesnet.example", "J. de Vries t.h.o.d.n. Vriesnet"],
		["abuse@jandevries.example", "JDV-NET1"],
		["abuse@jandevries.example", ""],
		["abuse@bdurmaz.example", "Batuk Durmaz"],
		["abuse@vriesnet.example", "Jan de Vries (AS64500)"],
		["abuse@janvries.example", "JAN-DE-VRIES"],
		["abuse@jansen.example", "Jansen"],
		["abuse@jansen.example", "JANSEN"],
		["abuse@lab.example", "Particulier"],
		["info@familieleverink.example", "Leverink"],
		["noc@sjouk.leverink.name", ""],
	])("%s of %j: a natural person's", (mailbox, operator) => expect(judged(mailbox, operator)).toBe("natural-person"));

	it.each([
		["abuse@jandevries.example", "Jan de Vries Holding B.V."],
		["abuse@ziggo.nl", "Jan de Vries"],
		["abuse@batuk.example", "Batuk Durmaz"],
		["abuse@kanaalzicht.example", "Studentennet Kanaalzicht"],
		["security@site.example", "www.site.example"],
		["abuse@leverink.example", "Leverink"],
		["abuse@provider.example", "JAN-DE-VRIES"],
		["info@familieleverink.example", "Hotel Familie Leverink B.V."],
	])("%s of %j: not held", (mailbox, operator) => expect(judged(mailbox, operator)).toBeNull());

	it("holds every mailbox made of a person's name, however it is put together", () => {
		const given = fc.constantFrom("jan", "anna", "mehmet", "fatima", "piotr", "radjesh", "sjoukje", "wolfgang");
		const surname = fc.constantFrom("jansen", "bakker", "yilmaz", "hoekstra", "leverink", "kowalski", "schokkenbroek");
		const particle = fc.constantFrom("", "de", "van", "vander", "el");
		const joint = fc.constantFrom(".", "_", "-", "");
		const domain = fc.constantFrom("polder.example", "ict.polder.example", "kwelder.example");
		const shape = fc.constantFrom<(name: readonly [string, string, string], joint: string) => string>(
			([first, middle, last], by) => [first, middle, last].filter((word) => word !== "").join(by),
			([first, middle, last], by) => [first[0], middle, last].filter((word) => word !== "").join(by),
			([first, , last], by) => [last, first].join(by === "" ? "." : by),
			([first]) => first,
		);
		fc.assert(
			fc.property(given, particle, surname, joint, shape, domain, (first, middle, last, by, write, host) => {
				expect(judged(`${write([first, middle, last], by)}@${host}`)).not.toBeNull();
			}),
			{ numRuns: 1000 },
		);
	});
});

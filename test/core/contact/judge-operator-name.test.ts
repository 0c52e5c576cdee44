import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { judgeOperatorName } from "../../../src/core/contact/judge-operator-name.ts";

describe("judgeOperatorName", () => {
	it.each([
		"Jan de Vries",
		"jan de vries",
		"JAN DE VRIES",
		"Jan-Willem de Vries",
		"J. de Vries",
		"J.P. de Vries",
		"J P de Vries",
		"P.J.M. van den Hoek",
		"Jansen, J.",
		"Jansen,Jan",
		"Berg, van den, J.",
		"Dhr. P. Leverink",
		"Mevr. A. Visser-Smit",
		"Familie Leverink",
		"Fam. de Boer",
		"Dr. Klein",
		"Mehmet Yılmaz",
		"Özlem Demir",
		"Fatima el Amrani",
		"Radjesh Sewnarain",
		"Piotr Wiśniewski",
		"Wolfgang Schneider e.K.",
		"Leverink Hosting (Inhaber Jürgen Weber)",
		"Oluwaseun Hoekstra",
		"Iva van de Velde",
		"Iva van der Zwaluwen",
		"Karolina Zielińska",
		"J. van As",
		"N.V. de Boer",
		"Jansen",
		"JAN-DE-VRIES",
		"JAN_JANSEN",
		"Gutkin Vladyslav",
		"FOP Pavlenko Andrii",
		"Budko Dmitro Pavlovich",
		"Jan de Vries t.h.o.d.n. Vriesnet",
		"Jan de Vries h.o.d.n. Vriesnet Hosting",
		"Vriesnet h.o. Leverink",
		"Jacek Kowalski trading as POTel",
		"Leverink eenmanszaak",
		"Private individual, Utrecht",
		"Particulier",
		"Name Removed",
	])("%s: a person", (name) => expect(judgeOperatorName(name)).toBe("person"));

	it.each([
		"Jan de Vries Holding B.V.",
		"Jansen B.V.",
		"Jansen BV",
		"Van den Berg Hosting VOF",
		"N.V. Nederlandse Gasunie",
		"B.V. Waterland",
		"Stichting Jan de Boer",
		"Gemeente Jan Jansen",
		"Wolfgang Schneider GmbH",
		"Schneider & Becker KG",
		"Jan Linders C.V.",
		"Polder Internet",
		"De Vries Makelaardij",
		"Bakkerij de Boer",
		"JANSEN-NET",
		"Jansen IT",
		"Vriesnet B.V. h.o.d.n. Leverink",
		"Leverink Ltd trading as Levernet",
		"Deutsche Telekom",
		"Universiteit van Amsterdam",
	])("%s: a firm or an institution", (name) => expect(judgeOperatorName(name)).toBe("firm"));

	it.each([
		"",
		"   ",
		"Leverink",
		"Kwelder Noord",
		"POLDER-1",
		"Jansen 2000 Drie",
		"as64500",
		"NL-POLDER-20201010",
		"J.",
		"J. de",
		"de Noord",
		"Kwelder, Noord",
		"ТОВ Ромашка",
		"Hurricane Electric",
		"Kwelder Heide Veen Duin Polder",
		"Kwelder Xy",
		"Een heel lange naam van iets anders de Vries",
		`Jan ${"de ".repeat(100)}Vries`,
	])("%j: neither for sure", (name) => expect(judgeOperatorName(name)).toBe("unclear"));

	it("reads a legal form after any person's name as a firm", () => {
		const given = fc.constantFrom("Jan", "J.", "J.P.", "Mehmet", "Anna-Marie", "Dr.");
		const surname = fc.constantFrom("Jansen", "de Vries", "van der Berg", "Yilmaz", "Leverink", "As");
		const form = fc.constantFrom(
			"B.V.",
			"BV",
			"N.V.",
			"VOF",
			"GmbH",
			"Ltd.",
			"S.A.R.L.",
			"Holding",
			"A.S.",
			"s.r.o.",
			"Inc.",
		);
		fc.assert(
			fc.property(given, surname, form, (first, last, legal) => {
				expect(judgeOperatorName(`${first} ${last} ${legal}`)).toBe("firm");
			}),
		);
	});

	it("takes no time to read anything at all", () => {
		fc.assert(
			fc.property(fc.string({ unit: "binary", maxLength: 400 }), (name) => {
				expect(["person", "firm", "unclear"]).toContain(judgeOperatorName(name));
			}),
		);
	});
});

/** Whether an operator is the hotline's business, as far as its country tells. */
export type Scope = "in" | "abroad" | "country-unclear";

/** What is known of where an operator is: ISO 3166 alpha-2, upper case. */
export interface CountryFacts {
	/** Of the resolved organisation; null when it has none. */
	readonly organisationCountry: string | null;
	/** Of the block's holder in the registry's delegated statistics; null when it is not known. */
	readonly delegatedCountry: string | null;
	/** On the most specific registered range; null when it has none, or several. */
	readonly rangeCountry: string | null;
}

/**
 * The legal country: the organisation's, and only where it has none, that of the holder of the block. The holder of a block is
 * often the provider of the one who uses a part of it, so that it says nothing against an organisation's own word.
 */
export function legalCountry({ organisationCountry, delegatedCountry }: CountryFacts): string | null {
	return organisationCountry ?? delegatedCountry;
}

/**
 * The hotline's rule: in scope when the legal country and the range's are of `countries`, or one is and the other is not known;
 * abroad when none is; where the two disagree on that, or nobody says, a person decides. `countries` holds ISO 3166
 * alpha-2 codes.
 */
export function judgeScope(facts: CountryFacts, countries: readonly string[]): Scope {
	const own = new Set(countries.map((country) => country.toUpperCase()));
	const verdicts = [legalCountry(facts), facts.rangeCountry]
		.filter((country) => country !== null)
		.map((country) => own.has(country));
	const [first] = verdicts;
	if (first === undefined || verdicts.some((verdict) => verdict !== first)) return "country-unclear";
	return first ? "in" : "abroad";
}

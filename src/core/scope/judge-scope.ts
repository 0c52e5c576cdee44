/** Whether an operator is the hotline's business, as far as its country tells. */
export type Scope = "in" | "abroad" | "country-unclear";

export interface CountryFacts {
	/** ISO 3166 alpha-2 of the resolved organisation (the legal country), upper case; null when it has none. */
	readonly organisationCountry: string | null;
	/** ISO 3166 alpha-2 on the most specific registered range, upper case; null when it has none, or several. */
	readonly rangeCountry: string | null;
}

/**
 * The hotline's rule: in scope when the organisation's country is one of `countries`; where the organisation has none,
 * when the range's country is; where the two disagree on that, or nobody says, a person decides. `countries` holds ISO 3166
 * alpha-2 codes.
 */
export function judgeScope(facts: CountryFacts, countries: readonly string[]): Scope {
	const own = new Set(countries.map((country) => country.toUpperCase()));
	const verdicts = [facts.organisationCountry, facts.rangeCountry]
		.filter((country) => country !== null)
		.map((country) => own.has(country));
	const [first] = verdicts;
	if (first === undefined || verdicts.some((verdict) => verdict !== first)) return "country-unclear";
	return first ? "in" : "abroad";
}

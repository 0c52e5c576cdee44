/** A country (ISO 3166 alpha-2, upper case) as a number from 1; 0 = none. */
export function countryCode(country: string | null): number {
	return country === null ? 0 : (country.charCodeAt(0) - 65) * 26 + country.charCodeAt(1) - 64;
}

/** The country that `countryCode` made a number of. */
export function countryOf(code: number): string | null {
	return code === 0 ? null : String.fromCharCode(65 + Math.floor((code - 1) / 26), 65 + ((code - 1) % 26));
}

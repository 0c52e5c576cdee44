/** Codes that registries write where a country should stand, and that name none: regions, and ISO 3166 user-assigned codes. */
const notCountries = new Set(["EU", "AP", "ZZ", "XX", "AA", "QQ", "UN"]);

/**
 * The one country that `values` name: ISO 3166 alpha-2 in upper case (`UK` becomes `GB`). Null when there is none, when a
 * value is no country (`EU`), or when they differ: a range whose holder wrote two countries says nothing about scope.
 */
export function toCountry(values: readonly string[]): string | null {
	const codes = new Set(values.map((value) => value.trim().toUpperCase()).map((code) => (code === "UK" ? "GB" : code)));
	const [code] = codes;
	if (codes.size !== 1 || code === undefined) return null;
	return /^[A-Z]{2}$/.test(code) && !notCountries.has(code) ? code : null;
}

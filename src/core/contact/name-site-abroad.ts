import { countryOfHost } from "./country-of-host.ts";
import type { Resolution } from "./resolution.ts";

/**
 * The resolution of a host, with a reason of its own where the host is under the top domain of one of the hotline's countries and
 * its network's organisation is abroad: such a site is often the hotline's business, and its operator is not, so a volunteer
 * decides. Anything else stays as it is. `countries` are ISO 3166 alpha-2.
 */
export function nameSiteAbroad(host: string, resolution: Resolution, countries: readonly string[]): Resolution {
	const country = countryOfHost(host);
	const ours = country !== null && countries.some((code) => code.toUpperCase() === country);
	const abroad = resolution.bucket === "abroad" && resolution.reason === "organisation-abroad";
	return ours && abroad ? { ...resolution, reason: "site-abroad" } : resolution;
}

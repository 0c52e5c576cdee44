import { ConfigError } from "../config.ts";

/** The settings as given, all of them there. */
type Needed<T> = { readonly [K in keyof T]-?: Exclude<T[K], undefined> };

/** Gives the settings back when each is there and no list is empty. Throws `ConfigError` that names those that are not; `beside` is the setting that calls for them. */
export function neededSettings<T extends Readonly<Record<string, string | readonly string[] | undefined>>>(
	beside: string,
	given: T,
): Needed<T> {
	const missing = Object.entries(given).filter(([, value]) => value === undefined || value.length === 0);
	if (missing.length > 0)
		throw new ConfigError(
			missing.map(([name]) => `${name}: is needed beside ${beside}; the README says where to find it`),
		);
	return given as Needed<T>;
}

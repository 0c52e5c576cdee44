/** The servers that may be asked; a referral to any other is not followed. */
export const registries = ["ripe", "arin", "apnic", "lacnic", "afrinic"] as const;
export type RegistryName = (typeof registries)[number];

export interface WhoisServer {
	readonly host: string;
	readonly port: number;
}

/** IANA, who says which registry is responsible, and the five registries. */
export type WhoisServers = Readonly<Record<RegistryName | "iana", WhoisServer>>;

const at = (host: string): WhoisServer => ({ host, port: 43 });

export const publicServers: WhoisServers = {
	iana: at("whois.iana.org"),
	ripe: at("whois.ripe.net"),
	arin: at("whois.arin.net"),
	apnic: at("whois.apnic.net"),
	lacnic: at("whois.lacnic.net"),
	afrinic: at("whois.afrinic.net"),
};

/** The registry with this WHOIS host, or null when it is none of the five. */
export function registryOfHost(host: string): RegistryName | null {
	return registries.find((name) => publicServers[name].host === host.trim().toLowerCase()) ?? null;
}

/**
 * The question for a resource. `-r`: without the objects of people, which count against a limit. At ARIN `n +` and `a +`
 * mean a network or an AS in full.
 */
export function questionFor(registry: RegistryName, resource: string): string {
	if (registry === "arin") return resource.startsWith("AS") ? `a + ${resource.slice(2)}` : `n + ${resource}`;
	return registry === "lacnic" ? resource : `-r ${resource}`;
}

import { type DemoNetwork, type DemoOrganisation, demoNetworks, demoOrganisations } from "./demo-networks.ts";

const header = "% Made-up data in the form of the RIPE database's split files, for the demo of Meldkamer.\n";
const organisationHandle = (key: string) => `ORG-${key.toUpperCase()}-DEMO`;
const roleHandle = (key: string) => `${key.slice(0, 4).toUpperCase()}${key.length}-DEMO`;
const maintainer = (key: string) => `${key.toUpperCase()}-DEMO-MNT`;

type Attribute = readonly [name: string, value: string | null];

/** One RPSL object: a line per attribute that has a value, in order, and the source last. */
function object(attributes: readonly Attribute[]): string {
	const lines = [...attributes, ["source", "RIPE"] as const].flatMap(([name, value]) =>
		value === null ? [] : [`${`${name}:`.padEnd(16)}${value}`],
	);
	return `${lines.join("\n")}\n`;
}

function networkObject(network: DemoNetwork): string {
	const isVersion6 = network.range.includes(":");
	const status = network.endsClimb ? "ALLOCATED PA" : "ASSIGNED PA";
	return object([
		[isVersion6 ? "inet6num" : "inetnum", network.range],
		["netname", network.netname],
		["country", network.country],
		["org", network.organisation === null ? null : organisationHandle(network.organisation)],
		["admin-c", "DUMY-RIPE"],
		["tech-c", "DUMY-RIPE"],
		["abuse-c", network.ownAbuse === null ? null : roleHandle(network.ownAbuse)],
		["status", isVersion6 ? status.replace(" PA", "-BY-RIR") : status],
		["mnt-by", network.endsClimb ? stopMaintainer(network) : maintainer(network.organisation ?? "demo")],
	]);
}

/** Legacy space has no organisation here; all else that ends a climb is an allocation. */
function stopMaintainer(network: DemoNetwork): string {
	return network.organisation === null ? "RIPE-NCC-LEGACY-MNT" : "RIPE-NCC-HM-MNT";
}

function organisationObject(organisation: DemoOrganisation): string {
	return object([
		["organisation", organisationHandle(organisation.key)],
		["org-name", organisation.name],
		["country", organisation.country],
		["org-type", organisation.asn === null ? "OTHER" : "LIR"],
		["abuse-c", organisation.abuseMailbox === null ? null : roleHandle(organisation.key)],
		["mnt-by", maintainer(organisation.key)],
	]);
}

function roleObject(organisation: DemoOrganisation): string[] {
	if (organisation.abuseMailbox === null) return [];
	return [
		object([
			["role", `Abuse desk ${organisation.name}`],
			["address", "***"],
			["abuse-mailbox", organisation.abuseMailbox],
			["nic-hdl", roleHandle(organisation.key)],
			["mnt-by", maintainer(organisation.key)],
		]),
	];
}

function autNumObject(organisation: DemoOrganisation): string[] {
	if (organisation.asn === null) return [];
	return [
		object([
			["aut-num", `AS${organisation.asn}`],
			["as-name", `${organisation.key.toUpperCase()}-AS`],
			["org", organisationHandle(organisation.key)],
			["mnt-by", maintainer(organisation.key)],
		]),
	];
}

function routeObject(network: DemoNetwork): string[] {
	const origin = demoOrganisations.find((organisation) => organisation.key === network.announcedBy)?.asn;
	if (network.route === null || origin === undefined || origin === null) return [];
	const type = network.route.includes(":") ? "route6" : "route";
	return [
		object([
			[type, network.route],
			["origin", `AS${origin}`],
			["mnt-by", maintainer(network.announcedBy ?? "demo")],
		]),
	];
}

/** The demo's registry in RIPE's split format (RFC 2622 objects): file name → text. The same every time. */
export function demoRegistryFiles(): Readonly<Record<string, string>> {
	const file = (objects: readonly string[]) => [header, ...objects].join("\n");
	const isVersion6 = (network: DemoNetwork) => network.range.includes(":");
	const version4 = demoNetworks.filter((network) => !isVersion6(network));
	const version6 = demoNetworks.filter(isVersion6);
	return {
		"ripe.db.inetnum": file(version4.map(networkObject)),
		"ripe.db.inet6num": file(version6.map(networkObject)),
		"ripe.db.organisation": file(demoOrganisations.map(organisationObject)),
		"ripe.db.role": file(demoOrganisations.flatMap(roleObject)),
		"ripe.db.aut-num": file(demoOrganisations.flatMap(autNumObject)),
		"ripe.db.route": file(version4.flatMap(routeObject)),
		"ripe.db.route6": file(version6.flatMap(routeObject)),
	};
}

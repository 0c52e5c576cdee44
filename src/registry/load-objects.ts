import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { isPlaceholder } from "../core/contact/is-placeholder.ts";
import { parseMailboxes } from "../core/contact/parse-mailboxes.ts";
import { parseRegisteredRange } from "../core/contact/parse-registered-range.ts";
import { type RpslObject, rpslValue, rpslValues } from "../core/contact/rpsl.ts";
import { toCountry } from "../core/contact/to-country.ts";
import type { AddressRange } from "../core/report/target.ts";
import type { Ranged } from "./range-table.ts";
import { readSplitFile } from "./read-split-file.ts";
import { RegistryFault } from "./registry-fault.ts";
import { textPool } from "./text-pool.ts";

/** What an inet(6)num or aut-num says of who is responsible. Handles are in upper case. */
export interface Resource {
	/** The netname or as-name; empty when there is none. */
	readonly name: string;
	readonly country: string | null;
	readonly org: string | null;
	readonly abuseC: string | null;
	/** Kept by a maintainer of allocations, end-user or legacy space: responsibility does not pass to what lies above. */
	readonly endsClimb: boolean;
}

export interface Network extends Ranged, Resource {}

export interface Route extends Ranged {
	readonly origin: number;
}

export interface Organisation {
	readonly handle: string;
	readonly name: string | null;
	readonly country: string | null;
	readonly abuseC: string | null;
}

/** Everything of the registry's files that a contact can depend on. Keys are in upper case. */
export interface RegistryObjects {
	readonly networks: Network[];
	readonly routes: Route[];
	readonly organisations: Map<string, Organisation>;
	/** The mailboxes of each role's `abuse-mailbox`, empty when none is readable; null when it has no such attribute. */
	readonly roles: Map<string, readonly string[] | null>;
	readonly autNums: Map<number, Resource>;
	/** Time of the oldest file that was read, in ms since 1970. */
	oldestMs: number;
	count: number;
}

const kept = new Set([
	"abuse-c",
	"abuse-mailbox",
	"as-name",
	"country",
	"mnt-by",
	"mnt-lower",
	"netname",
	"nic-hdl",
	"org",
	"org-name",
	"origin",
	"source",
]);

const fileName = /^ripe(?:-nonauth)?\.db\.(inetnum|inet6num|organisation|role|aut-num|route6?)(?:\.gz)?$/;
const sources = new Set(["RIPE", "RIPE-NONAUTH"]);
const stopMaintainers = /^(?:RIPE-NCC-HM-MNT|RIPE-NCC-END-MNT|RIPE-NCC-LEGACY-MNT)$/i;

const asNumber = (text: string) => {
	const match = /^AS(\d{1,10})$/i.exec(text);
	return match === null ? null : Number(match[1]);
};

function endsClimb(object: RpslObject): boolean {
	const maintainers = [...rpslValues(object, "mnt-by"), ...rpslValues(object, "mnt-lower")];
	return maintainers.some((value) => value.split(/[\s,]+/).some((name) => stopMaintainers.test(name)));
}

/** Puts objects where they are looked up. */
function collector(to: RegistryObjects): (object: RpslObject) => void {
	const text = textPool();
	const value = (object: RpslObject, name: string) => {
		const found = rpslValue(object, name);
		return found === null ? null : text.shared(found);
	};
	const handle = (object: RpslObject, name: string) => value(object, name)?.toUpperCase() ?? null;
	const countryOf = (object: RpslObject) => {
		const country = toCountry(rpslValues(object, "country"));
		return country === null ? null : text.shared(country);
	};
	const resource = (object: RpslObject, name: string): Resource => ({
		name: text.copy(rpslValue(object, name) ?? ""),
		country: countryOf(object),
		org: handle(object, "org"),
		abuseC: handle(object, "abuse-c"),
		endsClimb: endsClimb(object),
	});
	const withRange = (object: RpslObject, use: (range: AddressRange) => void) => {
		const range = parseRegisteredRange(object.key);
		if (range !== null) use(range);
	};
	const add: Readonly<Record<string, (object: RpslObject) => void>> = {
		inetnum: (object) => {
			if (isPlaceholder(rpslValue(object, "netname"))) return;
			withRange(object, (range) => to.networks.push({ range, ...resource(object, "netname") }));
		},
		route: (object) => {
			const origin = asNumber(rpslValue(object, "origin") ?? "");
			if (origin !== null) withRange(object, (range) => to.routes.push({ range, origin }));
		},
		organisation: (object) => {
			const key = text.copy(object.key);
			const name = rpslValue(object, "org-name");
			to.organisations.set(key.toUpperCase(), {
				handle: key,
				name: name === null ? null : text.copy(name),
				country: countryOf(object),
				abuseC: handle(object, "abuse-c"),
			});
		},
		role: (object) => {
			const values = rpslValues(object, "abuse-mailbox").filter((written) => written !== "");
			const mailboxes = [...new Set(values.flatMap(parseMailboxes))].map(text.copy);
			const key = handle(object, "nic-hdl");
			if (key !== null) to.roles.set(key, values.length === 0 ? null : mailboxes);
		},
		"aut-num": (object) => {
			const asn = asNumber(object.key);
			if (asn !== null) to.autNums.set(asn, resource(object, "as-name"));
		},
	};
	const typeOf: Readonly<Record<string, string>> = { inet6num: "inetnum", route6: "route" };
	return (object) => {
		if (!sources.has((rpslValue(object, "source") ?? "").toUpperCase())) return;
		to.count++;
		add[typeOf[object.type] ?? object.type]?.(object);
	};
}

/** The files to read: where one is there both plain and packed, the plain one. */
async function splitFiles(directory: string): Promise<string[]> {
	let names: string[];
	try {
		names = await readdir(directory);
	} catch (cause) {
		throw new RegistryFault(
			"The registry folder cannot be read. Set REGISTRY_DIR to a folder with the RIPE database's split files, or leave it empty.",
			{ cause },
		);
	}
	const present = new Set(names);
	const files = names.filter(
		(name) => fileName.test(name) && !(name.endsWith(".gz") && present.has(name.slice(0, -3))),
	);
	if (!files.some((name) => /inet6?num/.test(name))) {
		throw new RegistryFault(
			"The registry folder holds no ripe.db.inetnum or ripe.db.inet6num file (plain or .gz). Put the RIPE database's split files there.",
		);
	}
	return files.sort();
}

/** Reads the split files of a folder. Objects of other sources than RIPE's are left out. Throws a `RegistryFault`. */
export async function loadObjects(directory: string): Promise<RegistryObjects> {
	const objects: RegistryObjects = {
		networks: [],
		routes: [],
		organisations: new Map(),
		roles: new Map(),
		autNums: new Map(),
		oldestMs: Number.POSITIVE_INFINITY,
		count: 0,
	};
	const collect = collector(objects);
	for (const name of await splitFiles(directory)) {
		const path = join(directory, name);
		try {
			objects.oldestMs = Math.min(objects.oldestMs, (await stat(path)).mtimeMs);
			await readSplitFile(path, kept, collect);
		} catch (cause) {
			throw new RegistryFault(`The registry file ${name} is damaged or cannot be read. Fetch it again.`, { cause });
		}
	}
	return objects;
}

import { isPlaceholder } from "../../core/contact/is-placeholder.ts";
import { parseRegisteredRange } from "../../core/contact/parse-registered-range.ts";
import { type RpslObject, rpslValue } from "../../core/contact/rpsl.ts";
import type { AddressRange } from "../../core/report/target.ts";
import { SourceFault } from "../../ports/contact-source.ts";
import { source } from "./ask-ripe.ts";
import type { Abuse, Answered } from "./ripe-shapes.ts";

/** A registered network with who is responsible for it. */
export interface Registered {
	readonly range: AddressRange;
	readonly object: RpslObject;
	readonly abuse: Abuse | null;
}

/** All routes to one block. */
export interface Routes {
	readonly range: AddressRange;
	/** The AS that announces it; null when routes differ, or name none. */
	readonly origin: number | null;
}

/** Answers about a part of the address space, put together. */
export interface Networks {
	/** Placeholders, which stand for space that the registry does not manage, are left out. */
	readonly networks: readonly Registered[];
	readonly routes: readonly Routes[];
	/** By handle in upper case. */
	readonly organisations: ReadonlyMap<string, Answered>;
	/** At least one object says who is responsible, so that the others say it by saying nothing. */
	readonly namesAnybody: boolean;
}

const networkTypes = new Set(["inetnum", "inet6num"]);
const routeTypes = new Set(["route", "route6"]);

function rangeOf({ key }: RpslObject): AddressRange {
	const range = parseRegisteredRange(key);
	if (range === null) throw new SourceFault(source, "changed-shape", "RIPE names a network that is not readable");
	return range;
}

const originOf = (object: RpslObject) => {
	const asn = /^AS(\d{1,10})$/i.exec(rpslValue(object, "origin") ?? "")?.[1];
	return asn === undefined ? null : Number(asn);
};

/** Throws a `SourceFault` for a network whose range cannot be read. */
export function readNetworks(answered: readonly Answered[]): Networks {
	const networks = new Map<string, Registered>();
	const routes = new Map<string, Routes>();
	const organisations = new Map<string, Answered>();
	for (const one of answered) {
		const { object, abuse } = one;
		const key = object.key.toUpperCase();
		if (object.type === "organisation") organisations.set(key, one);
		else if (networkTypes.has(object.type)) {
			if (!isPlaceholder(rpslValue(object, "netname"))) networks.set(key, { range: rangeOf(object), object, abuse });
		} else if (routeTypes.has(object.type)) {
			const origin = originOf(object);
			const other = routes.get(key);
			routes.set(key, {
				range: rangeOf(object),
				origin: other === undefined || other.origin === origin ? origin : null,
			});
		}
	}
	const namesAnybody = answered.some(({ abuse }) => abuse !== null);
	return { networks: [...networks.values()], routes: [...routes.values()], organisations, namesAnybody };
}

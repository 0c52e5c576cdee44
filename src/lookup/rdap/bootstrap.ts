import { parseRegisteredRange } from "../../core/contact/parse-registered-range.ts";
import { containsRange } from "../../core/report/range.ts";
import type { AddressRange } from "../../core/report/target.ts";
import { checkShape } from "../check-shape.ts";
import { Bootstrap } from "./rdap-shapes.ts";

/** Which registry's server answers for a range or an AS number (RFC 9224); null when none does. */
export interface BootstrapTable {
	serverFor(range: AddressRange, signal: AbortSignal): Promise<URL | null>;
	serverForAsn(asn: number, signal: AbortSignal): Promise<URL | null>;
}

interface Service<T> {
	readonly of: T;
	readonly server: URL;
}

type FileName = "ipv4.json" | "ipv6.json" | "asn.json";

export interface BootstrapOptions {
	/** Fetches one of the files. */
	readonly fetch: (file: FileName, signal: AbortSignal) => Promise<unknown>;
	/** For how long a file is used. */
	readonly maxAgeMs: number;
	readonly source: string;
}

/** HTTPS goes first where a service has both (RFC 9224, 3). */
function serverOf(addresses: readonly string[]): URL | null {
	const urls = addresses.filter((address) => URL.canParse(address)).map((address) => new URL(address));
	const url = urls.find(({ protocol }) => protocol === "https:") ?? urls.find(({ protocol }) => protocol === "http:");
	if (url === undefined) return null;
	if (!url.pathname.endsWith("/")) url.pathname += "/";
	return url;
}

function services<T>(file: unknown, source: string, read: (text: string) => T | null): Service<T>[] {
	return checkShape(Bootstrap, file, source).services.flatMap(([entries, addresses]) => {
		const server = serverOf(addresses);
		return server === null ? [] : entries.flatMap((entry) => ofEntry(read(entry), server));
	});
}

const ofEntry = <T>(of: T | null, server: URL): Service<T>[] => (of === null ? [] : [{ of, server }]);

function readAsns(text: string): { first: number; last: number } | null {
	const match = /^(\d+)(?:-(\d+))?$/.exec(text);
	return match === null ? null : { first: Number(match[1]), last: Number(match[2] ?? match[1]) };
}

const width = (range: AddressRange) => range.last - range.first;

/** Reads a file when it is first needed, and again when it has become old. A failed fetch is not kept. */
function kept<T>(name: FileName, options: BootstrapOptions, read: (text: string) => T | null) {
	let held: { readonly until: number; readonly services: Promise<Service<T>[]> } | null = null;
	const load = async (signal: AbortSignal) => services(await options.fetch(name, signal), options.source, read);
	return (signal: AbortSignal): Promise<Service<T>[]> => {
		if (held !== null && performance.now() < held.until) return held.services;
		const mine = { until: performance.now() + options.maxAgeMs, services: load(signal) };
		held = mine;
		mine.services.catch(() => {
			if (held === mine) held = null;
		});
		return mine.services;
	};
}

export function bootstrapTable(options: BootstrapOptions): BootstrapTable {
	const ranges = {
		4: kept("ipv4.json", options, parseRegisteredRange),
		6: kept("ipv6.json", options, parseRegisteredRange),
	};
	const asns = kept("asn.json", options, readAsns);
	return {
		serverFor: async (range, signal) => {
			const holding = (await ranges[range.version](signal)).filter(({ of }) => containsRange(of, range));
			holding.sort((a, b) => (width(a.of) < width(b.of) ? -1 : 1));
			return holding[0]?.server ?? null;
		},
		serverForAsn: async (asn, signal) =>
			(await asns(signal)).find(({ of }) => of.first <= asn && asn <= of.last)?.server ?? null,
	};
}

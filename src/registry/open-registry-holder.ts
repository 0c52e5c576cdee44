import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { LocalRegistry } from "../ports/contact-source.ts";
import type { Log } from "../ports/log.ts";
import { indexFileName } from "./index-format.ts";
import type { RegistryIndex } from "./open-index.ts";
import { openNewest } from "./open-newest.ts";
import { RegistryFault } from "./registry-fault.ts";

/** The registry of this process, as new as its folder has it. */
export interface RegistryHolder {
	/**
	 * What to ask from now on; null = there is none. Who got one keeps it, whatever comes in its place. Looks whether the index was swapped, by
	 * this process or another, and opens the new one then; when that fails the one from before stays.
	 */
	current(): Promise<LocalRegistry | null>;
}

export interface RegistryHolderOptions {
	readonly home: string;
	/** False: a folder that is not there is fine, and holds nothing. */
	readonly mustExist: boolean;
	/** ISO 3166 alpha-2 of the only country to keep of split files; null = all. */
	readonly country: string | null;
	readonly log: Log;
}

/** Opens what answers from a registry folder, and from then on whatever takes its place. Throws a `RegistryFault` when what is there can't be used. */
export async function openRegistryHolder(options: RegistryHolderOptions): Promise<RegistryHolder> {
	const { home, mustExist, country, log } = options;
	const path = join(home, indexFileName);
	if (mustExist && (await stat(home).catch(() => null)) === null)
		throw new RegistryFault(
			'The registry folder is not there. Set REGISTRY_DIR to an existing folder, or run "meldkamer registry update", which makes it.',
		);
	const open = async () => {
		const index = await openNewest(home, country);
		return index === null ? null : closedAfterUse(index);
	};
	let mark = await markOf(path);
	let held = await open();
	let opening: Promise<void> | null = null;
	const renew = async (now: string): Promise<void> => {
		try {
			const opened = await open();
			held = opened;
			log.info("registry.swapped", { objects: opened?.objects ?? 0 });
		} catch (fault) {
			log.error("registry.not-opened", fault);
		}
		// Also when it failed: the same file is not tried again for every case.
		mark = now;
	};
	return {
		async current() {
			const now = await markOf(path);
			if (now !== null && now !== mark) {
				opening ??= renew(now).finally(() => {
					opening = null;
				});
				await opening;
			}
			return held;
		},
	};
}

/** Tells one index file from the next: a swap is a rename, so that it is another file. */
async function markOf(path: string): Promise<string | null> {
	return stat(path).then(
		({ ino, size, mtimeMs }) => `${ino} ${size} ${mtimeMs}`,
		() => null,
	);
}

const unused = new FinalizationRegistry<() => void>((close) => close());

/**
 * The same registry, whose file is closed when nobody holds it any more. Finders have no end that could be waited for: a case keeps its own until it
 * is done with it. Each method holds on to the whole, so that one that was taken apart from it is safe, too.
 */
function closedAfterUse(index: RegistryIndex): LocalRegistry {
	const held: LocalRegistry = {
		...{ name: index.name, asOf: index.asOf, objects: index.objects },
		find: (range, signal) => use(held, () => index.find(range, signal)),
		findAsn: (asn, signal) => use(held, () => index.findAsn(asn, signal)),
		inside: (range) => use(held, () => index.inside(range)),
		numbersInside: (range) => use(held, () => index.numbersInside(range)),
		attribute: (addresses) => use(held, () => index.attribute(addresses)),
		contactOf: (number) => use(held, () => index.contactOf(number)),
		holdersOf: (numbers) => use(held, () => index.holdersOf(numbers)),
	};
	unused.register(held, index.close);
	return held;
}

function use<T>(_held: LocalRegistry, work: () => T): T {
	return work();
}

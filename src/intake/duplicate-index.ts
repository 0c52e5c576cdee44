import type { Target } from "../core/report/target.ts";
import { NumberIndex } from "./number-index.ts";

/** Protocol numbers that fit beside an address and a port in 53 bits; more protocols than this go by text. */
const maxCompactProtocols = 7;
const noPort = 65_536;

/** Finds the finding that a row repeats: same target, port and protocol. Lean for IPv4, which nearly all reports are. */
export class DuplicateIndex {
	private readonly compact = new NumberIndex();
	private readonly compactTargets = new NumberIndex();
	private readonly byText = new Map<string, number>();
	private readonly textTargets = new Set<string>();
	private readonly protocols: (string | null)[] = [null];

	/** The id of the earlier finding, or 0 after storing `id` as the first. */
	findOrAdd(
		target: Target,
		place: { readonly port: number | null; readonly protocol: string | null },
		id: number,
	): number {
		const protocol = this.protocolNumber(place.protocol);
		if (target.kind === "address" && target.range.version === 4) {
			const address = Number(target.range.first);
			this.compactTargets.getOrPut(address, 1);
			if (protocol <= maxCompactProtocols) {
				const key = address * 2 ** 20 + (place.port ?? noPort) * 8 + protocol;
				return this.compact.getOrPut(key, id);
			}
		} else this.textTargets.add(target.text);
		const key = `${place.port ?? ""} ${protocol} ${target.text}`;
		const earlier = this.byText.get(key);
		if (earlier === undefined) this.byText.set(key, id);
		return earlier ?? 0;
	}

	uniqueTargets(): number {
		return this.compactTargets.size + this.textTargets.size;
	}

	private protocolNumber(protocol: string | null): number {
		const known = this.protocols.indexOf(protocol);
		return known >= 0 ? known : this.protocols.push(protocol) - 1;
	}
}

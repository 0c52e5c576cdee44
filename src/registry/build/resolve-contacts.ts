import { operatorKey } from "../../core/contact/parse-mailboxes.ts";
import { RegistryFault } from "../registry-fault.ts";
import type { Organisation, Role } from "./collected.ts";
import type { Nesting } from "./nest-networks.ts";
import type { SortedNetworks } from "./sort-networks.ts";

/** A contact that a network names: itself, or through its organisation. */
export interface NamedContact {
	readonly network: number;
	readonly by: "own" | "organisation";
}

/** The result of the climb, for every network. */
export interface Resolution {
	/** How many networks further up the climb ended: with a contact, or without one. */
	readonly steps: Uint16Array;
	/** 1 = the network where it ended names a contact. */
	readonly found: Uint8Array;
	/** The organisation to show: the contact's, else the first on the way; -1 = none. */
	readonly organisation: Int32Array;
	/** The network where the climb ended. */
	end(index: number): number;
	/** Further contacts that a climb which ends at `end` may offer, the nearest first, each set of mailboxes once. */
	others(end: number): NamedContact[];
}

const maxOthers = 4;

interface Parts {
	readonly networks: SortedNetworks;
	readonly nesting: Nesting;
	readonly organisations: readonly Organisation[];
	readonly roles: readonly Role[];
}

/** For each role a number that it shares with those of the same mailboxes; 0 = nobody can be mailed. */
function mailboxSets(roles: readonly Role[]): Uint32Array {
	const known = new Map<string, number>([["", 0]]);
	return Uint32Array.from(roles, ({ mailboxes }) => {
		const key = operatorKey(mailboxes);
		const number = known.get(key) ?? known.size;
		known.set(key, number);
		return number;
	});
}

/**
 * The abuse contact of each network as RIPE's own service finds it (RIPE-NCC/whois at 8720b48, AbuseCFinder): its own `abuse-c` when that
 * is a role with an `abuse-mailbox`; else that of its organisation; else the same for the network above, unless a maintainer of
 * allocations, end-user or legacy space keeps it. Networks stand before what lies in them, so one pass does.
 */
export function resolveContacts({ networks, nesting, organisations, roles }: Parts): Resolution {
	const { count, org, role, ends } = networks;
	const { parent } = nesting;
	const steps = new Uint16Array(count);
	const found = new Uint8Array(count);
	const organisation = new Int32Array(count);
	const sets = mailboxSets(roles);
	const roleOfOrg = Int32Array.from(organisations, (one) => one.role);
	const roleThroughOrg = (index: number) => {
		const at = org[index] as number;
		return at < 0 ? -1 : (roleOfOrg[at] as number);
	};
	for (let index = 0; index < count; index++) {
		const above = parent[index] as number;
		const names = (role[index] as number) >= 0 || roleThroughOrg(index) >= 0;
		if (names || ends[index] === 1 || above < 0) {
			found[index] = names ? 1 : 0;
			organisation[index] = org[index] as number;
			continue;
		}
		const climbed = (steps[above] as number) + 1;
		if (climbed > 0xffff) throw new RegistryFault("The registry's networks are nested too deeply to be real data.");
		steps[index] = climbed;
		found[index] = found[above] as number;
		const own = org[index] as number;
		organisation[index] = found[index] === 0 && own >= 0 ? own : (organisation[above] as number);
	}
	const end = (index: number) => {
		let at = index;
		for (let step = steps[index] as number; step > 0; step--) at = parent[at] as number;
		return at;
	};
	const isMember = (index: number) => {
		const at = org[index] as number;
		return at >= 0 && (organisations[at] as Organisation).isLir;
	};
	const others = (from: number): NamedContact[] => {
		const list: NamedContact[] = [];
		const seen = new Set([0]);
		const offer = (network: number, at: number, by: NamedContact["by"]) => {
			const set = at < 0 ? 0 : (sets[at] as number);
			if (seen.has(set) || list.length === maxOthers) return;
			seen.add(set);
			list.push({ network, by });
		};
		const ownRole = role[from] as number;
		if (found[from] === 1) seen.add(sets[ownRole >= 0 ? ownRole : roleThroughOrg(from)] as number);
		if (ownRole >= 0) offer(from, roleThroughOrg(from), "organisation");
		let member = isMember(from);
		let ended = ends[from] === 1;
		for (let at = parent[from] as number; at >= 0; at = parent[at] as number) {
			// Beyond the end of the climb only the member that the space was given to.
			if (ended && (member || !isMember(at))) continue;
			if (!ended) offer(at, role[at] as number, "own");
			offer(at, roleThroughOrg(at), "organisation");
			member ||= isMember(at);
			ended ||= ends[at] === 1;
		}
		return list;
	};
	return { steps, found, organisation, end, others };
}

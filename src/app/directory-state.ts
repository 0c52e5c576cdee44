import type { DirectoryEntry, OptOut } from "../core/contact/entry.ts";
import { type Conflicts, type DirectoryState, findConflicts } from "../core/contact/find-conflicts.ts";
import { plusMs } from "../core/instant.ts";
import { parseTarget } from "../core/report/parse-target.ts";
import type { Context } from "./context.ts";

/** How long ago an entry may have ended to be named still. */
const endedDays = 30;

export type DirectoryParts = Pick<Context, "directory" | "badMailboxes" | "openFinder" | "clock">;

export interface DirectoryNow extends DirectoryState {
	/** Ended by themselves in the last 30 days and not set again, the latest first. */
	readonly contactsEnded: readonly DirectoryEntry[];
	readonly optOutsEnded: readonly OptOut[];
	readonly conflicts: Conflicts;
}

/** The directory and the opt-outs as they are now, with all that is odd about them. */
export async function directoryNow(parts: DirectoryParts): Promise<DirectoryNow> {
	const { directory, badMailboxes, clock } = parts;
	const now = clock();
	const contacts = await directory.contacts(now);
	const optOuts = await directory.optOuts(now);
	const marks = await badMailboxes.list(now);
	const since = plusMs(now, -endedDays * 86_400_000);
	const state = {
		...{ contacts, optOuts, now },
		badMailboxes: new Set(marks.map(({ mailbox }) => mailbox)),
		asnOf: await networkAses(parts, contacts, optOuts),
	};
	return {
		...state,
		contactsEnded: notRenewed(await directory.contactsEnded(since, now), contacts),
		optOutsEnded: notRenewed(await directory.optOutsEnded(since, now), optOuts),
		conflicts: findConflicts(state),
	};
}

function notRenewed<T extends DirectoryEntry | OptOut>(ended: readonly T[], valid: readonly T[]): T[] {
	const seen = new Set(valid.map(({ kind, value }) => `${kind} ${value}`));
	return ended.filter(({ kind, value }) => {
		const key = `${kind} ${value}`;
		if (seen.has(key)) return false;
		seen.add(key);
		return true;
	});
}

/** Longest wait for the AS of a network, which the local registry gives in no time. */
const waitMs = 10_000;

/**
 * The AS that announces each network of the directory, where the registry knows it. Asks nothing over the network: a network
 * with an entry of its own is settled by that. Only where an entry for an AS could go before it.
 */
async function networkAses(
	{ openFinder }: DirectoryParts,
	contacts: readonly DirectoryEntry[],
	optOuts: readonly OptOut[],
): Promise<ReadonlyMap<string, number>> {
	const ases = new Map<string, number>();
	if (![...contacts, ...optOuts].some(({ kind }) => kind === "asn")) return ases;
	const finder = await openFinder();
	for (const { kind, value } of contacts) {
		const parsed = kind === "cidr" ? parseTarget(value) : null;
		if (parsed === null || !parsed.ok) continue;
		const { asn } = await finder.resolve(parsed.target, AbortSignal.timeout(waitMs));
		if (asn !== null) ases.set(value, asn);
	}
	return ases;
}

import type { Instant } from "../core/instant.ts";
import type { RegistryStatus, UpdateResult } from "../core/registry/registry-status.ts";

/** The registry folder of this process, and bringing its index up to date. */
export interface RegistryUpdates {
	/** Names the folder among those of all processes (letters, digits, hyphens); who shares a folder gives the same. */
	readonly folder: string;
	/** Name of this machine, for people. */
	readonly machine: string;
	status(): Promise<RegistryStatus>;
	/** When the schedule updates it next; null = there is no schedule. */
	nextDue(): Instant | null;
	/**
	 * Updates it from the source in the settings; one at a time over all processes. Never throws: what goes wrong is the result, and leaves the
	 * index from before in use. An aborted signal ends it as `stopped`.
	 */
	update(signal: AbortSignal): Promise<UpdateResult>;
}

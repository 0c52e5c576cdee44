/** Something that one process has, over all that work on the same store; it ends with the process. */
export interface Owned {
	/** Aborted when it was lost, e.g. because the line to the database broke: another process may have it by then. */
	readonly lost: AbortSignal;
	release(): Promise<void>;
}

export interface Ownership {
	/** Gives it when it is free, else null. Throws when the store cannot be reached. */
	take(name: string): Promise<Owned | null>;
}

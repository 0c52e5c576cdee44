import type { Random } from "./random.ts";

/** A kind of trouble. Ends by itself. */
export interface Chaos {
	/** What it does, for the usage line. */
	readonly name: string;
	/** Null when it can run; else one plain sentence why not. */
	unable(): Promise<string | null>;
	run(trial: Trial): Promise<void>;
}

/** One run of it. */
export interface Trial {
	readonly rounds: number;
	readonly random: Random;
	/** Adds to a figure; one that was never added to is not printed. */
	count(name: string, unit: string, by?: number): void;
	/** Says that a rule of the product broke; the run goes on, and ends with status 1. */
	broken(rule: string): void;
	/** Tells on stderr how it goes. */
	say(line: string): void;
}

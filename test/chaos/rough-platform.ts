import type { BotOptions } from "../support/scenario-bot.ts";
import type { ScenarioDriver } from "../support/scenario-driver.ts";
import type { Trial } from "./chaos.ts";

/** A chat platform whose fake can be made worse. */
export interface RoughPlatform {
	/** As in `chaos -- name`. */
	readonly name: string;
	/** What stands before its commands in the texts. */
	readonly commandSign: string;
	open(options: BotOptions): Promise<RoughDriver>;
}

export interface RoughDriver {
	readonly driver: ScenarioDriver;
	/** From now on a fifth of all requests is refused for now, and some more never come through, one way or back. */
	troubleRequests(trial: Trial): Promise<void>;
	endTrouble(): Promise<void>;
	/** How often the bot came back so far, and at first. */
	linesOpened(): Promise<number>;
	/** Ends the bot's line in one of the ways in which it ends. */
	cutLine(trial: Trial): Promise<void>;
	/** What is wrong with how a case stands there, beyond its cards; a sentence each. */
	wrongAbout(caseNumber: string): Promise<readonly string[]>;
	/** The platform's own counts by name. */
	counts(): Promise<Readonly<Record<string, number>>>;
	/** Names of those counts, and the figures with their units that they become. */
	readonly figures: Readonly<Record<string, readonly [figure: string, unit: string]>>;
	/** Whether a count is of requests of one kind. */
	isRequest(name: string): boolean;
}

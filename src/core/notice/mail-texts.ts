import type { Category } from "../case/event.ts";

/** What a mail says about one kind of abuse. Sentences hold no line ends and nothing that looks like a host name. */
export interface CategoryTexts {
	/** `1 kwetsbaar systeem`, `12 kwetsbare systemen`. */
	systems(count: number): string;
	/** What can go wrong, for whom. */
	readonly atStake: string;
	/** One entry per thing to do, in order. */
	readonly whatToDo: readonly string[];
	/** Only for what the code of conduct wants acted on at once. */
	readonly urgency: string | null;
}

/** All words of a notice in one language; pure. What is handed in is plain text without line ends. */
export interface MailTexts {
	readonly salutation: string;
	/** Under the salutation when the other language follows, in the language that follows. */
	readonly thisLanguageBelow: string;
	/** Heading of this language's part when it comes second. */
	readonly heading: string;
	readonly categories: Readonly<Record<Category, CategoryTexts>>;
	subject(facts: { readonly number: string; readonly systems: string; readonly repeat: boolean }): string;
	whoWeAre(facts: { readonly name: string; readonly operator: string | null }): string;
	repeat(round: number): string;
	whatWasFound(facts: { readonly count: number; readonly systems: string; readonly title: string }): string;
	/** Days in words; the same one twice when all was seen on one day. */
	seen(first: string, last: string): string;
	/** A day (`2026-11-20`) in words (`20 november 2026`). */
	day(date: string): string;
	readonly atStakeHeading: string;
	readonly whatToDoHeading: string;
	readonly descriptionHeading: string;
	readonly listHeading: string;
	/** For the part that comes second: that description and list stand above, and all lines in the attachment. */
	factsAbove(facts: { readonly description: boolean; readonly fileName: string }): string;
	/** Before the list: how many of how many lines are shown, and where all are. */
	listIntro(facts: { readonly shown: number; readonly total: number; readonly fileName: string }): string;
	/** Under a list that was cut. */
	moreInAttachment(more: number, fileName: string): string;
	readonly columns: { readonly target: string; readonly port: string; readonly seen: string; readonly count: string };
	moreInformation(reference: string): string;
	questions(number: string): string;
	readonly optOut: string;
	readonly privacy: string;
	readonly regards: string;
}

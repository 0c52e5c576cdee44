import type { Offer } from "../core/contact/resolution.ts";
import type { Finding, Problem } from "../core/report/finding.ts";
import type { ProblemPlace } from "../core/thread/problem-rows.ts";

/** A group's full record, with what its event shows masked. */
export interface GroupRecord {
	readonly id: number;
	readonly operatorKey: string;
	readonly operator: string;
	/** In full. */
	readonly mailboxes: readonly string[];
	readonly country: string | null;
	readonly asn: number | null;
	readonly source: string | null;
	/** Lines that tell how the contact was found. */
	readonly path: readonly string[];
	/** Other contacts that a volunteer may choose. */
	readonly offers: readonly Offer[];
}

export interface GroupWithFindings {
	readonly group: GroupRecord;
	readonly findings: readonly Finding[];
}

export interface FindingStore {
	/** Removes findings and problems of an earlier, unfinished reading of round 1. */
	clear(caseNumber: string): Promise<void>;
	addFindings(caseNumber: string, batch: readonly Finding[]): Promise<void>;
	mergeFindings(
		caseNumber: string,
		batch: readonly { readonly id: number; readonly count: number; readonly lastSeen: string | null }[],
	): Promise<void>;
	addProblems(caseNumber: string, batch: readonly Problem[]): Promise<void>;
	/** After many rows came: takes what the database plans its work by. Without it each batch of a large case would search all of the case. */
	takeStatistics(): Promise<void>;
	/** Problems in file order. */
	problems(caseNumber: string, limit: number): Promise<Problem[]>;
	/** All problems in file order, in batches of at most `batchSize`, without what stood there. */
	problemPlaces(caseNumber: string, batchSize: number): AsyncIterable<readonly ProblemPlace[]>;
	/** All findings in batches of at most `batchSize`, by id. */
	findings(caseNumber: string, batchSize: number): AsyncIterable<readonly Finding[]>;
	/** The findings of one group that are due in `round`, by id. */
	findingsOfGroup(caseNumber: string, group: number, round: number): Promise<Finding[]>;
	/** Writes which group each finding is in; replaces what was there. */
	assign(caseNumber: string, batch: readonly { readonly finding: number; readonly group: number }[]): Promise<void>;
	/** Writes the groups of a case in place of all that were there. */
	saveGroups(caseNumber: string, groups: readonly GroupRecord[]): Promise<void>;
	group(caseNumber: string, group: number): Promise<GroupRecord | null>;
	/** Groups with their findings that are due in `round`, by id; those that are not there are left out. */
	groupsWithFindings(caseNumber: string, groups: readonly number[], round: number): Promise<GroupWithFindings[]>;
	/** Undoes `markDue` for `round` and later ones, before a list is read anew. */
	clearDue(caseNumber: string, round: number): Promise<void>;
	/**
	 * Marks the findings whose target text is in `targets` as due in `round`; safe to repeat.
	 * Gives how many targets of the batch are in the case.
	 */
	markDue(caseNumber: string, round: number, targets: readonly string[]): Promise<number>;
	/** Findings due in `round`, per group id. */
	countDue(caseNumber: string, round: number): Promise<Readonly<Record<string, number>>>;
	/** Findings per group id in all (round 1). */
	countByGroup(caseNumber: string): Promise<Readonly<Record<string, number>>>;
	/** Deletes findings, problems' texts and the groups' private mailboxes. Totals stay in the events. */
	purge(caseNumber: string): Promise<void>;
}

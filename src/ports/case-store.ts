import type { CaseEvent, StoredEvent } from "../core/case/event.ts";
import type { CaseState, CaseStatus } from "../core/case/state.ts";
import type { WeekFigures } from "../core/thread/status-chart.ts";
import type { Job } from "./jobs.ts";

/** One row of a list of cases. */
export interface CaseRow {
	readonly number: string;
	readonly platform: string;
	readonly title: string;
	readonly category: string;
	readonly status: CaseStatus;
	readonly openedAt: string;
	readonly changedAt: string;
	readonly closedAt: string | null;
	readonly findings: number;
	/** Open notices whose outcome is unknown. */
	readonly unknown: number;
}

export interface Append {
	readonly caseNumber: string;
	/** The version that deciding was done on; 0 for a new case. */
	readonly expectedVersion: number;
	readonly events: readonly CaseEvent[];
	/** The state after the events; the case's row is written from it. */
	readonly state: CaseState;
	readonly jobs: readonly Job[];
	/** Kept with the attempts that the events are about, for the volunteers' eyes. */
	readonly responses?: readonly Response[];
}

/** What a transport said of an attempt. */
export interface Response {
	readonly notice: string;
	readonly attempt: number;
	readonly response: string;
}

/** Totals for the status summary; never per operator. */
export interface StatusTotals {
	readonly byStatus: Readonly<Partial<Record<CaseStatus, number>>>;
	readonly sentThisWeek: number;
	readonly unknownOutcomes: number;
	readonly oldestOpen: { readonly number: string; readonly openedAt: string } | null;
}

export interface CaseStore {
	/** The next free number, e.g. `NSM-2026-0042`; never given twice, also when unused. */
	nextNumber(prefix: string, year: number): Promise<string>;
	/** The state now, or null when there is no such case. Folds only the events that it has not seen before. */
	load(caseNumber: string): Promise<CaseState | null>;
	/** The state as this process saw it last, without asking: the case may have moved on, which `append` would find. Null = not seen of late. */
	lastSeen(caseNumber: string): CaseState | null;
	/** Events with `seq > after`, in order, at most `limit`. */
	events(caseNumber: string, after: number, limit: number): Promise<StoredEvent[]>;
	/**
	 * Stores events, the rows that follow from them (votes, group decisions, notices, the case's row) and jobs in one
	 * transaction, or nothing: `"conflict"` when the case has moved on since `expectedVersion`.
	 */
	append(append: Append): Promise<"appended" | "conflict">;
	/** Newest first. `open` leaves out closed, withdrawn, rejected and unreadable ones; `platform`, those of any other. */
	list(filter: { readonly open: boolean; readonly limit: number; readonly platform?: string }): Promise<CaseRow[]>;
	/** Numbers of the cases for which background work may be due: all but closed and withdrawn ones, and those not yet purged. */
	unfinished(): Promise<string[]>;
	/** `weekStart`: notices accepted since then count as sent this week. */
	totals(weekStart: string): Promise<StatusTotals>;
	/**
	 * Cases opened and ended per week; `weekStarts` are their beginnings, the oldest first, and the last one runs on. A case
	 * counts once among the outcomes, in the week in which it came to the one that it has now.
	 */
	history(weekStarts: readonly string[]): Promise<WeekFigures[]>;
}

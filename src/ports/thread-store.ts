import type { MessageRef, ThreadRef } from "./chat.ts";

/** Where a case stands in its chat. */
export interface ThreadRow {
	readonly caseNumber: string;
	readonly headline: MessageRef | null;
	readonly thread: ThreadRef | null;
	/** seq of the last event whose step is posted; 0 = none. */
	readonly postedSeq: number;
	/** seq up to which a post may have been made without `postedSeq` being written; null = none under way. */
	readonly pendingSeq: number | null;
	readonly archived: boolean;
	/** How often the headline or the thread had to be made anew because somebody deleted it. */
	readonly rebuilt: number;
}

/** A message that is re-rendered in place. `hash` is of the card last shown. */
export interface PanelRow {
	readonly key: string;
	readonly message: MessageRef;
	readonly hash: string;
}

export interface ThreadStore {
	/** The row, made on first use. */
	get(caseNumber: string): Promise<ThreadRow>;
	update(caseNumber: string, change: Partial<Omit<ThreadRow, "caseNumber">>): Promise<void>;
	/** The case that a thread is of; null for a thread of none. */
	caseOf(thread: ThreadRef): Promise<string | null>;
	panels(caseNumber: string): Promise<PanelRow[]>;
	savePanel(caseNumber: string, panel: PanelRow): Promise<void>;
	/** Forgets the case's panels, but for the one with the key `except`. */
	dropPanels(caseNumber: string, except: string): Promise<void>;
}

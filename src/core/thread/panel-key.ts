import type { CaseEvent, StoredEvent } from "../case/event.ts";

/**
 * Names a message that is re-rendered in place: what it shows and which one it is (a round, a poll, an event's seq). Unique within its case.
 */
export interface PanelKey {
	readonly kind: "reading" | "column" | "poll" | "resolving" | "mailing" | "sending";
	readonly id: number;
	/** The round it belongs to; for a poll the poll's number. */
	readonly of: number;
}

const kinds = {
	ReadingStarted: "reading",
	ColumnAsked: "column",
	PollOpened: "poll",
	ResolvingStarted: "resolving",
	ContactsResolved: "mailing",
	RoundListRead: "mailing",
	NoticesQueued: "sending",
} as const;

/** An event that opens a panel; the others are told in a line or a card. */
export type PanelEvent = CaseEvent & { readonly type: keyof typeof kinds };

export function isPanelEvent(event: CaseEvent): event is PanelEvent {
	return Object.hasOwn(kinds, event.type);
}

/** The panel that such an event opens. */
export function keyOfPanel(event: PanelEvent, seq: number): PanelKey {
	return { kind: kinds[event.type], id: seq, of: event.type === "PollOpened" ? event.poll : event.round };
}

/** The panel that an event opens; null for an event that is told in a line or a card. */
export function panelKey({ event, seq }: StoredEvent): PanelKey | null {
	return isPanelEvent(event) ? keyOfPanel(event, seq) : null;
}

/** `kind-id-of`. */
export function renderPanelKey(key: PanelKey): string {
	return `${key.kind}-${key.id}-${key.of}`;
}

/** The reverse of `renderPanelKey`; null for anything else. */
export function parsePanelKey(text: string): PanelKey | null {
	const match = /^(reading|column|poll|resolving|mailing|sending)-(\d+)-(\d+)$/.exec(text);
	if (match === null) return null;
	const [, kind, id, of] = match;
	return { kind: kind as PanelKey["kind"], id: Number(id), of: Number(of) };
}

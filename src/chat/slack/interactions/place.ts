import { z } from "zod";

/** Where an answer goes. */
export interface Place {
	readonly userId: string;
	/** Slack's address for answers to this one thing, good for 30 minutes and 5 uses; null where there is none, and the answer is a direct message. */
	readonly responseUrl: string | null;
	/** The thread that it was pressed in. */
	readonly thread: string | null;
	/** It was pressed on a message that this person alone sees, which an answer may take the place of. */
	readonly onPrivate: boolean;
}

/** What a form carries along until it is sent in. */
export interface Memory {
	readonly place: Place;
	/** The one file that was chosen before the form opened. */
	readonly fileId: string | null;
	/** It was opened from somebody's home, which shows what came of it. */
	readonly fromHome: boolean;
}

const Remembered = z.object({
	responseUrl: z.string().nullable(),
	thread: z.string().nullable(),
	onPrivate: z.boolean(),
	fileId: z.string().nullable(),
	fromHome: z.boolean(),
});

/** As a form's `private_metadata`; far below its 3,000 characters. */
export function renderMemory({ place, fileId, fromHome }: Memory): string {
	const { responseUrl, thread, onPrivate } = place;
	return JSON.stringify({ responseUrl, thread, onPrivate, fileId, fromHome });
}

const nowhere = { responseUrl: null, thread: null, onPrivate: false } as const;

/** The reverse; what is not ours leads to a direct message. */
export function parseMemory(text: string, userId: string): Memory {
	const parsed = Remembered.safeParse(toJson(text));
	if (!parsed.success) return { place: { userId, ...nowhere }, fileId: null, fromHome: false };
	const { fileId, fromHome, ...place } = parsed.data;
	return { place: { userId, ...place }, fileId, fromHome };
}

function toJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}

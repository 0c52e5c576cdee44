import { type REST, Routes } from "discord.js";
import { troubleOf } from "../faults.ts";
import type { Threads } from "./create-threads.ts";
import { firstWord } from "./thread-name.ts";

/** Who was let into which private thread. Throws what discord.js throws. */
export interface Admissions {
	/** Lets somebody in, or keeps it in mind until the case has its thread. */
	admit(caseNumber: string, userId: string): Promise<void>;
	/** The case of this title has its thread now; `users` are let in, and who was kept in mind. */
	opened(title: string, threadId: string, users: readonly string[]): Promise<void>;
}

/** Cases remembered; of an older one the thread is looked for again. */
const maxCases = 500;

interface Place {
	threadId: string | null;
	/** Let in, or to be let in once there is a thread. */
	readonly users: Set<string>;
}

export function createAdmissions(rest: REST, threads: Threads): Admissions {
	const places = new Map<string, Place>();
	const placeOf = (caseNumber: string): Place => {
		const place = places.get(caseNumber) ?? { threadId: null, users: new Set() };
		places.delete(caseNumber);
		places.set(caseNumber, place);
		for (const oldest of places.keys()) if (places.size > maxCases) places.delete(oldest);
		return place;
	};
	const add = (threadId: string, userId: string): Promise<void> =>
		threads.whileOpen(threadId, async () => {
			await rest.put(Routes.threadMembers(threadId, userId));
		});
	return {
		async admit(caseNumber, userId) {
			const place = placeOf(caseNumber);
			if (place.threadId !== null && place.users.has(userId)) return;
			place.users.add(userId);
			place.threadId ??= await threads.findPrivate(caseNumber);
			if (place.threadId === null) return;
			try {
				await add(place.threadId, userId);
			} catch (cause) {
				place.users.delete(userId);
				// Somebody deleted the thread; the next one is found by its name.
				if (troubleOf(cause).kind === "unknown-channel") place.threadId = null;
				throw cause;
			}
		},
		async opened(title, threadId, users) {
			const place = placeOf(firstWord(title));
			place.threadId = threadId;
			for (const userId of users) place.users.add(userId);
			// Who has left the server meanwhile must not keep the case from having its thread.
			for (const userId of place.users) await add(threadId, userId).catch(() => place.users.delete(userId));
		},
	};
}

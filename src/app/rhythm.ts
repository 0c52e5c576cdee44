import type { ChatPlatform } from "../ports/chat.ts";

/** When each running case was looked at and its panels were rendered last, and the one look that waits. */
export function createRhythm() {
	const lookedAt = new Map<string, number>();
	const renderedAt = new Map<string, number>();
	/** Cases in which nothing ran at their last look. What begins then has its own buttons, so its first look is no progress and waits for nobody. */
	const rested = new Set<string>();
	/** The same for each platform that counts all edits together. */
	const sharedAt = new Map<string, number>();
	const timers = new Map<string, { readonly timer: NodeJS.Timeout; readonly at: number }>();
	let stopped = false;
	return {
		/** Until the thread gets its next steps: those that come together share messages. */
		restMs(caseNumber: string, { progressIntervalMs }: ChatPlatform): number {
			return Math.max(0, (lookedAt.get(caseNumber) ?? never) + progressIntervalMs - performance.now());
		},
		looked(caseNumber: string, isRunning: boolean): void {
			if (isRunning) lookedAt.set(caseNumber, performance.now());
			else lookedAt.delete(caseNumber);
		},
		waitMs(caseNumber: string, { name, progressIntervalMs }: ChatPlatform): number {
			if (rested.has(caseNumber)) return 0;
			const last = Math.max(renderedAt.get(caseNumber) ?? never, sharedAt.get(name) ?? never);
			return Math.max(0, last + progressIntervalMs - performance.now());
		},
		rendered(caseNumber: string, { name, progressIsShared }: ChatPlatform, isRunning: boolean): void {
			if (!isRunning) {
				renderedAt.delete(caseNumber);
				rested.add(caseNumber);
				return;
			}
			rested.delete(caseNumber);
			renderedAt.set(caseNumber, performance.now());
			if (progressIsShared) sharedAt.set(name, performance.now());
		},
		wake(caseNumber: string, waitMs: number, work: () => void): void {
			const at = performance.now() + waitMs;
			const waiting = timers.get(caseNumber);
			if (stopped || (waiting !== undefined && waiting.at <= at)) return;
			clearTimeout(waiting?.timer);
			const timer = setTimeout(() => {
				timers.delete(caseNumber);
				work();
			}, waitMs);
			timers.set(caseNumber, { timer, at });
		},
		stop(): void {
			stopped = true;
			for (const { timer } of timers.values()) clearTimeout(timer);
			timers.clear();
		},
	};
}

const never = Number.NEGATIVE_INFINITY;

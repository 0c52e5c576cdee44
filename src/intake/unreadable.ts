import type { UnreadableReason } from "../core/report/problem.ts";

/** Thrown inside the worker to give a whole file up; `readReport` turns it into a result. Holds no text of the file. */
export class Unreadable extends Error {
	readonly reason: UnreadableReason;
	/** 1-based line where it shows, or null. */
	readonly line: number | null;
	constructor(reason: UnreadableReason, line: number | null = null) {
		super(`unreadable: ${reason}`);
		this.name = "Unreadable";
		this.reason = reason;
		this.line = line;
	}
}

import { type Trouble, troubleOf } from "../faults.ts";

export type Asked<T> =
	| { readonly answer: T; readonly trouble: null }
	| { readonly answer: null; readonly trouble: Trouble };

/** What Slack gives, or why it gives nothing. Throws what the SDK threw when Slack cannot be asked at all, now. */
export async function ask<T>(request: Promise<T>): Promise<Asked<T>> {
	try {
		return { answer: await request, trouble: null };
	} catch (cause) {
		const trouble = troubleOf(cause);
		if (trouble.kind === "later" || trouble.kind === "too-fast") throw cause;
		return { answer: null, trouble };
	}
}

/** Slack's own code for a refusal, or our name for one that we know. */
export function codeOf(trouble: Trouble): string {
	return trouble.kind === "refused" ? trouble.code : trouble.kind;
}

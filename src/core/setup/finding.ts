/** One thing that the doctor looked at. */
export interface Finding {
	readonly ok: boolean;
	/** One plain sentence: what is so. */
	readonly what: string;
	/** What to click or change; null when there is nothing to do. May be advice where all is well. */
	readonly todo: string | null;
}

export function good(what: string, advice: string | null = null): Finding {
	return { ok: true, what, todo: advice };
}

export function bad(what: string, todo: string): Finding {
	return { ok: false, what, todo };
}

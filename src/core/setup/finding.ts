import type { DnsRecord } from "../deliverability/record.ts";

/** One thing that the doctor looked at. */
export interface Finding {
	readonly ok: boolean;
	/** One plain sentence: what is so. */
	readonly what: string;
	/** What to click or change; null when there is nothing to do. May be advice where all is well. */
	readonly todo: string | null;
	/** The records to publish for it; absent when none would help. */
	readonly publish?: readonly DnsRecord[];
}

export function good(what: string, advice: string | null = null): Finding {
	return { ok: true, what, todo: advice };
}

export function bad(what: string, todo: string, publish: readonly DnsRecord[] = []): Finding {
	return { ok: false, what, todo, ...(publish.length === 0 ? {} : { publish }) };
}

import { bad, type Finding } from "../setup/finding.ts";
import type { DeliverabilityWords } from "./words.ts";

/** DNS could not tell, which says nothing of what is there. */
export function unanswered(
	subject: keyof DeliverabilityWords["subjects"],
	domain: string,
	words: DeliverabilityWords,
): Finding {
	return bad(words.unanswered({ subject: words.subjects[subject], domain }), words.askAgain);
}

/** `a`, `a and b`, `a, b and c`; empty for none. */
export function listed(parts: readonly string[], words: DeliverabilityWords): string {
	const last = parts.slice(-1).join("");
	return parts.length < 2 ? last : `${parts.slice(0, -1).join(", ")} ${words.and} ${last}`;
}

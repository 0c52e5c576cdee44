import { ChatFault } from "../../ports/chat.ts";
import { faultWords } from "./fault-words.ts";
import { troubleOf } from "./faults.ts";
import type { SlackOptions } from "./options.ts";

/** What was thrown while the bot came in, as a fault that says what to do. */
export function toStartFault(
	{ language, delivery }: Pick<SlackOptions, "language" | "delivery">,
	cause: unknown,
): ChatFault {
	if (cause instanceof ChatFault) return cause;
	const words = faultWords(language);
	if (delivery.mode === "http" && isTaken(cause))
		return new ChatFault(words.portTaken(delivery.port), { retry: false, cause });
	const trouble = troubleOf(cause);
	switch (trouble.kind) {
		case "revoked":
			return new ChatFault(words.revoked, { retry: false, cause });
		case "missing-scope":
			return new ChatFault(words.missingScope(trouble.scope), { retry: false, cause });
		case "too-fast":
		case "later":
			return new ChatFault(words.unreachable, { retry: true, retryAfterMs: trouble.afterMs, cause });
		default:
			return new ChatFault(words.refused, { retry: false, cause });
	}
}

function isTaken(cause: unknown): boolean {
	return cause instanceof Error && "code" in cause && (cause.code === "EADDRINUSE" || cause.code === "EACCES");
}

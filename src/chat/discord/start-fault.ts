import { DiscordjsError, DiscordjsErrorCodes } from "discord.js";
import type { Language } from "../../core/language.ts";
import { ChatFault } from "../../ports/chat.ts";
import { faultWords } from "./fault-words.ts";
import { troubleOf } from "./faults.ts";

/** What discord.js threw while the bot came in or its commands were registered, as a fault that says what to do. */
export function toStartFault(language: Language, cause: unknown): ChatFault {
	if (cause instanceof ChatFault) return cause;
	const words = faultWords(language);
	const trouble = troubleOf(cause);
	const badToken = cause instanceof DiscordjsError && cause.code === DiscordjsErrorCodes.TokenInvalid;
	if (badToken || trouble.kind === "revoked") return new ChatFault(words.revoked, { retry: false, cause });
	if (trouble.kind === "unknown-server") return new ChatFault(words.removed, { retry: false, cause });
	// The one request here that needs a grant is for the commands.
	if (trouble.kind === "forbidden") return new ChatFault(words.noCommands, { retry: false, cause });
	if (trouble.kind === "refused") return new ChatFault(words.refused, { retry: false, cause });
	const retryAfterMs = trouble.kind === "later" || trouble.kind === "too-fast" ? trouble.afterMs : null;
	return new ChatFault(words.unreachable, { retry: true, retryAfterMs, cause });
}

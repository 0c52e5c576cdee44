import type { Instant } from "../core/instant.ts";
import type { FinishedMail } from "./mail.ts";

/** A mail of a few lines that belongs to no case, such as one with a code. */
export interface PlainMail {
	/** Names its file in the outbox folder; letters, digits and hyphens. */
	readonly id: string;
	/** One addr-spec. */
	readonly to: string;
	/** One line. */
	readonly subject: string;
	/** LF line ends. */
	readonly text: string;
	readonly date: Instant;
}

/** Makes such a mail, byte for byte as it goes out, signed as notices are. */
export interface PlainMailWriter {
	write(mail: PlainMail): Promise<FinishedMail>;
}

import type { Instant } from "../core/instant.ts";
import type { MailingStop } from "../core/mailing-stop.ts";

/** The emergency stop for all cases: while one stands, `NoticeStore` gives no notice to anybody. */
export interface MailingStops {
	/** The one that stands, or null. */
	standing(): Promise<MailingStop | null>;
	/** Stops; committed before this returns. When one stands already, that one stays and is given, with `isNew: false`. */
	stop(stop: Omit<MailingStop, "id">): Promise<MailingStop & { readonly isNew: boolean }>;
	/** Lifts what stands and gives it; null when none does. */
	lift(by: string, at: Instant): Promise<MailingStop | null>;
}

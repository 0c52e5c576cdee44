import { setTimeout as wait } from "node:timers/promises";
import type { types, webApi } from "@slack/bolt";
import { troubleOf } from "../faults.ts";

const maxTries = 3;
const tryAgainMs = 200;
/** A trigger's time is over before a longer one has passed twice. */
const longestWaitMs = 1_000;

/**
 * Opens a form by what somebody just did. False when it is too late for that: Slack lets a trigger be used for 3 s. A try whose answer was lost may
 * have opened it; then the next one finds the trigger used, and that is as good as open. Throws what the SDK throws.
 */
export async function openView(client: webApi.WebClient, trigger_id: string, view: types.ModalView): Promise<boolean> {
	for (let tried = 1; ; tried++) {
		try {
			await client.views.open({ trigger_id, view });
			return true;
		} catch (cause) {
			const trouble = troubleOf(cause);
			const { kind } = trouble;
			if (kind === "trigger-used") return tried > 1;
			if (kind === "too-late") return false;
			if (kind === "too-fast") {
				if (trouble.afterMs > longestWaitMs || tried === maxTries) return false;
				await wait(trouble.afterMs);
				continue;
			}
			if (kind !== "later" || tried === maxTries) throw cause;
			await wait(tryAgainMs);
		}
	}
}

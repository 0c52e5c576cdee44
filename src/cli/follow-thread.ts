import type { CaseState } from "../core/case/state.ts";
import type { Hotline } from "../main.ts";
import type { LocalMessage } from "../ports/local-chat-store.ts";
import { renderCardText } from "./card-text.ts";
import { print } from "./outcome.ts";

const pageSize = 500;

/** Prints what is new in a case's thread. */
export interface ThreadPrinter {
	/** Prints new messages; true when the thread has everything up to `state`. */
	print(state: CaseState): Promise<boolean>;
}

/** Follows the thread of a case in the local chat, from its first message. */
export function followThread(hotline: Hotline, caseNumber: string): ThreadPrinter {
	const shown = new Set<number>();
	return {
		async print(state) {
			const row = await hotline.context.threads.get(caseNumber);
			if (row.thread === null) return false;
			const upToDate = row.postedSeq >= state.version;
			for (const message of await messagesOf(hotline, row.thread.thread)) {
				if (shown.has(message.id)) continue;
				shown.add(message.id);
				for (const line of renderCardText(message.card)) print(`   ${line}`);
			}
			return upToDate;
		},
	};
}

async function messagesOf(hotline: Hotline, thread: string): Promise<readonly LocalMessage[]> {
	return hotline.database.localChat.messages(`thread:${thread}`, null, pageSize);
}

import type { Card } from "../core/thread/card.ts";
import { renderHeadline } from "../core/thread/headline.ts";
import { renderPanel } from "../core/thread/panel.ts";
import { parsePanelKey } from "../core/thread/panel-key.ts";
import { ChatFault, type MessageRef, type ThreadRef } from "../ports/chat.ts";
import type { PanelRow } from "../ports/thread-store.ts";
import { cardHash } from "./card-hash.ts";
import { headlineKey, orLost, type Place, prefix } from "./thread-place.ts";

/**
 * Edits what looks otherwise than it should; one message after another, so that an older picture never comes last. Then marks the thread
 * as done or open; `posted` says that something new stands in it, which opens a done one on some platforms.
 */
export async function renderPanels(place: Place, posted: boolean): Promise<void> {
	const { caseNumber, texts, threads, platform } = place;
	const state = await place.cases.load(caseNumber);
	if (state === null) return;
	let touched = posted;
	for (const panel of await threads.panels(caseNumber)) {
		const key = parsePanelKey(panel.key);
		const card = key === null ? renderHeadline(state, texts) : renderPanel(key, state, place.progress, texts);
		if (card === null) continue;
		const hash = cardHash(card);
		if (hash === panel.hash) continue;
		const message = await showPanel(place, panel, card, state.version);
		await threads.savePanel(caseNumber, { key: panel.key, message, hash });
		touched = true;
	}
	const row = await threads.get(caseNumber);
	const { thread } = row;
	const archived = state.status === "closed" || state.status === "withdrawn";
	if (thread === null || (row.archived === archived && !(archived && touched))) return;
	await orLost("thread", () => platform.archive(thread, archived));
	await threads.update(caseNumber, { archived });
}

/** Edits the panel; one that somebody deleted is posted again at the thread's end. */
async function showPanel(place: Place, panel: PanelRow, card: Card, version: number): Promise<MessageRef> {
	const { platform, threads, caseNumber } = place;
	if (panel.key === headlineKey) {
		await orLost("headline", () => platform.edit(panel.message, card));
		return panel.message;
	}
	const { thread, rebuilt } = await threads.get(caseNumber);
	return orLost("thread", async () => {
		try {
			await platform.edit(panel.message, card);
			return panel.message;
		} catch (fault) {
			if (!(fault instanceof ChatFault) || fault.gone !== "message") throw fault;
			const key = `${prefix(caseNumber, rebuilt)}:${panel.key}:${panel.message.message}`;
			const again = { key, mark: `${caseNumber} · ${version}+`, again: false };
			return platform.postInThread(thread as ThreadRef, card, again);
		}
	});
}

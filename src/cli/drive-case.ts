import { setTimeout as wait } from "node:timers/promises";
import type { CaseState } from "../core/case/state.ts";
import { buttonId } from "../core/thread/buttons.ts";
import type { DemoPerson } from "../demo/demo-people.ts";
import { demoPeople } from "../demo/demo-people.ts";
import type { Hotline } from "../main.ts";
import type { Asker, Reply } from "../ports/chat.ts";
import { renderCardText } from "./card-text.ts";
import { followThread } from "./follow-thread.ts";
import { CliRefusal, print } from "./outcome.ts";

const stepMs = 25;
/** Lines of the first mail that are printed. */
const previewLines = 30;
/** Nothing in the demo takes this long without anything changing. */
const stuckMs = 120_000;
const [anna, bram, chris] = demoPeople;

/** Who uploads; the others vote. */
export const uploader = bram;

/** A demo volunteer, as the local chat would present them. */
export function askerOf({ id, name, role }: DemoPerson, caseNumber: string | null = null): Asker {
	return { person: { id, name }, roles: [role], platform: "local", caseNumber };
}

/**
 * Does what volunteers would do until the case is sent, or nothing more can be done: votes, looks at every mail, sends. Goes on from wherever the
 * case is. Prints the thread as it grows.
 */
export async function driveCase(hotline: Hotline, caseNumber: string, column: number | null): Promise<CaseState> {
	const thread = followThread(hotline, caseNumber);
	let changed = Date.now();
	let version = 0;
	for (;;) {
		const state = await hotline.context.cases.load(caseNumber);
		if (state === null) throw new Error(`case ${caseNumber} is gone`);
		if (state.version !== version) changed = Date.now();
		version = state.version;
		if (await thread.print(state)) {
			if (isOver(state)) return state;
			await act(hotline, state, column);
		}
		if (Date.now() - changed > stuckMs) throw new CliRefusal(`Case ${caseNumber} stays at “${state.status}”.`);
		await wait(stepMs);
	}
}

function isOver(state: CaseState): boolean {
	if (state.status === "ready") return state.groups.every((group) => group.bucket !== null || group.findings === 0);
	return ["sent", "unreadable", "rejected", "closed", "withdrawn", "needs-info"].includes(state.status);
}

async function act(hotline: Hotline, state: CaseState, column: number | null): Promise<void> {
	switch (state.status) {
		case "needs-column": {
			const named = state.columns?.map(({ index, header }) => `${index + 1} ${header}`) ?? [];
			if (column === null)
				throw new CliRefusal(
					`The bot asks which column holds the addresses. Name it with --column N: ${named.join(", ")}.`,
				);
			await press(hotline, state, { by: uploader, id: buttonId(state, "column"), value: String(column - 1) });
			return;
		}
		case "voting":
			for (const by of [anna, chris]) {
				if (state.poll?.votes.some((cast) => cast.voter.id === by.id)) continue;
				await press(hotline, state, { by, id: buttonId(state, "vote", "valid"), value: null });
				return;
			}
			return;
		case "ready":
			await previewAll(hotline, state);
			await send(hotline, state);
			return;
		case "paused":
			await press(hotline, state, { by: anna, id: buttonId(state, "resume"), value: null });
			return;
		default:
			return;
	}
}

interface Pressing {
	readonly by: DemoPerson;
	readonly id: string;
	readonly value: string | null;
}

async function press(hotline: Hotline, state: CaseState, { by, id, value }: Pressing): Promise<Reply> {
	return hotline.handlers.onPress(askerOf(by, state.number), id, value);
}

/** Pages through every mail, as a careful volunteer does, and prints the first one. */
async function previewAll(hotline: Hotline, state: CaseState): Promise<void> {
	let id: string | null = buttonId(state, "preview");
	let first = true;
	while (id !== null) {
		const reply = await press(hotline, state, { by: anna, id, value: null });
		if (reply.kind === "quiet") return;
		if (first) {
			print("");
			print(`   ${anna.name} looks at the mails (only ${anna.name} sees this; addresses are masked):`);
			const lines = renderCardText(reply.card);
			for (const line of lines.slice(0, previewLines)) print(`   | ${line}`);
			if (lines.length > previewLines)
				print(`   | … and ${lines.length - previewLines} more lines; the whole mail lies in the outbox later`);
			print("");
		}
		first = false;
		const buttons = (reply.card.buttons ?? []).flat();
		id = buttons.find((button) => button.label === hotline.context.texts.actions.next)?.id ?? null;
	}
}

async function send(hotline: Hotline, state: CaseState): Promise<void> {
	const id = buttonId(state, "send");
	const asker = askerOf(anna, state.number);
	const form = hotline.handlers.formFor(asker, id);
	if (form === null) throw new Error("Send opens no form");
	await hotline.handlers.onForm(asker, form.id, { confirmation: state.number });
}

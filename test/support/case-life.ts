import type { CaseState } from "../../src/core/case/state.ts";
import { buttonId } from "../../src/core/thread/buttons.ts";
import type { Reply } from "../../src/ports/chat.ts";
import { anna, bram, chris, fileOf, type TestApp } from "./open-app.ts";

/** Three operators in scope, one abroad, one without a contact (see the demo's registry). */
export const typed = {
	title: "Open mail servers",
	category: "vulnerability",
	description: "A mail server that anybody can run commands on.",
};

/** Bram uploads; gives the case's number. */
export async function upload(app: TestApp, text: string): Promise<string> {
	const reply = await app.handlers.onCommand(bram, "report", { ...typed, file: fileOf(text) });
	const number = /TST-\d{4}-\d{4}/.exec(JSON.stringify(reply))?.[0];
	if (number === undefined) throw new Error(`no case was opened: ${JSON.stringify(reply)}`);
	await app.work();
	return number;
}

export async function stateOf(app: TestApp, number: string): Promise<CaseState> {
	const state = await app.context.cases.load(number);
	if (state === null) throw new Error(`no case ${number}`);
	return state;
}

/** Anna and Chris find it valid; the operators are looked up. */
export async function approve(app: TestApp, number: string): Promise<void> {
	for (const voter of [anna, chris]) {
		const id = buttonId(await stateOf(app, number), "vote", "valid");
		await app.handlers.onPress(voter, id, null);
	}
	await app.work();
}

/** Chris types the case number; nothing is sent before `app.work()`. */
export async function confirmSend(app: TestApp, number: string): Promise<Reply> {
	const id = buttonId(await stateOf(app, number), "send");
	return app.handlers.onForm(chris, id, { confirmation: number });
}

/** A case that is ready to be sent. */
export async function readyCase(app: TestApp, text: string): Promise<string> {
	const number = await upload(app, text);
	await approve(app, number);
	return number;
}

/** What a button, menu or form stands for; survives a restart because all of it is in the id. */
export interface ButtonId {
	readonly verb: string;
	readonly caseNumber: string;
	/** The case's epoch when the button was made. */
	readonly epoch: number;
	/** e.g. a group or notice id; null when the verb needs none. */
	readonly argument: string | null;
}

/** Discord's limit for `custom_id`. */
const maxLength = 100;

/** `verb:case:epoch[:argument]`. Throws when the result is over 100 characters: a fault in the caller, not in input. */
export function renderButtonId(button: ButtonId): string {
	const parts = [button.verb, button.caseNumber, String(button.epoch)];
	if (button.argument !== null) parts.push(button.argument);
	const id = parts.join(":");
	if (id.length > maxLength) throw new Error(`button id over ${maxLength} characters: ${button.verb}`);
	return id;
}

/** The reverse of `renderButtonId`; null for anything else. The argument may hold colons. */
export function parseButtonId(id: string): ButtonId | null {
	const match = /^([a-z-]+):([A-Z0-9-]+):(\d{1,9})(?::(.+))?$/.exec(id);
	if (match === null) return null;
	const [, verb = "", caseNumber = "", epoch = "", argument] = match;
	return { verb, caseNumber, epoch: Number(epoch), argument: argument ?? null };
}

import type { Role } from "../core/case/people.ts";
import type { CommandSpec } from "../core/command/command-spec.ts";
import type { ButtonId } from "../core/thread/button-id.ts";
import type { Verb } from "../core/thread/buttons.ts";
import type { Form } from "../core/thread/card.ts";
import type { Asker, OptionValues, Reply } from "../ports/chat.ts";
import type { Texts } from "../text/texts.ts";
import type { Context } from "./context.ts";

/** One call of a slash command, its options already checked against the declaration. */
export interface Call {
	readonly context: Context;
	readonly asker: Asker;
	readonly options: OptionValues;
	/** Name of the sub-command; null for a command without. */
	readonly subcommand: string | null;
}

/** A slash command: what a platform shows of it, and what it does. */
export interface Command {
	readonly spec: CommandSpec;
	run(call: Call): Promise<Reply>;
}

/** One press on a button or menu, or a form sent in. */
export interface Pressed {
	readonly context: Context;
	readonly asker: Asker;
	readonly button: ButtonId;
	/** A menu's choice; null for a button. */
	readonly value: string | null;
	/** What was typed in the form; empty for a press. */
	readonly typed: OptionValues;
}

/** What pressing a button with this verb does. With a `form`, the form opens first and `run` gets what was typed. */
export interface Press {
	readonly verb: Verb;
	readonly role: Role;
	/** Must not wait: it is the first answer to the press. */
	readonly form?: (button: ButtonId, texts: Texts) => Form;
	run(pressed: Pressed): Promise<Reply>;
}

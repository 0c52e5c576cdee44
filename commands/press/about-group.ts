import type { Press } from "../../src/app/command.ts";
import { pressCase } from "../../src/app/press-case.ts";
import { say } from "../../src/app/say.ts";
import type { CommandBody } from "../../src/core/case/command.ts";
import { renderButtonId } from "../../src/core/thread/button-id.ts";
import type { ActionTexts } from "../../src/text/texts.ts";
import { typedText } from "./typed-text.ts";

interface GroupDecision {
	readonly verb: "leave-out" | "hand-over";
	/** Name of the line in the form. */
	readonly field: string;
	readonly words: (texts: ActionTexts) => { readonly title: string; readonly label: string; readonly submit: string };
	readonly toCommand: (group: number, typed: string) => CommandBody;
}

/** A decision about one group that asks for one line: why, or to whom. */
export function aboutGroup({ verb, field, words, toCommand }: GroupDecision): Press {
	return {
		verb,
		role: "volunteer",
		form(button, texts) {
			const { title, label, submit } = words(texts.actions);
			const inputs = [{ name: field, label, kind: "line", required: true, maxLength: 200 } as const];
			return { id: renderButtonId(button), title, submit, inputs };
		},
		run(pressed) {
			const command = toCommand(Number(pressed.button.argument), typedText(pressed, field));
			return pressCase(pressed, command, say("good", pressed.context.texts.replies.done));
		},
	};
}

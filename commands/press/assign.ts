import type { Press, Pressed } from "../../src/app/command.ts";
import { mailboxOptedOut } from "../../src/app/opted-out-now.ts";
import { pressCase } from "../../src/app/press-case.ts";
import { say, sayRefusal } from "../../src/app/say.ts";
import { renderButtonId } from "../../src/core/thread/button-id.ts";
import type { Reply } from "../../src/ports/chat.ts";
import { typedText } from "./typed-text.ts";

/** Uses a mailbox for a group that was found beside the one of the group. */
export const offer: Press = {
	verb: "offer",
	role: "volunteer",
	async run(pressed) {
		const { context, button } = pressed;
		const group = Number(button.argument);
		const record = await context.findings.group(button.caseNumber, group);
		const chosen = record?.offers[Number(pressed.value)];
		if (chosen === undefined) return sayRefusal({ refused: "stale", status: null }, context.texts);
		return assignTo(pressed, { group, operator: chosen.operator, mailboxes: chosen.mailboxes });
	},
};

/** Names the mailboxes for a group that has none, or other ones. */
export const assign: Press = {
	verb: "assign",
	role: "volunteer",
	form: (button, texts) => ({
		id: renderButtonId(button),
		title: texts.actions.assignTitle,
		submit: texts.actions.assignSubmit,
		inputs: [
			{ name: "operator", label: texts.actions.assignOperator, kind: "line", required: true, maxLength: 120 },
			{ name: "mailboxes", label: texts.actions.assignMailboxes, kind: "line", required: true, maxLength: 400 },
		],
	}),
	async run(pressed) {
		const mailboxes = typedText(pressed, "mailboxes").split(/[,;\s]+/);
		const operator = typedText(pressed, "operator");
		return assignTo(pressed, { group: Number(pressed.button.argument), operator, mailboxes });
	},
};

interface Assignment {
	readonly group: number;
	readonly operator: string;
	readonly mailboxes: readonly string[];
}

async function assignTo(pressed: Pressed, assignment: Assignment): Promise<Reply> {
	const { context } = pressed;
	if (await mailboxOptedOut(context, assignment.mailboxes))
		return sayRefusal({ refused: "group-opted-out", status: null }, context.texts);
	return pressCase(pressed, { type: "AssignContact", ...assignment }, say("good", context.texts.replies.done));
}

import type { Press } from "../../src/app/command.ts";
import { mailboxOptedOut } from "../../src/app/opted-out-now.ts";
import { pressCase } from "../../src/app/press-case.ts";
import { say, sayRefusal } from "../../src/app/say.ts";
import { renderButtonId } from "../../src/core/thread/button-id.ts";
import { typedText } from "./typed-text.ts";

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
		const { context } = pressed;
		const mailboxes = typedText(pressed, "mailboxes").split(/[,;\s]+/);
		if (await mailboxOptedOut(context, mailboxes))
			return sayRefusal({ refused: "group-opted-out", status: null }, context.texts);
		const operator = typedText(pressed, "operator");
		const group = Number(pressed.button.argument);
		return pressCase(
			pressed,
			{ type: "AssignContact", group, operator, mailboxes },
			say("good", context.texts.replies.done),
		);
	},
};

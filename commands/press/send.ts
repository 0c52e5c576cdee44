import type { Press } from "../../src/app/command.ts";
import { saidStopped } from "../../src/app/mailing-stop.ts";
import { pressCase } from "../../src/app/press-case.ts";
import { say } from "../../src/app/say.ts";
import { renderButtonId } from "../../src/core/thread/button-id.ts";

/** Sends the mails, after the case number was typed. */
export const send: Press = {
	verb: "send",
	role: "volunteer",
	form: (button, texts) => ({
		id: renderButtonId(button),
		title: texts.actions.sendTitle,
		intro: texts.actions.sendIntro(button.caseNumber),
		submit: texts.actions.sendSubmit,
		danger: true,
		inputs: [
			{ name: "confirmation", label: texts.actions.sendConfirmation, kind: "line", required: true, maxLength: 30 },
		],
	}),
	async run(pressed) {
		const stopped = await saidStopped(pressed.context);
		if (stopped !== null) return stopped;
		const { confirmation } = pressed.typed;
		const typed = typeof confirmation === "string" ? confirmation : "";
		return pressCase(
			pressed,
			{ type: "SendNotices", confirmation: typed },
			say("good", pressed.context.texts.replies.sending),
		);
	},
};

import type { Press } from "../../src/app/command.ts";
import { enterCode, momentOf, sendCode } from "../../src/app/own-mailbox.ts";
import { renderButtonId } from "../../src/core/thread/button-id.ts";
import { typedText } from "./typed-text.ts";

/** Asks for the presser's own mail address, and sends a code there. */
export const ownAddress: Press = {
	verb: "own-address",
	role: "volunteer",
	form: (button, texts) => ({
		id: renderButtonId(button),
		title: texts.mailing.askAddressTitle,
		intro: texts.mailing.askAddressIntro,
		submit: texts.mailing.askAddressSubmit,
		inputs: [{ name: "mailbox", label: texts.mailing.askAddressLabel, kind: "line", required: true, maxLength: 254 }],
	}),
	run: (pressed) =>
		sendCode(pressed.context, pressed.asker, {
			...{ typed: typedText(pressed, "mailbox"), from: momentOf(pressed.button) },
		}),
};

/** Asks for the code that was sent there. */
export const ownCode: Press = {
	verb: "own-code",
	role: "volunteer",
	form: (button, texts) => ({
		id: renderButtonId(button),
		title: texts.mailing.enterCodeTitle,
		submit: texts.mailing.enterCodeSubmit,
		inputs: [{ name: "code", label: texts.mailing.enterCodeLabel, kind: "line", required: true, maxLength: 20 }],
	}),
	run: (pressed) =>
		enterCode(pressed.context, pressed.asker, {
			...{ typed: typedText(pressed, "code"), from: momentOf(pressed.button) },
		}),
};

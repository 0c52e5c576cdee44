import type { Press, Pressed } from "../../src/app/command.ts";
import { isReply, stateOf } from "../../src/app/press-case.ts";
import { previewMail } from "../../src/app/preview-mail.ts";
import { sayRefusal } from "../../src/app/say.ts";
import type { Reply } from "../../src/ports/chat.ts";

/** Shows the mails one by one, to the asker alone, with every address masked. The argument is the position, from 0. */
export const preview: Press = { verb: "preview", role: "volunteer", run: showMail };

async function showMail(pressed: Pressed): Promise<Reply> {
	const { context, button } = pressed;
	const state = await stateOf(pressed);
	if (isReply(state)) return state;
	const card = await previewMail(context, state, Number(button.argument ?? 0));
	if (card === null) return sayRefusal({ refused: "nothing-to-send", status: state.status }, context.texts);
	return button.argument === null ? { kind: "card", card } : { kind: "update", card };
}

import type { Actor } from "../people/create-people.ts";
import { renderHome } from "../render/render-home.ts";
import { slackWords } from "../words.ts";
import { codeOf } from "./answer.ts";
import type { InteractionContext } from "./context.ts";

/** Makes somebody's App Home what it should be now. Never throws: it is made again when they open it. */
export async function showHome(context: InteractionContext, actor: Actor): Promise<void> {
	const { client, handlers, options, people } = context;
	try {
		const { asker, unsure } = await people.know(actor, null);
		const words = slackWords(options.language);
		const cards = unsure
			? [{ tone: "warn", title: null, body: [words.rolesUnknown] } as const]
			: await handlers.onHome(asker);
		await client.views.publish({ user_id: actor.id, view: renderHome(cards, options.language) });
	} catch (fault) {
		options.log.warn("slack.home-not-shown", { code: codeOf(fault) });
	}
}

import { randomBytes } from "node:crypto";
import type { Card } from "../../../core/thread/card.ts";
import type { Asker, Reply } from "../../../ports/chat.ts";
import { troubleOf } from "../faults.ts";
import type { Actor } from "../people/create-people.ts";
import { renderMessage } from "../render/render-message.ts";
import { slackWords } from "../words.ts";
import type { InteractionContext } from "./context.ts";
import type { Place } from "./place.ts";
import { sayThere, sendDirectly } from "./say-there.ts";

/** Does the work and tells what came of it. Never throws: what cannot be told is logged. */
export async function answer(context: InteractionContext, place: Place, work: () => Promise<Reply>): Promise<void> {
	const noteRevoked = (fault: unknown): void => {
		if (troubleOf(fault).kind === "revoked") context.onRevoked?.(fault);
	};
	const reply = await work().catch((fault: unknown) => {
		noteRevoked(fault);
		return replyToFault(context, fault);
	});
	try {
		await deliver(context, place, reply);
	} catch (fault) {
		noteRevoked(fault);
		context.options.log.warn("slack.answer-refused", { code: codeOf(fault) });
		// What Slack takes not in this form still gets a sentence.
		await deliver(context, place, replyToFault(context, fault)).catch((lost: unknown) =>
			context.options.log.warn("slack.answer-lost", { code: codeOf(lost) }),
		);
	}
}

/**
 * Does the work for somebody whose roles are known. While Slack does not say who is in the groups, nobody is let in, and hears why.
 */
export async function answerKnown(
	context: InteractionContext,
	{
		actor,
		place,
		caseNumber = null,
	}: { readonly actor: Actor; readonly place: Place; readonly caseNumber?: string | null },
	work: (asker: Asker) => Promise<Reply>,
): Promise<void> {
	await answer(context, place, async () => {
		const { asker, unsure } = await context.people.know(actor, caseNumber);
		return unsure ? say(slackWords(context.options.language).rolesUnknown) : work(asker);
	});
}

export function say(text: string): Reply {
	return { kind: "card", card: { tone: "warn", title: null, body: [text] } };
}

async function deliver(context: InteractionContext, place: Place, reply: Reply): Promise<void> {
	if (reply.kind === "quiet") return;
	const { language } = context.options;
	const saying = { client: context.client, retryDelaysMs: context.times.retryDelaysMs };
	const message = renderMessage(reply.card, language);
	const everyone = reply.kind === "card" && reply.everyone === true;
	if (message.files.length === 0 || everyone)
		return sayThere(saying, place, message, everyone ? "everyone" : reply.kind === "update" ? "instead" : "private");
	await sendDirectly(context.client, place.userId, message);
	// Who has no place to be answered in looks at the direct messages anyway.
	if (place.responseUrl === null) return;
	const note: Card = { tone: "good", title: reply.card.title, body: [slackWords(language).sentDirectly] };
	await sayThere(saying, place, renderMessage(note, language), "private");
}

/** No library's words reach a chat: a sentence, with a short id that stands in the log too. */
function replyToFault({ options }: InteractionContext, fault: unknown): Reply {
	const id = randomBytes(3).toString("hex");
	options.log.error("fault-in-chat", fault, { id, platform: "slack" });
	return say(slackWords(options.language).fault(id));
}

/** What is safe to log of a fault: Slack's own code, or what it means. */
export function codeOf(fault: unknown): string {
	const trouble = troubleOf(fault);
	return trouble.kind === "refused" ? trouble.code : trouble.kind;
}

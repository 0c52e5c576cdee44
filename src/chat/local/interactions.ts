import { randomUUID } from "node:crypto";
import { parseButtonId } from "../../core/thread/button-id.ts";
import type { Asker, Attachment, ChatHandlers, OptionValues, Reply, ThreadRef } from "../../ports/chat.ts";
import { type Board, headlineOf } from "./board.ts";
import type { Answer, InteractionHead, Persona, Place, Press } from "./wire.ts";

export interface InteractionContext {
	readonly board: Board;
	readonly handlers: ChatHandlers;
	readonly people: readonly Persona[];
	readonly platform: string;
	readonly caseOfThread: (thread: ThreadRef) => Promise<string | null>;
}

/** The channel or message that something was done in is not there, or not for this person. */
export class PlaceNotFound extends Error {}

const maxSayLength = 4000;

async function checkPlace({ board }: InteractionContext, place: Place): Promise<void> {
	if (!(await board.hasChannel(place.channel))) throw new PlaceNotFound("no such channel");
	if (place.message !== null && (await board.message(place.message, place.as)) === null)
		throw new PlaceNotFound("no such message");
}

/** Who asks. Somebody who is not in the list has no roles, so that every command is refused to them. */
async function askerOf(context: InteractionContext, place: Place, caseNumber: string | null): Promise<Asker> {
	const persona = context.people.find((each) => each.id === place.as);
	const headline = headlineOf(place.channel);
	const thread = { channel: "cases", thread: String(headline) };
	return {
		person: persona === undefined ? { id: place.as, name: place.as } : { id: persona.id, name: persona.name },
		roles: persona?.roles ?? [],
		platform: context.platform,
		caseNumber: caseNumber ?? (headline === null ? null : await context.caseOfThread(thread)),
	};
}

async function deliver({ board }: InteractionContext, place: Place, reply: Reply): Promise<Answer> {
	if (reply.kind === "quiet") return { kind: "quiet" };
	if (reply.kind === "update" && place.message !== null) {
		const pressed = await board.message(place.message, place.as);
		if (pressed?.visibleTo === place.as) return { kind: "message", message: await board.edit(pressed.id, reply.card) };
	}
	const everyone = reply.kind === "card" && reply.everyone === true;
	const message = await board.post({
		channel: place.channel,
		author: null,
		visibleTo: everyone ? null : place.as,
		card: reply.card,
		key: `reply:${randomUUID()}`,
	});
	return { kind: "message", message };
}

export async function runInteraction(
	context: InteractionContext,
	head: InteractionHead,
	file: Attachment | null,
): Promise<Answer> {
	await checkPlace(context, head);
	const values: OptionValues =
		head.file !== null && file !== null ? { ...head.values, [head.file.option]: file } : head.values;
	const caseNumber = head.kind === "form" ? (parseButtonId(head.name)?.caseNumber ?? null) : null;
	const asker = await askerOf(context, head, caseNumber);
	const reply =
		head.kind === "command"
			? await context.handlers.onCommand(asker, head.name, values)
			: await context.handlers.onForm(asker, head.name, values);
	return deliver(context, head, reply);
}

export async function runPress(context: InteractionContext, press: Press): Promise<Answer> {
	const asker = await askerOf(context, press, parseButtonId(press.id)?.caseNumber ?? null);
	const form = press.value === null ? context.handlers.formFor(asker, press.id) : null;
	if (form !== null) return { kind: "form", form };
	await checkPlace(context, press);
	return deliver(context, press, await context.handlers.onPress(asker, press.id, press.value));
}

/** Plain talk between the people in the room; the bot does not read it. */
export async function runSay(context: InteractionContext, place: Place, text: string): Promise<Answer> {
	await checkPlace(context, place);
	const persona = context.people.find((each) => each.id === place.as);
	if (persona === undefined) throw new PlaceNotFound("no such person");
	const body = text.slice(0, maxSayLength).split(/\n{2,}/);
	const message = await context.board.post({
		channel: place.channel,
		author: persona.name,
		visibleTo: null,
		card: { tone: "neutral", title: null, body },
		key: `say:${randomUUID()}`,
	});
	return { kind: "message", message };
}

export async function suggest(
	context: InteractionContext,
	place: Place,
	question: { readonly command: string; readonly option: string; readonly typed: string },
): Promise<readonly { readonly value: string; readonly label: string }[]> {
	await checkPlace(context, place);
	const asker = await askerOf(context, place, null);
	const found = await context.handlers.onAutocomplete(asker, question.command, question.option, question.typed);
	return found.slice(0, 25);
}

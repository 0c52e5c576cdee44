import { randomBytes } from "node:crypto";
import {
	type APIApplicationCommandAutocompleteInteraction,
	type APIApplicationCommandInteraction,
	type APIAttachment,
	type APIInteraction,
	type APIInteractionResponse,
	type APIMessageComponentInteraction,
	type APIModalSubmitInteraction,
	ComponentType,
	DiscordAPIError,
	InteractionResponseType,
	InteractionType,
	MessageFlags,
	type REST,
} from "discord.js";
import { parseButtonId } from "../../../core/thread/button-id.ts";
import type { Asker, Attachment, ChatHandlers, Reply } from "../../../ports/chat.ts";
import type { DiscordOptions } from "../options.ts";
import { renderForm } from "../render/render-form.ts";
import { renderMessage } from "../render/render-message.ts";
import { discordWords } from "../words.ts";
import { acknowledge, codeOf } from "./acknowledge.ts";
import { toAsker } from "./asker.ts";
import { toAttachment } from "./attachment.ts";
import { toCommandCall } from "./command-call.ts";
import { deliver, type Place, toSaid } from "./deliver.ts";
import { toFormValues } from "./form-values.ts";
import { suggestions } from "./suggestions.ts";
import { caseTypedIn } from "./typed-in.ts";

export interface InteractionTimes {
	/** Suggestions that take longer are not shown. */
	readonly suggestMs: number;
	/** Waits between tries of an answer after the line broke. */
	readonly retryDelaysMs: readonly number[];
}

export interface RunContext {
	readonly options: DiscordOptions;
	readonly handlers: ChatHandlers;
	/** For what follows the first answer. */
	readonly rest: REST;
	/** For the first answer: tries once. */
	readonly firstRest: REST;
	readonly admit: (caseNumber: string, userId: string) => Promise<void>;
	readonly times: InteractionTimes;
}

/** One interaction, from first answer to last. All up to the first answer is decided without waiting, but for suggestions, which are it. */
export async function runInteraction(context: RunContext, interaction: APIInteraction): Promise<void> {
	if (interaction.type === InteractionType.Ping) return;
	if (interaction.guild_id !== context.options.guildId) return refuseElsewhere(context, interaction);
	switch (interaction.type) {
		case InteractionType.ApplicationCommand:
			return runCommand(context, interaction);
		case InteractionType.MessageComponent:
			return runPress(context, interaction);
		case InteractionType.ModalSubmit:
			return runForm(context, interaction);
		case InteractionType.ApplicationCommandAutocomplete:
			return runSuggest(context, interaction);
	}
}

const wait: APIInteractionResponse = {
	type: InteractionResponseType.DeferredChannelMessageWithSource,
	data: { flags: MessageFlags.Ephemeral },
};
const waitOnMessage: APIInteractionResponse = { type: InteractionResponseType.DeferredMessageUpdate };

function first(context: RunContext, interaction: APIInteraction, answer: APIInteractionResponse): Promise<boolean> {
	return acknowledge({ rest: context.firstRest, log: context.options.log, interaction, answer });
}

async function refuseElsewhere(context: RunContext, interaction: APIInteraction): Promise<void> {
	const { language } = context.options;
	const isTyping = interaction.type === InteractionType.ApplicationCommandAutocomplete;
	await first(context, interaction, isTyping ? suggested([]) : refusal(discordWords(language).otherServer, language));
}

function refusal(text: string, language: DiscordOptions["language"]): APIInteractionResponse {
	const { embeds, allowed_mentions } = renderMessage(say(text).card, { language, mark: null });
	const data = { embeds, allowed_mentions, flags: MessageFlags.Ephemeral } as const;
	return { type: InteractionResponseType.ChannelMessageWithSource, data };
}

async function runCommand(context: RunContext, interaction: APIApplicationCommandInteraction): Promise<void> {
	if (!(await first(context, interaction, wait))) return;
	await answer(context, toPlace(interaction, "waiting"), async () => {
		const { line, values } = toCommandCall(interaction, (announced) => attachment(context, interaction, announced));
		const caseNumber = await caseTypedIn(context.options, interaction);
		return context.handlers.onCommand(toAsker(interaction, context.options, caseNumber), line, values);
	});
}

async function runPress(context: RunContext, interaction: APIMessageComponentInteraction): Promise<void> {
	const { options, handlers } = context;
	const { data } = interaction;
	const asker = toAsker(interaction, options, parseButtonId(data.custom_id)?.caseNumber ?? null);
	const isButton = data.component_type === ComponentType.Button;
	const form = isButton ? formFor(context, asker, data.custom_id) : null;
	if (!(await first(context, interaction, form ?? waitOnMessage))) return;
	const admitted = admit(context, interaction, asker);
	const value = isButton ? null : (data.values[0] ?? null);
	const work = () => handlers.onPress(asker, data.custom_id, value);
	if (form === null) await answer(context, toPlace(interaction, originalOf(interaction)), work);
	await admitted;
}

/** A form must be the first answer. A fault in making one is left to the press itself, so that its asker hears of it. */
function formFor({ handlers, options }: RunContext, asker: Asker, id: string): APIInteractionResponse | null {
	try {
		const form = handlers.formFor(asker, id);
		return form === null ? null : { type: InteractionResponseType.Modal, data: renderForm(form, options.language) };
	} catch (fault) {
		options.log.error("discord.form-failed", fault);
		return null;
	}
}

/** Who works on a case from its headline is let into its thread. */
async function admit(context: RunContext, interaction: APIMessageComponentInteraction, asker: Asker): Promise<void> {
	const { options } = context;
	const { caseNumber } = asker;
	const userId = interaction.member?.user.id;
	const isOnHeadline = interaction.channel?.id === options.channels.cases;
	if (options.threads !== "private" || !isOnHeadline || asker.roles.length === 0) return;
	if (caseNumber === null || userId === undefined) return;
	try {
		await context.admit(caseNumber, userId);
	} catch (fault) {
		options.log.warn("discord.not-admitted", { caseNumber, code: codeOf(fault) });
	}
}

async function runForm(context: RunContext, interaction: APIModalSubmitInteraction): Promise<void> {
	const { options, handlers } = context;
	const original = interaction.message === undefined ? "waiting" : originalOf(interaction);
	if (!(await first(context, interaction, original === "waiting" ? wait : waitOnMessage))) return;
	const { data } = interaction;
	const asker = toAsker(interaction, options, parseButtonId(data.custom_id)?.caseNumber ?? null);
	await answer(context, toPlace(interaction, original), async () => {
		const values = toFormValues(data, (announced) => attachment(context, interaction, announced));
		return handlers.onForm(asker, data.custom_id, values);
	});
}

async function runSuggest(
	context: RunContext,
	interaction: APIApplicationCommandAutocompleteInteraction,
): Promise<void> {
	const { options, handlers, times } = context;
	const choices = await suggestions({ options, handlers, timeoutMs: times.suggestMs, interaction });
	await first(context, interaction, suggested(choices));
}

function suggested(choices: readonly { readonly name: string; readonly value: string }[]): APIInteractionResponse {
	return { type: InteractionResponseType.ApplicationCommandAutocompleteResult, data: { choices: [...choices] } };
}

function toPlace(interaction: APIInteraction, original: Place["original"]): Place {
	return { applicationId: interaction.application_id, token: interaction.token, original };
}

function originalOf({ message }: Pick<APIInteraction, "message">): "pressed-private" | "pressed-public" {
	return ((message?.flags ?? 0) & MessageFlags.Ephemeral) === 0 ? "pressed-public" : "pressed-private";
}

function attachment(context: RunContext, interaction: APIInteraction, announced: APIAttachment): Attachment {
	return toAttachment(announced, { ...context.options, sizeLimit: interaction.attachment_size_limit ?? null });
}

/** Unknown message, unknown webhook, invalid webhook token: the answer was dismissed, or the 15 minutes for it are over. */
const over: ReadonlySet<unknown> = new Set([10008, 10015, 50027]);

/** Does the work and tells what came of it. Never throws: what cannot be told is logged. */
async function answer(context: RunContext, place: Place, work: () => Promise<Reply>): Promise<void> {
	const { rest, options } = context;
	const line = { rest, retryDelaysMs: context.times.retryDelaysMs };
	const lost = (fault: unknown) => options.log.warn("discord.answer-lost", { code: codeOf(fault) });
	const inWords = (fault: unknown) => toSaid(replyToFault(context, fault), options.language);
	const said = await work()
		.then((reply) => toSaid(reply, options.language))
		.catch(inWords);
	try {
		await deliver(line, place, said);
	} catch (fault) {
		// What Discord takes no form of at all is lost; what it takes not in this form still gets a sentence.
		if (!(fault instanceof DiscordAPIError) || over.has(fault.code)) return lost(fault);
		await deliver(line, place, inWords(fault)).catch(lost);
	}
}

/** No library's words reach a chat: a sentence, with a short id that stands in the log too. */
function replyToFault({ options: { log, language } }: RunContext, fault: unknown): Reply {
	const words = discordWords(language);
	const id = randomBytes(3).toString("hex");
	log.error("fault-in-chat", fault, { id, platform: "discord" });
	return say(words.fault(id));
}

function say(text: string) {
	return { kind: "card", card: { tone: "warn", title: null, body: [text] } } as const;
}

import { setTimeout as pause } from "node:timers/promises";
import { DiscordAPIError, MessageFlags, type RawFile, type REST, Routes } from "discord.js";
import type { Language } from "../../../core/language.ts";
import type { Reply } from "../../../ports/chat.ts";
import { type MessageBody, renderMessage } from "../render/render-message.ts";

/** Where an answer goes. `original` is what Discord calls `@original`: our own private reply that waits, or the message that was pressed. */
export interface Place {
	readonly applicationId: string;
	readonly token: string;
	readonly original: "waiting" | "pressed-private" | "pressed-public";
}

/** A reply as Discord takes it. */
export type Said =
	| { readonly kind: "quiet" }
	| { readonly kind: "card" | "update"; readonly body: MessageBody; readonly everyone: boolean };

export interface Line {
	readonly rest: REST;
	/** Waits between tries after the line broke. */
	readonly retryDelaysMs: readonly number[];
}

export function toSaid(reply: Reply, language: Language): Said {
	if (reply.kind === "quiet") return reply;
	const body = renderMessage(reply.card, { language, mark: null });
	return { kind: reply.kind, body, everyone: reply.kind === "card" && reply.everyone === true };
}

/** Brings an answer to where its asker sees it. Throws what discord.js throws. */
export async function deliver(line: Line, place: Place, said: Said): Promise<void> {
	const { original } = place;
	if (said.kind === "quiet") return original === "waiting" ? dropOriginal(line, place) : undefined;
	const { kind, body, everyone } = said;
	if (original === "waiting") {
		// What follows a private wait is private itself, whatever it asks for, until that wait was answered: so what all may see comes second.
		await editOriginal(line, place, body);
		if (!everyone) return;
		await followUp(line, place, body, false);
		return dropOriginal(line, place);
	}
	if (kind === "update" && original === "pressed-private") return editOriginal(line, place, body);
	return followUp(line, place, body, !everyone);
}

async function editOriginal(line: Line, place: Place, { files, ...rest }: MessageBody): Promise<void> {
	// Without a list of attachments those of an earlier look would stay.
	const body = { ...rest, attachments: rest.attachments ?? [] };
	const route = Routes.webhookMessage(place.applicationId, place.token, "@original");
	await insist(line, () => line.rest.patch(route, { body, files: rawFiles(files), auth: false }));
}

async function followUp(line: Line, place: Place, { files, ...rest }: MessageBody, isPrivate: boolean): Promise<void> {
	const body = isPrivate ? { ...rest, flags: MessageFlags.Ephemeral } : rest;
	const route = Routes.webhook(place.applicationId, place.token);
	await insist(line, () => line.rest.post(route, { body, files: rawFiles(files), auth: false }));
}

async function dropOriginal(line: Line, place: Place): Promise<void> {
	const route = Routes.webhookMessage(place.applicationId, place.token, "@original");
	await insist(line, () => line.rest.delete(route, { auth: false }));
}

function rawFiles(files: MessageBody["files"]): RawFile[] {
	return files.map(({ name, data, contentType }) => ({ name, data, contentType }));
}

/** discord.js tries again after an error of Discord's, but not after every broken line. An answer shown twice is better than none. */
async function insist({ retryDelaysMs }: Line, request: () => Promise<unknown>): Promise<void> {
	for (const delayMs of retryDelaysMs) {
		try {
			await request();
			return;
		} catch (fault) {
			if (fault instanceof DiscordAPIError) throw fault;
			await pause(delayMs);
		}
	}
	await request();
}

import type { Role } from "../../core/case/people.ts";
import type { CommandSpec } from "../../core/command/command-spec.ts";
import type { Language } from "../../core/language.ts";
import type { Form } from "../../core/thread/card.ts";
import type { LocalMessage, LocalThread } from "../../ports/local-chat-store.ts";
import type { OutboxMail } from "../../ports/outbox.ts";

/** What the page and its server say to each other. Types only: both sides import this. */

/** Somebody whom the page can act as. `id` is a full person id (`local:anna`). */
export interface Persona {
	readonly id: string;
	readonly name: string;
	readonly roles: readonly Role[];
}

export interface Setup {
	readonly language: Language;
	readonly people: readonly Persona[];
	readonly commands: readonly CommandSpec[];
	readonly maxUploadBytes: number;
	/** False when mails leave by SMTP: then there is no mail tab. */
	readonly outbox: boolean;
}

export interface MessagePage {
	/** In order of posting. */
	readonly messages: readonly LocalMessage[];
	/** Ask for `before` this id to get older ones; null when there are none. */
	readonly older: number | null;
}

/** Where something was typed or pressed. `message` is the card with the button; null for a typed command. */
export interface Place {
	readonly as: string;
	readonly channel: string;
	readonly message: number | null;
}

/**
 * The head of a body with content type `interactionType`: four bytes big-endian length, this as JSON, then the bytes of the
 * one file, if any. So a file of any size streams through without being held.
 */
export interface InteractionHead extends Place {
	readonly kind: "command" | "form";
	/** `report`, `case show`, or the form's id. */
	readonly name: string;
	readonly values: Readonly<Record<string, string | number | boolean>>;
	readonly file: { readonly option: string; readonly fileName: string; readonly bytes: number } | null;
}

export const interactionType = "application/vnd.meldkamer.interaction";

export interface Press extends Place {
	readonly id: string;
	readonly value: string | null;
}

export type Answer =
	| { readonly kind: "quiet" }
	| { readonly kind: "message"; readonly message: LocalMessage }
	| { readonly kind: "form"; readonly form: Form };

/** One change, as sent over the event stream. */
export type Change =
	| { readonly kind: "message"; readonly message: LocalMessage }
	| { readonly kind: "thread"; readonly thread: LocalThread }
	/** The page missed more than the server remembers: load everything anew. */
	| { readonly kind: "reset" };

/** Why something was not done; the page words it. `id` stands in the log too. */
export interface Trouble {
	readonly error:
		| "not-signed-in"
		| "wrong-key"
		| "foreign-request"
		| "bad-request"
		| "not-found"
		| "too-large"
		| "upload-cut-off"
		| "failed";
	readonly id?: string;
	readonly maxBytes?: number;
}

export type { LocalMessage, LocalThread, OutboxMail };

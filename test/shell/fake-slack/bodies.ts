import type { types } from "@slack/bolt";

type Button = types.Button;

/** Blocks, views and messages that nobody has anything against. */
export const plain = (text: string): types.PlainTextElement => ({ type: "plain_text", text });

export const file = (bytes: number, fileName = "report.csv") => ({
	fileName,
	bytes: new Uint8Array(bytes).fill(65),
});

export const button = (actionId: string, more: Partial<Button> = {}): Button => ({
	type: "button",
	action_id: actionId,
	text: plain("Go"),
	...more,
});

export const actions = (...elements: types.ActionsBlockElement[]): types.ActionsBlock => ({
	type: "actions",
	elements,
});

export const option = (value: string): types.PlainTextOption => ({ text: plain(`Option ${value}`), value });

export const select = (actionId: string, ...values: string[]): types.StaticSelect => ({
	type: "static_select",
	action_id: actionId,
	options: values.map(option),
});

export const input = (
	blockId: string,
	element: types.InputBlockElement,
	more: Partial<types.InputBlock> = {},
): types.InputBlock => ({ type: "input", block_id: blockId, label: plain(blockId), element, ...more });

export const textInput = (more: Partial<types.PlainTextInput> = {}): types.PlainTextInput => ({
	type: "plain_text_input",
	action_id: "value",
	...more,
});

export const modal = (callbackId: string, ...blocks: types.KnownBlock[]): types.ModalView => ({
	type: "modal",
	callback_id: callbackId,
	title: plain("Title"),
	submit: plain("Send"),
	blocks,
});

/** A text as the product posts it. */
export const saying = (text: string) => ({ text, unfurl_links: false }) as const;

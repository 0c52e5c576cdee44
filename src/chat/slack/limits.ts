/**
 * What Slack takes at most in messages and views. Lengths are in UTF-16 units, which are never fewer than Slack's characters. Sources, on
 * docs.slack.dev as of November 2026: "Reference / Block Kit" (blocks, block elements, composition objects), "Reference / Views", and the
 * comments of `@slack/types`. Where a limit is this adapter's own, its comment says so.
 */

/** One message, or one view, as a whole. */
export const surfaceLimits = {
	messageBlocks: 50,
	/** Of a modal or an App Home. */
	viewBlocks: 100,
	/** All texts in the blocks together: Slack's answer over 13,200 is `msg_blocks_too_long`, so this stays well under. */
	text: 12_000,
	/** The text for notifications and screen readers: Slack takes 40,000; more than this is no notification. */
	notification: 300,
	/** Files in one message, as in Slack's own composer. */
	files: 10,
	/** Of a picture's text for who cannot see it; the web client shows no more. */
	altText: 1000,
} as const;

export const blockLimits = {
	header: 150,
	/** One text in a rich text: Slack says nothing of a limit; 3,000 is that of every other text, so this stays under. */
	richTextElement: 2900,
	/** Slack takes 3,000; this is small print. */
	note: 1000,
	/** Fields are a text here, so their number is this adapter's own limit. */
	fields: 40,
	fieldLabel: 300,
	fieldValue: 2900,
} as const;

export const controlLimits = {
	buttonsInRow: 25,
	/** Own limits, so that all buttons and a menu leave room for words. */
	rows: 10,
	buttons: 50,
	menuText: 3300,
	buttonLabel: 75,
	linkUrl: 3000,
	placeholder: 150,
	options: 100,
	optionLabel: 75,
	optionHint: 75,
	/** As on docs.slack.dev; the comments of `@slack/types` 3.2 still have the older 75. */
	optionValue: 150,
} as const;

export const modalLimits = {
	/** Title, and the labels of its two buttons. */
	title: 24,
	label: 2000,
	hint: 2000,
	/** Of a text input's value. */
	value: 3000,
	/** What is said above the inputs; as of one text elsewhere. */
	intro: 3000,
	/** Blocks that hold no input: titles, introduction, words on what is left out. */
	otherBlocks: 4,
} as const;

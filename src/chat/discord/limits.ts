/**
 * What Discord takes at most in messages and modals. Lengths are in UTF-16 units and count what is sent, backslashes too. Sources, on
 * docs.discord.com/developers, as of November 2026: "Resources / Message" (embed limits, attachments) and "Components / Component
 * reference"; the sum of 6,000 and the length of a link's URL are what its answers say.
 */

/** One message's embeds, together and apart. */
export const embedLimits = {
	title: 256,
	description: 4096,
	fields: 25,
	fieldName: 256,
	fieldValue: 1024,
	footer: 2048,
	/** Titles, descriptions, fields and footers of one message together. */
	sum: 6000,
} as const;

export const componentLimits = {
	rows: 5,
	buttonsInRow: 5,
	buttonLabel: 80,
	linkUrl: 512,
	placeholder: 150,
	options: 25,
	optionLabel: 100,
	optionValue: 100,
	optionHint: 100,
} as const;

export const modalLimits = {
	title: 45,
	/** Text and inputs together. */
	components: 5,
	label: 45,
	labelDescription: 100,
	placeholder: 100,
	value: 4000,
	text: 4000,
} as const;

export const fileLimits = {
	files: 10,
	description: 1024,
} as const;

export const postingLimits = {
	threadName: 100,
	nonce: 25,
	/** Messages, or archived threads, that one request lists. */
	page: 100,
} as const;

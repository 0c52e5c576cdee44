/** Discord's limits for commands and suggestions (docs.discord.com/developers, Interactions / Application Commands). */
export const commandLimits = {
	description: 100,
	options: 25,
	choices: 25,
	choiceName: 100,
	choiceValue: 100,
	/** `max_length` of a text option. */
	textLength: 6000,
	fileTypes: 10,
} as const;

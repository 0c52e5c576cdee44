/** Discord's limits for commands and suggestions (docs.discord.com/developers, Interactions / Application Commands). */
export const commandLimits = {
	choices: 25,
	choiceName: 100,
	choiceValue: 100,
	/** `max_length` of a text option. */
	textLength: 6000,
} as const;

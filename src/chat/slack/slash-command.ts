/** Slack's own commands take most names, so the bot has one, and its commands follow it. */
export const slashCommand = "/meldkamer";

/** What stands before a command's name where the texts name one. */
export const slackCommandSign = `${slashCommand} `;
